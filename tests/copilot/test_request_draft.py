"""Asking for a draft: one live draft for the message that waits."""

import pytest

from copilot.drafting import requesting
from copilot.models import Draft
from tests.copilot.draft_help import answered, drafting_category, ready_draft, states, waiting_ticket
from tests.factories import customer_writes, make_ticket

pytestmark = pytest.mark.django_db


def test_it_is_bound_to_the_latest_customer_message():
    ticket = waiting_ticket()
    latest = customer_writes(ticket)
    draft = requesting.request_draft(ticket=ticket)
    assert (draft.message_id, draft.category_id, draft.state) == (latest.pk, ticket.category_id, "pending")


def test_asked_twice_it_is_made_once():
    ticket = waiting_ticket()
    assert requesting.request_draft(ticket=ticket) is not None
    assert requesting.request_draft(ticket=ticket) is None
    assert states(ticket) == ["pending"]


def test_several_messages_in_a_burst_get_one_draft():
    ticket = waiting_ticket()
    for _ in range(3):
        customer_writes(ticket)
    for _ in range(3):
        requesting.request_draft(ticket=ticket)
    assert Draft.objects.filter(ticket=ticket).count() == 1


def test_a_failed_draft_is_not_asked_for_again_by_itself():
    draft = requesting.request_draft(ticket=waiting_ticket())
    Draft.objects.filter(pk=draft.pk).update(state="failed")
    assert requesting.request_draft(ticket=draft.ticket) is None


def test_none_when_we_wrote_last():
    draft = ready_draft()
    answered(draft)
    assert requesting.request_draft(ticket=draft.ticket) is None
    assert requesting.last_inbound(draft.ticket) is None


def test_a_reply_taken_back_leaves_the_customer_waiting(agent):
    from support.actions import replies

    draft = ready_draft()
    sent = answered(draft, by=agent)
    replies.undo_reply(message=sent, by=agent)
    assert requesting.last_inbound(draft.ticket).pk == draft.message_id


def test_none_without_a_category():
    assert requesting.request_draft(ticket=make_ticket()) is None


def test_a_ticket_read_long_ago_is_read_anew():
    """The caller's row may be old: what counts is the database."""
    old = make_ticket()
    type(old).objects.filter(pk=old.pk).update(category=drafting_category())
    assert old.category is None
    assert requesting.request_draft(ticket=old) is not None
