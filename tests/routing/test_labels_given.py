"""What people said about tickets becomes labels: corrections, confirmations, judged audits; not the exam."""

import pytest
from django.utils import timezone

from routing import auditing, corrections, labels, reference
from tests.factories import file_under, make_category, make_ticket
from tests.routing.test_route_audits import decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def returns():
    return make_category("Returns")


def judged(ticket, truth, by):
    decided(ticket)
    auditing.draw(share=1)
    return auditing.judge(audited=ticket.decisions.get().audit, truth=truth, by=by)


def test_a_correction_made_on_a_page_is_a_label(as_agent, agent, returns):
    ticket = make_ticket(subject="Shoes", body="Too small")
    as_agent.post(f"/tickets/{ticket.pk}/correct/", {"category": returns.pk})
    (label,) = labels.given()
    assert (label.text, label.key, label.source, label.by) == (
        "Shoes\nToo small",
        "returns",
        "correction",
        "Ada Agent",
    )


def test_a_confirmation_is_called_one(agent, returns):
    ticket = make_ticket()
    for _ in range(2):
        file_under(ticket, returns, by=agent)
        ticket.refresh_from_db()
    assert [label.source for label in labels.given()] == ["confirmation"]


def test_a_judged_audit_is_a_label(agent, returns):
    ticket = make_ticket()
    judged(ticket, returns, agent)
    assert [(label.ticket, label.key, label.source) for label in labels.given()] == [
        (ticket.pk, "returns", "audit")
    ]


def test_none_of_these_names_no_category(agent):
    judged(make_ticket(), None, agent)
    assert labels.given() == []


def test_the_last_word_counts(agent, admin, returns):
    ticket, other = make_ticket(), make_category("Refunds")
    judged(ticket, returns, agent)
    file_under(ticket, other, by=admin)
    assert [label.key for label in labels.given()] == ["refunds"]


def test_an_undone_correction_leaves_nothing(agent, returns):
    correction = file_under(make_ticket(), returns, by=agent)
    corrections.undo_correction(correction=correction, by=agent)
    assert labels.given() == []


def test_a_label_follows_a_merge_and_ends_with_a_retired_category(agent, returns):
    file_under(make_ticket(), returns, by=agent)
    returns.retired_at = timezone.now()
    returns.save()
    assert labels.given() == []
    returns.merged_into = make_category("Sending back", parent=make_category("Orders"))
    returns.save()
    assert [label.label for label in labels.given()] == ["Orders > Sending back"]


def test_the_exam_is_exported_but_never_learned_from(agent, returns):
    ticket, same = make_ticket(subject="Shoes", body="Small"), make_ticket(subject="Shoes", body="Small")
    free = make_ticket(subject="Boots", body="Wide")
    for each in (ticket, same, free):
        file_under(each, returns, by=agent)
    reference.add_case(ticket=ticket, by=agent)
    assert [(label.ticket, label.reference) for label in labels.given()] == [
        (ticket.pk, True),
        (same.pk, True),
        (free.pk, False),
    ]
    assert [number for _, _, number in corrections.labels()] == [free.pk]
