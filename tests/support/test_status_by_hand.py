"""Closing and reopening with the button."""

import pytest

from support.models import AuditEvent
from tests.factories import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def move(client, ticket, status):
    answer = client.post(f"/tickets/{ticket.pk}/status/", {"status": status}, follow=True)
    ticket.refresh_from_db()
    return answer.content.decode()


def test_close_and_reopen(as_agent, ticket):
    move(as_agent, ticket, "closed")
    assert (ticket.status, ticket.closed_at is None) == ("closed", False)
    move(as_agent, ticket, "open")
    assert (ticket.status, ticket.closed_at) == ("open", None)


def test_a_move_the_table_forbids_is_explained(as_agent, ticket):
    move(as_agent, ticket, "closed")
    assert "A ticket that is closed cannot become waiting, only open." in move(as_agent, ticket, "waiting")
    assert ticket.status == "closed"


def test_closing_twice_is_closing_once(as_agent, ticket):
    for _ in range(2):
        move(as_agent, ticket, "closed")
    assert AuditEvent.objects.filter(action="ticket_closed").count() == 1


@pytest.mark.parametrize("status", ["", "lost", "<b>", "x" * 10_000])
def test_a_status_that_does_not_exist_changes_nothing(as_agent, ticket, status):
    assert "There is no such status" in move(as_agent, ticket, status)
    assert ticket.status == "open"


def test_the_queue_beside_the_ticket_stays(as_agent):
    ticket = make_ticket()
    for name, posted in (("status", {"status": "closed"}), ("assign", {"assignee": ""})):
        answer = as_agent.post(f"/tickets/{ticket.pk}/{name}/", {**posted, "query": "view=mine"})
        assert answer.url == f"/tickets/{ticket.pk}/?view=mine"
