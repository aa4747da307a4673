"""A reply can be taken back while its window is open, once, by anybody who works tickets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from support.actions.delivery import deliver
from support.models import Message, Ticket
from tests.factories import make_ticket, make_user, reply

pytestmark = pytest.mark.django_db


def press_undo(client, message):
    answer = client.post(f"/messages/{message.pk}/undo/", follow=True)
    message.refresh_from_db()
    return answer.content.decode()


def test_inside_the_window_it_comes_back(as_agent, agent):
    ticket = make_ticket()
    message = reply(ticket, agent, close=True)
    assert "Taken back" in press_undo(as_agent, message)
    assert message.delivery == "undone"
    assert Ticket.objects.get(pk=ticket.pk).status == "open"


def test_an_undone_reply_is_never_delivered(as_agent, agent):
    message = reply(make_ticket(), agent)
    press_undo(as_agent, message)
    Message.objects.update(send_after=timezone.now() - timedelta(hours=1))
    assert deliver(message.pk) is False


def test_after_the_window_it_has_left(as_agent, agent):
    message = reply(make_ticket(), agent)
    Message.objects.filter(pk=message.pk).update(send_after=timezone.now())
    assert "already left" in press_undo(as_agent, message)
    assert message.delivery == "queued"


def test_a_second_undo_changes_nothing(as_agent, agent):
    message = reply(make_ticket(), agent)
    press_undo(as_agent, message)
    assert "already left" not in press_undo(as_agent, message)
    assert message.delivery == "undone"


def test_a_colleague_may_take_it_back_too(as_agent):
    message = reply(make_ticket(), make_user())
    press_undo(as_agent, message)
    assert message.delivery == "undone"


def test_a_reply_that_was_taken_back_is_no_first_answer(as_agent, agent):
    ticket = make_ticket()
    press_undo(as_agent, reply(ticket, agent))
    ticket.refresh_from_db()
    assert ticket.first_replied_at is None


def test_notes_cannot_be_undone(as_agent, agent):
    from support.actions.replies import add_note

    note = add_note(ticket=make_ticket(), body="Hm", by=agent)
    assert as_agent.post(f"/messages/{note.pk}/undo/").status_code == 404
