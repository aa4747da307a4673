"""Undo and delivery reach for the same reply: exactly one of them gets it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from support.actions import delivery, replies
from support.actions.tickets import Refused
from support.models import Message
from tests.factories import make_ticket, make_user, reply
from tests.support.desk_help import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("milliseconds", [-1, 0, 1, 3])
def test_exactly_one_wins_around_the_end_of_the_window(settings, milliseconds):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    agent = make_user()
    message = reply(make_ticket(), agent)
    end = timezone.now() + timedelta(milliseconds=milliseconds + 4)
    Message.objects.filter(pk=message.pk).update(send_after=end)

    def keep_delivering():
        while timezone.now() < end + timedelta(milliseconds=20):
            if delivery.deliver(message.pk):
                return True
        return False

    undone, sent = at_once(lambda: replies.undo_reply(message=message, by=agent), keep_delivering)
    message.refresh_from_db()
    assert (message.delivery, len(mail.outbox)) == (("sent", 1) if sent else ("undone", 0))
    assert isinstance(undone, Refused) is bool(sent)


def test_many_workers_send_one_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    message = reply(make_ticket(), make_user())
    Message.objects.filter(pk=message.pk).update(send_after=timezone.now())
    sent = at_once(*[lambda: delivery.deliver(message.pk)] * 4)
    assert sorted(sent) == [False, False, False, True]
    assert len(mail.outbox) == 1
