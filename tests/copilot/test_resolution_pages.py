"""What people see of automatic answers, and how they step in."""

import pytest
from django.urls import reverse

from copilot.autonomy import resolving
from copilot.models import CategoryAutonomy
from support.models import Ticket
from tests.copilot.draft_help import READ, answered
from tests.copilot.resolve_help import (
    LOCMEM,
    eligible_draft,
    fresh,
    make_due,
    scheduled,
    sending_category,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = LOCMEM


def page(client, name, number=None):
    return client.get(reverse(name, args=[number] if number else [])).content.decode()


def press(client, name, resolution):
    return client.post(reverse(f"copilot:automatic_{name}", args=[resolution.ticket_id]), follow=True)


def test_the_ticket_says_when_it_will_be_sent_without_any_script(as_agent):
    resolution = scheduled()
    shown = page(as_agent, "support:ticket", resolution.ticket_id)
    assert "Understudy will send its draft at" in shown
    assert reverse("copilot:automatic_cancel", args=[resolution.ticket_id]) in shown


def test_one_press_calls_it_off(as_agent, agent):
    resolution = make_due(scheduled())
    assert "Called off. People answer this ticket." in press(as_agent, "cancel", resolution).content.decode()
    assert (fresh(resolution).state, fresh(resolution).ended_by) == ("cancelled", agent)
    assert fresh(resolution).ticket.answering_at is None
    assert resolving.send(resolution.pk) is False


def test_take_over_makes_it_ones_own(as_agent, agent):
    resolution = scheduled()
    press(as_agent, "take_over", resolution)
    assert (fresh(resolution).state, fresh(resolution).ticket.assignee) == ("cancelled", agent)


def test_too_late_is_said(as_agent):
    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    assert "it has left, or was called off already" in press(as_agent, "cancel", resolution).content.decode()
    assert fresh(resolution).state == "sent"


def test_the_list_has_reasons_and_filters(as_agent):
    kept = scheduled()
    held = resolving.consider(eligible_draft(sending_category("Refunds", auto_share=0.0)).pk)
    shown = page(as_agent, "copilot:automatic")
    assert "Outside the automatic share" in shown
    only = as_agent.get("/reports/automatic/?state=held&arm=people&category=refunds").content.decode()
    assert f"#{held.ticket_id} " in only
    assert f"#{kept.ticket_id} " not in only


@pytest.mark.parametrize("query", ["state=x&arm=y&category=z", "before=abc", "before=" + "9" * 30])
def test_odd_filters_are_no_error(as_agent, query):
    assert as_agent.get(f"/reports/automatic/?{query}").status_code == 200


def test_every_condition_can_be_read_on_the_tickets_own_page(as_agent):
    draft = eligible_draft()
    CategoryAutonomy.objects.update(never_auto=True)
    resolution = resolving.consider(draft.pk)
    shown = page(as_agent, "copilot:automatic_ticket", resolution.ticket_id)
    assert "“Returns” stays with people whatever the numbers say." in shown
    assert "Every check passed." in shown


def test_a_ticket_nobody_asked_about_says_so(as_agent):
    from tests.factories import make_ticket

    assert "It was never asked" in page(as_agent, "copilot:automatic_ticket", make_ticket().pk)


def test_what_was_sent_wears_its_badge_and_links_to_the_reasons(as_agent):
    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    shown = page(as_agent, "support:ticket", resolution.ticket_id)
    assert "by the system" in shown
    assert "Why was this sent?" in shown
    assert "people only" in shown


def unseen():
    category = sending_category(holdout_share=1.0)
    drafts = (eligible_draft(category) for _ in range(20))
    return next(found for draft in drafts if (found := resolving.consider(draft.pk)).arm == "unseen")


def test_in_the_unseen_half_of_the_holdout_the_draft_is_hidden_until_the_reply_left(as_agent, agent):
    draft = unseen().draft
    assert "held back until you have answered" in page(as_agent, "copilot:draft", draft.ticket_id)
    assert draft.body.split("\n")[-1] not in page(as_agent, "copilot:draft", draft.ticket_id)
    reply = answered(draft, "Keep them.", by=agent, composing=READ)
    assert "held back" in page(as_agent, "copilot:draft", draft.ticket_id)  # it can still be undone
    type(reply).objects.filter(pk=reply.pk).update(delivery="sent")
    assert "until you have answered" not in page(as_agent, "copilot:draft", draft.ticket_id)


def test_the_page_asks_no_more_of_the_database_for_it(as_agent, django_assert_max_num_queries):
    ticket = Ticket.objects.get(pk=scheduled().ticket_id)
    with django_assert_max_num_queries(13):
        as_agent.get(ticket.get_absolute_url())
