"""Answering: replies with an undo window, internal notes, and text not yet sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from support import audit, events, permissions
from support.actions.attaching import attach
from support.actions.tickets import Refused, change_status
from support.models import Message, Ticket, UnsentText, User
from support.search import index_text
from support.texts import MOST_CHARACTERS, clean_text


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


@transaction.atomic
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

    The same `send_key` twice is one reply. Raises PermissionDenied, ThreadMoved when somebody else wrote
    after message `last_seen`, and Refused when there is nothing to send.
    """
    permissions.check(by, "work_tickets")
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=ticket.pk)
    already = Message.objects.filter(send_key=send_key).first()
    if already is not None:
        return already
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
        composing=composing or {},
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
        raise Refused("This reply has already left. Write another one to correct it.")
    audit.record(ticket, "reply_undone", by=by, after={"message": message.pk})
    if ticket.status == "closed" or ticket.status == "waiting":
        change_status(ticket, "open", by=by, why="reply undone")
    unsent = _return_text(ticket, message, by)
    events.announce(events.reply_undone, ticket_id=ticket.pk, message_id=message.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return unsent


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
    *, ticket: Ticket, body: str, by: User, attachments: Sequence[UploadedFile[Any]] = ()
) -> Message:
    """An internal note: never leaves the desk."""
    permissions.check(by, "work_tickets")
    text = _writable(body)
    message = Message.objects.create(
        ticket=ticket, kind=Message.Kind.NOTE, origin=Message.Origin.AGENT, author=by, body=text
    )
    attach(message, attachments)
    index_text(ticket.pk, text)
    Ticket.objects.filter(pk=ticket.pk).update(last_activity_at=message.created_at)
    UnsentText.objects.filter(ticket=ticket, user=by, kind=Message.Kind.NOTE).delete()
    audit.record(ticket, "note_added", by=by, after={"message": message.pk})
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return message


def save_unsent(*, ticket: Ticket, by: User, kind: str, body: str) -> UnsentText | None:
    """Keep what is being typed; empty text forgets it."""
    permissions.check(by, "work_tickets")
    if not body.strip():
        UnsentText.objects.filter(ticket=ticket, user=by, kind=kind).delete()
        return None
    unsent, _ = UnsentText.objects.update_or_create(
        ticket=ticket,
        user=by,
        kind=kind,
        defaults={"body": body[:MOST_CHARACTERS], "saved_at": timezone.now()},
    )
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
