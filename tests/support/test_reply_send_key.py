"""A reply is sent once, however often the button is pressed."""

from uuid import uuid4

import pytest

from support.actions.replies import undo_reply
from tests.factories import make_ticket, make_user, reply
from tests.support.desk_help import at_once, last_seen, replies_of, write

pytestmark = pytest.mark.django_db


def test_the_same_send_key_twice_is_one_reply(as_agent):
    ticket, key, seen = make_ticket(), uuid4(), 0
    seen = last_seen(ticket)
    for _ in range(2):
        assert write(as_agent, ticket, send_key=key, last_seen=seen).status_code == 302
    assert len(replies_of(ticket)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_reply():
    ticket, agent, key = make_ticket(), make_user(), uuid4()
    seen = last_seen(ticket)
    one, other = at_once(*[lambda: reply(ticket, agent, send_key=key, last_seen=seen)] * 2)
    assert one == other
    assert len(replies_of(ticket)) == 1


def test_a_reply_taken_back_is_not_said_to_be_sent_again(as_agent, agent):
    ticket, key = make_ticket(), uuid4()
    message = reply(ticket, agent, send_key=key)
    undo_reply(message=message, by=agent)
    answer = write(as_agent, ticket, "Yes, within 30 days.", send_key=key)
    assert answer.status_code == 422
    assert "Yes, within 30 days." in answer.content.decode()
    assert answer.context["send_key"] != key


def test_a_key_of_another_ticket_sends_nothing(as_agent, agent):
    key = uuid4()
    reply(make_ticket(), agent, send_key=key)
    ticket = make_ticket()
    assert write(as_agent, ticket, send_key=key).status_code == 422
    assert replies_of(ticket) == []


def test_a_note_pressed_twice_is_one_note(as_agent):
    ticket, key = make_ticket(), uuid4()
    for _ in range(2):
        assert write(as_agent, ticket, "Ask the warehouse", kind="note", send_key=key).status_code == 302
    assert ticket.messages.filter(kind="note").count() == 1
