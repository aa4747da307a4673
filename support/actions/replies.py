"""Answering: replies with an undo window, the system's own, internal notes, and text not yet sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from support import audit, events, guarding, permissions
from support.actions.attaching import attach
from support.actions.tickets import Refused, change_status
from support.models import Message, Ticket, UnsentText, User
from support.search import index_text
from support.texts import MOST_CHARACTERS, clean_text, storable

# Who acted, in the audit trail, when it was nobody.
SYSTEM = "Understudy"


class ThreadMoved(Refused):
    """Somebody wrote since the page was loaded; the new messages must be seen first."""

    def __init__(self, newer: Sequence[Message]) -> None:
        self.newer = list(newer)
        who = self.newer[-1].sender
        super().__init__(
            f"{who[0].upper()}{who[1:]} has written since you opened this. Read it, then send again."
        )


def newer_messages(ticket: Ticket, last_seen: int) -> list[Message]:
    """Messages a sender must have seen: later than `last_seen`, no notes, nothing undone."""
    return list(
        ticket.messages.filter(pk__gt=last_seen)
        .exclude(kind=Message.Kind.NOTE)
        .exclude(delivery="undone")
        .select_related("author")
    )


def send_reply(
    *,
    ticket: Ticket,
    body: str,
    by: User,
    send_key: UUID,
    last_seen: int,
    close: bool = False,
    attachments: Sequence[UploadedFile[Any]] = (),
    composing: dict[str, float] | None = None,
) -> Message:
    """Queue a reply; it leaves when the undo window ends.

    The same `send_key` twice is one reply. Raises PermissionDenied, WouldMislead when the text holds what no
    customer may be told, ThreadMoved when somebody else wrote after message `last_seen`, and Refused when
    there is nothing to send.
    """
    permissions.check(by, "work_tickets")
    # Before the transaction: what the guard notes down must stay although nothing is sent.
    guarding.configured()(ticket, clean_text(body))
    return _queue(
        ticket=ticket,
        body=body,
        by=by,
        send_key=send_key,
        last_seen=last_seen,
        close=close,
        attachments=attachments,
        composing=composing or {},
    )


@transaction.atomic
def _queue(
    *,
    ticket: Ticket,
    body: str,
    by: User,
    send_key: UUID,
    last_seen: int,
    close: bool,
    attachments: Sequence[UploadedFile[Any]],
    composing: dict[str, float],
) -> Message:
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=ticket.pk)
    already = Message.objects.filter(send_key=send_key).first()
    if already is not None:
        return _sent_before(already, ticket)
    text = _writable(body)
    if newer := newer_messages(ticket, last_seen):
        raise ThreadMoved(newer)
    now = timezone.now()
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.OUTBOUND,
        origin=Message.Origin.AGENT,
        author=by,
        body=text,
        created_at=now,
        answers=ticket.messages.filter(kind=Message.Kind.INBOUND).last(),
        send_key=send_key,
        composing=composing,
        delivery="queued",
        send_after=now + timedelta(seconds=settings.UNDO_SECONDS),
    )
    attach(message, attachments)
    index_text(ticket.pk, text)
    ticket.last_activity_at = now
    ticket.first_replied_at = ticket.first_replied_at or now
    ticket.assignee = ticket.assignee or by
    ticket.save(update_fields=["last_activity_at", "first_replied_at", "assignee"])
    audit.record(ticket, "reply_sent", by=by, after={"message": message.pk, "close": close})
    target = "closed" if close else "waiting"
    if ticket.status == "closed" and target == "waiting":
        change_status(ticket, "open", by=by)
    if ticket.status != target:
        change_status(ticket, target, by=by)
    UnsentText.objects.filter(ticket=ticket, user=by, kind=Message.Kind.OUTBOUND).delete()
    events.announce(events.reply_sent, ticket_id=ticket.pk, message_id=message.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return message


def send_as_system(*, ticket: Ticket, body: str, send_key: UUID, answers: Message) -> Message:
    """Store the system's own reply as on its way, and close the ticket.

    For a caller who holds the ticket's row and has decided, in the same transaction, that the system may; the
    desk itself knows no levels. It is never “queued”: its time to be called off is over. After the commit the
    caller gives it to `delivery.hand_over`. The same `send_key` twice is refused by the database.
    """
    now = timezone.now()
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.OUTBOUND,
        origin=Message.Origin.SYSTEM,
        body=clean_text(body),
        created_at=now,
        answers=answers,
        send_key=send_key,
        delivery="sending",
        delivery_since=now,
    )
    index_text(ticket.pk, message.body)
    ticket.last_activity_at = now
    ticket.first_replied_at = ticket.first_replied_at or now
    ticket.answering_at, ticket.answered_by_system = None, True
    ticket.save(update_fields=["last_activity_at", "first_replied_at", "answering_at", "answered_by_system"])
    audit.record(ticket, "reply_sent", by=SYSTEM, after={"message": message.pk, "close": True})
    change_status(ticket, "closed", by=SYSTEM, why="answered automatically")
    events.announce(events.reply_sent, ticket_id=ticket.pk, message_id=message.pk)
    return message


def _sent_before(message: Message, ticket: Ticket) -> Message:
    """What this key has sent; what was taken back, or belongs elsewhere, is no answer to a new press."""
    if message.delivery == "undone" or message.ticket_id != ticket.pk:
        raise Refused("This reply was taken back and has not left. Send it again if it is to go after all.")
    return message


@transaction.atomic
def undo_reply(*, message: Message, by: User) -> UnsentText:
    """Take a reply back inside its window; its text returns to the composer.

    Raises Refused once it has left: then a correction is the honest way.
    """
    permissions.check(by, "work_tickets")
    ticket = Ticket.objects.select_for_update().get(pk=message.ticket_id)
    taken = Message.objects.filter(pk=message.pk, delivery="queued", send_after__gt=timezone.now()).update(
        delivery="undone", delivery_since=timezone.now()
    )
    if not taken:
        raise Refused(_why_not(Message.objects.get(pk=message.pk)))
    audit.record(ticket, "reply_undone", by=by, after={"message": message.pk})
    if ticket.status != "open":
        change_status(ticket, "open", by=by, why="reply undone")
    if ticket.first_replied_at == message.created_at:
        later = ticket.messages.filter(kind=Message.Kind.OUTBOUND, pk__gt=message.pk).exclude(
            delivery="undone"
        )
        ticket.first_replied_at = later.values_list("created_at", flat=True).first()
        ticket.save(update_fields=["first_replied_at"])
    unsent = _return_text(ticket, message, by)
    events.announce(events.reply_undone, ticket_id=ticket.pk, message_id=message.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return unsent


def _why_not(message: Message) -> str:
    if message.delivery == "undone":
        return "This reply has been taken back already."
    return "This reply has already left. Write another one to correct it."


def _return_text(ticket: Ticket, message: Message, by: User) -> UnsentText:
    """Text typed since the send is kept too: the undone reply goes above it."""
    unsent, made = UnsentText.objects.get_or_create(
        ticket=ticket, user=by, kind=Message.Kind.OUTBOUND, defaults={"body": message.body}
    )
    if not made and unsent.body.strip() and unsent.body != message.body:
        unsent.body = f"{message.body}\n\n{unsent.body}"
    else:
        unsent.body = message.body
    unsent.saved_at = timezone.now()
    unsent.save()
    return unsent


@transaction.atomic
def add_note(
    *,
    ticket: Ticket,
    body: str,
    by: User,
    send_key: UUID | None = None,
    attachments: Sequence[UploadedFile[Any]] = (),
) -> Message:
    """An internal note: never leaves the desk. The same `send_key` twice is one note."""
    permissions.check(by, "work_tickets")
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    channel_id = f"note:{send_key}" if send_key else None
    already = ticket.messages.filter(channel_id=channel_id).first() if channel_id else None
    if already is not None:
        return already
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.NOTE,
        origin=Message.Origin.AGENT,
        author=by,
        body=_writable(body),
        channel_id=channel_id,
    )
    attach(message, attachments)
    index_text(ticket.pk, message.body)
    Ticket.objects.filter(pk=ticket.pk).update(last_activity_at=message.created_at)
    UnsentText.objects.filter(ticket=ticket, user=by, kind=Message.Kind.NOTE).delete()
    audit.record(ticket, "note_added", by=by, after={"message": message.pk})
    events.announce(events.taken_in_hand, ticket_id=ticket.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return message


def save_unsent(*, ticket: Ticket, by: User, kind: str, body: str) -> UnsentText | None:
    """Keep what is being typed; empty text forgets it."""
    permissions.check(by, "work_tickets")
    if not body.strip():
        UnsentText.objects.filter(ticket=ticket, user=by, kind=kind).delete()
        return None
    unsent, began = UnsentText.objects.update_or_create(
        ticket=ticket,
        user=by,
        kind=kind,
        defaults={"body": storable(body)[:MOST_CHARACTERS], "saved_at": timezone.now()},
    )
    if began:
        events.announce(events.taken_in_hand, ticket_id=ticket.pk)
    return unsent


def _writable(body: str) -> str:
    text = clean_text(body)
    if not text.strip():
        raise Refused("There is nothing to send yet.")
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            f"That is {len(text):,} characters; {MOST_CHARACTERS:,} is the most. Attach it as a file."
        )
    return text
