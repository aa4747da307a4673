"""Mail leaving the desk: queued → sending → sent or failed, one Message-ID for ever."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from support import audit, events, permissions
from support.actions import ratings
from support.actions.tickets import Refused
from support.models import Message, User

logger = logging.getLogger(__name__)

# A mail server answers within EMAIL_TIMEOUT; a row in “sending” for longer belonged to a worker that died.
STUCK_AFTER = timedelta(minutes=2)
STUCK = "The worker stopped while sending; it is not known whether the mail left. Check, then send again."


def due() -> list[int]:
    """Ids of replies whose undo window is over."""
    return list(
        Message.objects.filter(delivery="queued", send_after__lte=timezone.now())
        .order_by("send_after")
        .values_list("pk", flat=True)[:500]
    )


def deliver(message_id: int) -> bool:
    """Send one reply if it is still to be sent. True when this call sent it."""
    claimed = Message.objects.filter(pk=message_id, delivery="queued", send_after__lte=timezone.now()).update(
        delivery="sending", delivery_since=timezone.now()
    )
    if not claimed:
        return False
    message = Message.objects.select_related("ticket__customer", "author").get(pk=message_id)
    try:
        mail_for(message).send()
    except Exception as error:  # whatever a mail backend raises, the reason belongs on the row
        logger.warning("Delivery of message %s failed: %s", message_id, type(error).__name__)
        _finish(message, "failed", f"{type(error).__name__}: {error}"[:500])
        return False
    _finish(message, "sent", "")
    return True


def _finish(message: Message, state: str, error: str) -> None:
    with transaction.atomic():
        moved = Message.objects.filter(pk=message.pk, delivery="sending").update(
            delivery=state, delivery_since=timezone.now(), delivery_error=error
        )
        if not moved:  # given up as stuck meanwhile: the row, and its audit line, are somebody else's
            logger.warning("Delivery of message %s ended (%s) after it was given up", message.pk, state)
            return
        audit.record(
            message.ticket,
            f"reply_{'delivered' if state == 'sent' else 'failed'}",
            by="delivery",
            after={"message": message.pk},
            why=error,
        )
        events.announce(events.ticket_changed, ticket_id=message.ticket_id)


def mail_for(message: Message) -> EmailMessage:
    """The mail for a reply; its Message-ID never changes, so a second copy can be recognised."""
    ticket = message.ticket
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    mail = EmailMessage(
        subject=f"Re: {ticket.subject} [#{ticket.pk}]",
        body=_body(message),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[ticket.customer.email],
        headers={"Message-ID": f"<{message.mail_id}@{domain}>"},
    )
    for attachment in message.attachments.all():
        with attachment.file.open("rb") as file:
            mail.attach(attachment.name, file.read(), attachment.content_type)
    return mail


def _body(message: Message) -> str:
    link = ratings.link_for(message)
    return f"{message.body}\n\n{ratings.QUESTION}\n{link}\n" if link else message.body


def fail_stuck() -> int:
    """Hand replies stuck in “sending” to a person. Returns how many."""
    stuck = Message.objects.filter(delivery="sending", delivery_since__lt=timezone.now() - STUCK_AFTER)
    messages = list(stuck.select_related("ticket"))
    for message in messages:
        _finish(message, "failed", STUCK)
    return len(messages)


@transaction.atomic
def retry_delivery(*, message: Message, by: User) -> None:
    """A person decides that a failed reply is to be sent once more, with the same Message-ID."""
    permissions.check(by, "work_tickets")
    moved = Message.objects.filter(pk=message.pk, delivery="failed").update(
        delivery="queued", send_after=timezone.now(), delivery_since=timezone.now(), delivery_error=""
    )
    if not moved:
        raise Refused("This reply is not waiting for a second try.")
    audit.record(message.ticket, "reply_retried", by=by, after={"message": message.pk})
    events.announce(events.ticket_changed, ticket_id=message.ticket_id)
