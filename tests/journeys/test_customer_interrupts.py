"""The customer writes while an agent types: nothing typed is lost, nothing outdated is sent."""

import pytest

from copilot.models import Draft, Outcome
from support.models import Message, UnsentText
from tests.factories import committed, customer_writes
from tests.journeys.people import customer_asks, draft_panel, open_ticket, send, shoe_shop

pytestmark = pytest.mark.django_db
TYPED = "Dear Cleo, I have typed this for ten minutes."


@pytest.fixture
def ticket(worker, client):
    shoe_shop()
    return customer_asks(client)


def test_while_an_agent_types(ticket, as_agent):
    seen = ticket.messages.get().pk
    as_agent.post(f"/tickets/{ticket.pk}/unsent/", {"kind": "reply", "body": TYPED})
    with committed():
        customer_writes(ticket, "Wait, they are boots!")
    assert UnsentText.objects.get().body == TYPED
    assert TYPED in open_ticket(as_agent, ticket)
    assert list(Draft.objects.order_by("id").values_list("state", flat=True)) == ["stale", "ready"]

    refused = send(as_agent, ticket, TYPED, last_seen=seen)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "The customer has written since you opened this." in page
    assert "Wait, they are boots!" in page
    assert TYPED in page
    assert not Message.objects.filter(kind="outbound").exists()

    assert send(as_agent, ticket, TYPED).status_code == 302
    assert Outcome.objects.get().draft == Draft.objects.get(state="ready")
    assert not UnsentText.objects.exists()


def test_the_old_draft_can_be_read_and_not_used_until_the_new_one_is_there(ticket, as_agent):
    ticket.refresh_from_db()
    customer_writes(ticket, "Wait, they are boots!")
    from copilot.drafting import requesting

    requesting.make_stale(ticket.pk, requesting.WRITTEN_AGAIN)
    panel = draft_panel(as_agent, ticket)
    assert 'data-state="stale"' in panel
    assert "The customer has written again. It can be read, not used." in panel
    assert "data-use-draft" not in panel


def test_two_agents_the_second_is_told(ticket, as_agent, as_admin):
    seen = ticket.messages.get().pk
    assert send(as_agent, ticket, "I was first.", last_seen=seen).status_code == 302
    refused = send(as_admin, ticket, "I was second.", last_seen=seen)
    assert refused.status_code == 409
    assert "Ada Agent has written since you opened this." in refused.content.decode()
    assert Outcome.objects.count() == 1


def test_a_burst_gets_one_draft(ticket, as_agent):
    for body in ("Oh,", "and the laces,", "and the box?"):
        with committed():
            customer_writes(ticket, body)
    assert Draft.objects.filter(state="ready").count() == 1
    assert Draft.objects.get(state="ready").message == ticket.messages.latest("id")


def test_writing_again_after_it_was_closed_opens_it_and_drafts(ticket, as_agent):
    send(as_agent, ticket, "That is all.", then="close")
    with committed():
        customer_writes(ticket, "Not quite!")
    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert 'data-state="ready"' in draft_panel(as_agent, ticket)
