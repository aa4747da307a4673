"""The customer writes again: what was drafted can be read, not sent."""

import pytest

from copilot.drafting import requesting, working
from copilot.models import Draft
from tests.copilot.draft_help import ready_draft, states, waiting_ticket
from tests.factories import committed, customer_writes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["pending", "working", "ready", "failed"])
def test_unfinished_and_ready_drafts_go_stale(state):
    draft = ready_draft()
    Draft.objects.filter(pk=draft.pk).update(state=state)
    with committed():
        customer_writes(draft.ticket)
    draft.refresh_from_db()
    assert draft.state == "stale"
    assert draft.reason == "The customer has written again."
    assert draft.stale_at is not None


def test_a_draft_for_the_new_message_is_left_alone():
    ticket = waiting_ticket()
    newest = customer_writes(ticket)
    draft = requesting.request_draft(ticket=ticket)
    assert requesting.make_stale(ticket.pk, "written again", before=newest.pk) == 0
    draft.refresh_from_db()
    assert draft.state == "pending"


def test_other_tickets_keep_theirs():
    draft = ready_draft()
    with committed():
        customer_writes(waiting_ticket(draft.category))
    assert states(draft.ticket) == ["ready"]


def test_with_a_worker_the_next_one_is_made_at_once(worker):
    draft = ready_draft()
    with committed():
        customer_writes(draft.ticket)
    assert states(draft.ticket) == ["stale", "ready"]


def test_a_stale_one_cannot_be_used(as_agent):
    draft = ready_draft()
    requesting.make_stale(draft.ticket_id, "The customer has written again.")
    page = as_agent.get(f"/tickets/{draft.ticket_id}/draft/").content.decode()
    assert "It can be read, not used." in page
    assert draft.body.splitlines()[0] in page
    assert "data-use-draft" not in page


@pytest.fixture
def while_composing(monkeypatch):
    """Something happens between reading the thread and storing the draft."""

    def then(happens):
        def compose(context, **options):
            happens()
            return real(context, **options)

        real = working.compose
        monkeypatch.setattr(working, "compose", compose)

    return then


def test_finished_after_the_customer_wrote_it_is_never_ready(while_composing):
    draft = requesting.request_draft(ticket=waiting_ticket())

    def customer_interrupts():
        with committed():
            customer_writes(draft.ticket)

    while_composing(customer_interrupts)
    assert working.prepare(draft.pk) is False
    assert states(draft.ticket) == ["stale"]


def test_not_even_when_nobody_heard_of_the_message(while_composing):
    """The process that received it died before telling anybody."""
    draft = requesting.request_draft(ticket=waiting_ticket())
    while_composing(lambda: customer_writes(draft.ticket))
    assert working.prepare(draft.pk) is False
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == ("stale", "The customer has written again.")


def test_nor_when_nobody_heard_of_the_new_category(while_composing, agent):
    from tests.factories import file_under, make_category

    draft = requesting.request_draft(ticket=waiting_ticket())
    while_composing(lambda: file_under(draft.ticket, make_category("Other"), by=agent))
    assert working.prepare(draft.pk) is False
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == ("stale", "The ticket was filed elsewhere.")
