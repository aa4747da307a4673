"""A reply the system sends by itself: one mail under its own name, a closed ticket, people if it fails."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from support.actions import delivery, replies
from support.models import AuditEvent, Message, Ticket
from tests.factories import customer_writes, make_ticket, reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def answered(ticket=None, **fields):
    ticket = ticket or make_ticket()
    values = {"body": "Yes, within 30 days.", "send_key": uuid4(), "answers": ticket.messages.first()}
    with transaction.atomic():
        return replies.send_as_system(
            ticket=Ticket.objects.select_for_update().get(pk=ticket.pk), **{**values, **fields}
        )


def test_the_ticket_is_closed_and_belongs_to_people_from_now_on():
    ticket = answered().ticket
    ticket.refresh_from_db()
    assert (ticket.status, ticket.answered_by_system, ticket.answering_at) == ("closed", True, None)
    assert ticket.first_replied_at is not None


def test_the_message_is_nobodys_and_on_its_way():
    message = answered()
    assert (message.origin, message.author, message.delivery) == ("system", None, "sending")
    assert delivery.due() == []


def test_it_leaves_under_the_systems_own_name(settings):
    settings.DEFAULT_FROM_EMAIL = "Moorkirk <support@moorkirk.example>"
    message = answered()
    assert delivery.hand_over(message.pk, message.delivery_since) is True
    assert mail.outbox[0].from_email == "Understudy <support@moorkirk.example>"
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-replied"


def test_a_persons_mail_does_not(agent):
    message = reply(make_ticket(), agent)
    assert "Auto-Submitted" not in delivery.mail_for(message).extra_headers


def test_handed_over_twice_there_is_one_mail():
    message = answered()
    handed = [delivery.hand_over(message.pk, message.delivery_since) for _ in range(2)]
    assert (handed, len(mail.outbox)) == ([True, False], 1)


def test_a_worker_that_slept_too_long_walks_away():
    message = answered()
    Message.objects.filter(pk=message.pk).update(delivery_since=timezone.now() + timedelta(minutes=3))
    assert delivery.hand_over(message.pk, message.delivery_since) is False
    assert mail.outbox == []


def test_the_same_key_is_one_reply():
    key, ticket = uuid4(), make_ticket()
    answered(ticket, send_key=key)
    with pytest.raises(IntegrityError):
        answered(ticket, send_key=key)


def test_when_the_mail_server_fails_people_have_it_again(settings):
    settings.EMAIL_BACKEND = "tests.support.test_delivery.Failing"
    message = answered()
    assert delivery.hand_over(message.pk, message.delivery_since) is False
    message.refresh_from_db()
    assert (message.delivery, message.ticket.status) == ("failed", "open")


def test_when_the_worker_died_people_have_it_again_and_there_is_no_mail():
    message = answered()
    Message.objects.filter(pk=message.pk).update(delivery_since=timezone.now() - timedelta(minutes=10))
    assert delivery.fail_stuck() == 1
    message.refresh_from_db()
    assert (message.delivery, message.ticket.status, mail.outbox) == ("failed", "open", [])


def test_thanks_leave_it_closed():
    ticket = answered().ticket
    customer_writes(ticket, "Thank you so much!")
    ticket.refresh_from_db()
    assert ticket.status == "closed"
    assert AuditEvent.objects.filter(subject=f"ticket:{ticket.pk}", action="thanks_received").exists()


@pytest.mark.parametrize("text", ["No.", "Thanks, but the box is open.", "And what about the postage?"])
def test_anything_else_opens_it(text):
    ticket = answered().ticket
    customer_writes(ticket, text)
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_thanks_for_a_persons_answer_open_it_as_before(agent):
    ticket = make_ticket()
    Ticket.objects.filter(pk=ticket.pk).update(status="closed", closed_at=timezone.now())
    customer_writes(ticket, "Thank you so much!")
    ticket.refresh_from_db()
    assert ticket.status == "open"
