"""What a draft may be made from: this customer's own, what the asker may read, what is in force."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from copilot.drafting import gathering, requesting
from copilot.drafting.permitted import Asker, Piece, Procedure, choose, why_not
from copilot.models import SopVersion
from copilot.sops.freshness import freshness
from copilot.sops.ranking import Found
from tests.copilot.compose_help import section
from tests.copilot.draft_help import drafting_category, prepared, waiting_ticket
from tests.factories import make_customer, make_sop

TODAY = date(2026, 11, 21)
AGENT = Asker(customer=7, permissions=frozenset({"work_tickets"}))
STRANGER = Asker(customer=7, permissions=frozenset())


@pytest.mark.parametrize(
    ("piece", "asker", "why"),
    [
        (Piece("Customer record", "order", "A-1", customer=7), AGENT, ""),
        (Piece("Customer record", "order", "A-1", customer=8), AGENT, "belongs to another customer"),
        (Piece("SOP section", "Returns", "30 days"), AGENT, ""),
        (Piece("SOP section", "Returns", "30 days"), STRANGER, "whoever asked may not read it"),
    ],
)
def test_whose_it_is_and_who_asks(piece, asker, why):
    assert why_not(piece, asker) == why


@pytest.mark.parametrize(
    ("effective", "review_by", "state"),
    [
        (None, None, "current"),
        (TODAY, TODAY, "current"),
        (TODAY + timedelta(days=1), None, "not_yet"),
        (None, TODAY - timedelta(days=1), "review_due"),
        (None, TODAY - timedelta(days=30), "review_due"),
        (None, TODAY - timedelta(days=31), "expired"),
    ],
)
def test_when_a_version_is_in_force(settings, effective, review_by, state):
    settings.SOP_EXPIRES_AFTER_DAYS = 30
    assert freshness(effective, review_by, TODAY).state == state


def found(*sops, sections=1):
    return [Found(sop, 1.0, tuple(range(sop * 10, sop * 10 + sections))) for sop in sops]


def shelf(*sops, sections=4, **dates):
    def one(sop):
        parts = (section(sop * 10 + n, f"part-{n}", f"text {n}", sop_slug=f"s{sop}") for n in range(sections))
        return Procedure(f"SOP {sop}", 1, tuple(parts), **dates)

    return {sop: one(sop) for sop in sops}


def test_the_leading_sop_comes_whole_and_of_the_others_what_fits():
    used, sections, left_out = choose(found(1, 2, sections=3), shelf(1, 2), AGENT, TODAY)
    assert [one.sop for one in used] == [1, 2]
    assert [one.key for one in sections] == [10, 11, 12, 13, 20, 21]
    assert {line.why for line in left_out} == {"another SOP leads, and other sections of this one fit better"}


def test_more_sops_than_are_read_are_named():
    used, _, left_out = choose(found(1, 2, 3, 4), shelf(1, 2, 3, 4, sections=1), AGENT, TODAY)
    assert [one.sop for one in used] == [1, 2, 3]
    assert [(line.name, line.why) for line in left_out] == [("SOP 4, version 1", "3 SOPs fit better")]


def test_nothing_is_read_for_somebody_without_rights():
    _, sections, left_out = choose(found(1), shelf(1, sections=2), STRANGER, TODAY)
    assert sections == ()
    assert [line.why for line in left_out] == ["whoever asked may not read it"] * 2


def test_what_is_not_in_force_makes_room_for_the_next():
    stale = shelf(1, effective=TODAY + timedelta(days=2))
    used, _, left_out = choose(found(1, 2), {**stale, **shelf(2)}, AGENT, TODAY)
    assert [one.sop for one in used] == [2]
    assert left_out[0].why == "is not in force before 23 November 2026"
    assert left_out[0].tokens > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "days", "why"), [("effective", 2, "is not in force before"), ("review_by", -400, "expired on")]
)
def test_a_draft_is_refused_with_the_reason(field, days, why):
    category = drafting_category()
    SopVersion.objects.update(**{field: timezone.localdate() + timedelta(days=days)})
    draft = prepared(requesting.request_draft(ticket=waiting_ticket(category)))
    assert draft.state == "failed"
    assert why in draft.reason


@pytest.mark.django_db
def test_the_trace_says_what_was_dropped_and_why():
    category = drafting_category()
    old = make_sop(category, title="Old returns")
    SopVersion.objects.filter(sop=old).update(review_by=timezone.localdate() - timedelta(days=400))
    draft = prepared(requesting.request_draft(ticket=waiting_ticket(category)))
    detail = draft.trace.steps.get(name="context").detail
    assert draft.state == "ready"
    [dropped] = [line for line in detail["dropped"] if line["what"] == "SOP"]
    assert dropped["name"] == "Old returns, version 1"
    assert dropped["why"].startswith("expired on")
    assert detail["tokens"] == sum(line["tokens"] for line in detail["kept"]) <= detail["budget"]


@pytest.mark.django_db
def test_a_record_of_another_customer_is_left_out():
    mine, other = make_customer(), make_customer(attributes={"order_id": "A-OTHER"})
    asker = Asker(mine.pk, frozenset({"work_tickets"}))
    [line] = gathering.record_refused(other, {"order_id": "A-OTHER"}, asker)
    assert line.why == "belongs to another customer"
    assert "A-OTHER" not in repr(line)


@pytest.mark.django_db
def test_a_draft_asked_for_by_somebody_who_left_reads_nothing(outsider):
    draft = requesting.request_draft(ticket=waiting_ticket())
    draft.requested_by = outsider
    context = gathering.gather(draft, gathering.Timed())
    assert context.sections == ()
    assert {line.why for line in context.left_out} == {"whoever asked may not read it"}
