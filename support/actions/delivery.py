"""Mail leaving the desk: queued → sending → sent or failed, one Message-ID for ever."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from support import audit, events, permissions
from support.actions import ratings
from support.actions.tickets import Refused, change_status
from support.models import Message, Ticket, User

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
    now = timezone.now()
    claimed = Message.objects.filter(pk=message_id, delivery="queued", send_after__lte=now).update(
        delivery="sending", delivery_since=now
    )
    return bool(claimed) and hand_over(message_id, now)


def hand_over(message_id: int, since: datetime) -> bool:
    """Give a reply in “sending” to the mail server; for whoever put it there, and at what moment (`since`).

    The moment tells that it is still theirs: a worker that slept until the reply was given up, and perhaps
    sent again by a person, walks away.
    """
    message = (
        Message.objects.filter(pk=message_id, delivery="sending", delivery_since=since)
        .select_related("ticket__customer", "author")
        .first()
    )
    if message is None:
        return False
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
        if state == "failed" and message.origin == Message.Origin.SYSTEM:
            _back_to_people(message.ticket_id)
        audit.record(
            message.ticket,
            f"reply_{'delivered' if state == 'sent' else 'failed'}",
            by="delivery",
            after={"message": message.pk},
            why=error,
        )
        events.announce(events.ticket_changed, ticket_id=message.ticket_id)


def _back_to_people(ticket_id: int) -> None:
    """The system's own reply may not have left and its ticket is closed: open it, first in the queue."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
    if ticket.status == "closed":
        change_status(ticket, "open", by="delivery", why="its automatic answer was not delivered")
    ticket.last_activity_at = timezone.now()
    ticket.save(update_fields=["last_activity_at"])


def mail_for(message: Message) -> EmailMessage:
    """The mail for a reply; its Message-ID never changes, so a second copy can be recognised.

    What the system sends by itself comes from our address under its own name, and says by RFC 3834 that no
    person sent it, so that other machines do not answer.
    """
    ticket = message.ticket
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    headers, sender = {"Message-ID": f"<{message.mail_id}@{domain}>"}, settings.DEFAULT_FROM_EMAIL
    if message.origin == Message.Origin.SYSTEM:
        headers["Auto-Submitted"] = "auto-replied"
        sender = formataddr((settings.AUTOMATIC_SENDER_NAME, parseaddr(sender)[1]))
    mail = EmailMessage(
        subject=f"Re: {ticket.subject} [#{ticket.pk}]",
        body=_body(message),
        from_email=sender,
        to=[ticket.customer.email],
        headers=headers,
    )
    for attachment in message.attachments.all():
        with attachment.file.open("rb") as file:
            mail.attach(attachment.name, file.read(), attachment.content_type)
    return mail


def tell(people: Iterable[User], *, subject: str, body: str) -> None:
    """A mail to people of ours, one each. Raises whatever the mail server raises."""
    for person in people:
        EmailMessage(
            subject=subject,
            body=body,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


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
