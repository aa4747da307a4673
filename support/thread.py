"""A ticket's story in order: messages and the changes people and the system made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from support.models import Attachment, AuditEvent, Message, Ticket

# How an audit line reads in the thread; actions not named here stay in the audit trail only.
SENTENCES = {
    "ticket_assigned": "{actor} assigned it to {assignee}",
    "ticket_taken": "{actor} took it",
    "ticket_unassigned": "{actor} took it from {before_assignee}",
    "team_changed": "{actor} moved it to {team}",
    "ticket_filed": "{actor} filed it under {category}",
    "route_confirmed": "{actor} confirmed {category}",
    "ticket_closed": "{actor} closed it",
    "ticket_open": "{actor} opened it again",
    "thanks_received": "The customer says thanks and nothing else: it stays closed",
    "answer_called_off": "{actor} called off the automatic answer",
    "answer_held": "{actor} left the answer to people",
    "reply_undone": "{actor} took a reply back before it left",
    "reply_failed": "A reply could not be delivered",
    "reply_retried": "{actor} tried to deliver a reply again",
    "draft_asked_again": "{actor} asked for another draft",
}
# What an empty value is called.
NOTHING = {"assignee": "nobody", "team": "no team", "category": "no category"}


@dataclass(frozen=True)
class Entry:
    """One line of the thread: a message, or a sentence about a change."""

    at: datetime
    message: Message | None = None
    sentence: str = ""
    why: str = ""
    by_machine: bool = False


def entries(ticket: Ticket) -> list[Entry]:
    """Everything that happened on the ticket, oldest first, in three queries whatever its length."""
    attachments = Prefetch("attachments", Attachment.objects.order_by("id"))
    messages = ticket.messages.select_related("author", "rating").prefetch_related(attachments)
    lines = [Entry(message.created_at, message) for message in messages]
    events = AuditEvent.objects.filter(subject=f"ticket:{ticket.pk}", action__in=SENTENCES).order_by("id")
    lines += [line for event in events if (line := _line(event)) is not None]
    return sorted(lines, key=lambda line: line.at)


def _line(event: AuditEvent) -> Entry | None:
    action = event.action
    if action == "ticket_assigned" and not event.after.get("assignee"):
        action = "ticket_unassigned"
    elif action == "ticket_assigned" and event.after["assignee"] == event.actor_name:
        action = "ticket_taken"
    values = {key: value or NOTHING.get(key, "") for key, value in event.after.items()}
    values |= {f"before_{key}": value or NOTHING.get(key, "") for key, value in event.before.items()}
    machine = event.actor_id is None
    actor = "Understudy" if machine else event.actor_name
    try:
        sentence = SENTENCES[action].format(actor=actor, **values)
    except KeyError:  # an older event without the field the sentence wants
        return None
    return Entry(event.at, sentence=sentence, why=event.why, by_machine=machine)
