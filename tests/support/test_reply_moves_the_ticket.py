"""Answering hands the turn to the customer, or ends it; an answer from them opens it again."""

import pytest

from support.models import Ticket
from tests.factories import customer_writes, make_ticket, make_user, reply
from tests.support.desk_help import write

pytestmark = pytest.mark.django_db


def status(ticket):
    return Ticket.objects.get(pk=ticket.pk).status


def test_a_reply_waits_for_the_customer(as_agent):
    ticket = make_ticket()
    write(as_agent, ticket)
    assert status(ticket) == "waiting"


def test_send_and_close(as_agent):
    ticket = make_ticket()
    write(as_agent, ticket, then="close")
    assert status(ticket) == "closed"
    assert Ticket.objects.get().closed_at is not None


def test_the_customers_answer_opens_it_again(as_agent):
    ticket = make_ticket()
    write(as_agent, ticket, then="close")
    customer_writes(ticket)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.closed_at) == ("open", None)


def test_a_reply_to_a_closed_ticket_waits_again(as_agent, agent):
    ticket = make_ticket()
    reply(ticket, agent, close=True)
    write(as_agent, ticket)
    assert status(ticket) == "waiting"


def test_who_answers_first_has_it(as_agent, agent):
    ticket = make_ticket()
    write(as_agent, ticket)
    ticket.refresh_from_db()
    assert ticket.assignee == agent


def test_who_helps_out_does_not_take_it_over(as_agent):
    ticket, owner = make_ticket(), make_user()
    reply(ticket, owner)
    write(as_agent, ticket)
    ticket.refresh_from_db()
    assert ticket.assignee == owner


@pytest.mark.parametrize("body", ["", "  \n ", "\x07"])
def test_there_must_be_something_to_send(as_agent, body):
    ticket = make_ticket()
    answer = write(as_agent, ticket, body)
    assert answer.status_code == 422
    assert "nothing to send yet" in answer.content.decode()


def test_a_book_is_to_be_attached_instead(as_agent):
    ticket = make_ticket()
    answer = write(as_agent, ticket, "x" * 200_001)
    assert answer.status_code == 422
    assert "200,001 characters" in answer.content.decode()


def test_a_note_leaves_status_and_assignee_alone(as_agent):
    ticket = make_ticket()
    write(as_agent, ticket, kind="note")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee) == ("open", None)
