"""Mail leaves once, under one Message-ID for ever; what fails says why and waits for a person."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from support.actions import delivery
from support.actions.tickets import Refused
from support.models import AuditEvent, Message
from support.tasks import deliver_due
from tests.factories import make_customer, make_ticket, reply

pytestmark = pytest.mark.django_db


class Failing(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("mail.example does not answer")


FAILING = f"{__name__}.Failing"


@pytest.fixture(autouse=True)
def _mail_goes_to_files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def message(agent):
    """A reply whose undo window is over."""
    ticket = make_ticket(customer=make_customer(email="cleo@example.net"), subject="Größe 38?")
    message = reply(
        ticket, agent, "Ja.\n.\nFrom here on it is yours.", attachments=[SimpleUploadedFile("a.txt", b"hi")]
    )
    Message.objects.filter(pk=message.pk).update(send_after=timezone.now())
    return message


def mails(settings):
    text = b"".join(path.read_bytes() for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*")))
    return [
        message_from_bytes(part.strip() + b"\n", policy=default)
        for part in text.split(b"-" * 79)
        if part.strip()
    ]


def state_of(message):
    message.refresh_from_db()
    return message.delivery, message.delivery_error


def test_the_mail_says_what_the_reply_says(message, settings):
    assert delivery.deliver(message.pk) is True
    [mail] = mails(settings)
    assert (mail["To"], mail["Subject"]) == ("cleo@example.net", f"Re: Größe 38? [#{message.ticket_id}]")
    assert mail.get_body().get_content().splitlines() == ["Ja.", ".", "From here on it is yours."]
    assert [part.get_filename() for part in mail.iter_attachments()] == ["a.txt"]
    assert state_of(message) == ("sent", "")


def test_before_the_window_ends_nothing_leaves(agent):
    message = reply(make_ticket(), agent)
    assert delivery.due() == []
    assert delivery.deliver(message.pk) is False


def test_a_second_call_sends_no_second_mail(message, settings):
    assert [delivery.deliver(message.pk), delivery.deliver(message.pk)] == [True, False]
    assert len(mails(settings)) == 1


def test_a_server_that_fails_leaves_the_reason(message, settings):
    settings.EMAIL_BACKEND = FAILING
    assert delivery.deliver(message.pk) is False
    assert state_of(message) == ("failed", "ConnectionRefusedError: mail.example does not answer")


def test_a_failed_reply_waits_for_a_person(message, settings):
    settings.EMAIL_BACKEND = FAILING
    delivery.deliver(message.pk)
    assert delivery.due() == []
    assert delivery.deliver(message.pk) is False


def test_the_ticket_page_shows_the_reason_and_the_retry(message, settings, as_agent):
    settings.EMAIL_BACKEND = FAILING
    delivery.deliver(message.pk)
    page = as_agent.get(message.ticket.get_absolute_url()).content.decode()
    assert "mail.example does not answer" in page
    assert f"/messages/{message.pk}/retry/" in page


def test_a_retry_goes_out_under_the_same_message_id(message, settings, as_agent):
    first = delivery.mail_for(message).extra_headers["Message-ID"]
    settings.EMAIL_BACKEND = FAILING
    delivery.deliver(message.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    as_agent.post(f"/messages/{message.pk}/retry/")
    assert delivery.deliver(message.pk) is True
    assert [mail["Message-ID"] for mail in mails(settings)] == [first]


def test_what_did_not_fail_cannot_be_tried_again(message, agent):
    with pytest.raises(Refused):
        delivery.retry_delivery(message=message, by=agent)


def test_stuck_in_sending_becomes_failed_and_not_a_second_mail(message):
    long_ago = timezone.now() - timedelta(minutes=10)
    Message.objects.filter(pk=message.pk).update(delivery="sending", delivery_since=long_ago)
    assert delivery.fail_stuck() == 1
    assert state_of(message) == ("failed", delivery.STUCK)


def test_sending_right_now_is_not_stuck(message):
    Message.objects.filter(pk=message.pk).update(delivery="sending", delivery_since=timezone.now())
    assert delivery.fail_stuck() == 0


def test_a_worker_that_comes_back_late_does_not_contradict_the_row(message):
    delivery._finish(message, "failed", delivery.STUCK)  # already handed to a person: not in “sending”
    assert not AuditEvent.objects.filter(action="reply_failed").exists()


def test_a_lost_attachment_is_a_reason_like_any_other(message):
    message.attachments.get().file.delete(save=False)
    delivery.deliver(message.pk)
    assert state_of(message)[0] == "failed"


def test_the_clockwork_sends_what_is_due(message, worker):
    deliver_due()
    assert state_of(message)[0] == "sent"
