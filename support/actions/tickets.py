"""Receiving tickets and messages, and moving tickets about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from support import audit, events, permissions
from support.actions.attaching import attach
from support.locks import hold
from support.models import Category, Customer, Message, Team, Ticket, User
from support.search import index_text
from support.states import TICKET
from support.texts import MOST_CHARACTERS, clean_line, clean_text
from support.thanks import is_only_thanks


class Refused(Exception):
    """The action is not possible now; the sentence says why and what to do."""


def find_customer(email: str, name: str = "") -> Customer:
    """The customer with this address, made if new; a name is only ever added, never overwritten."""
    email = email.strip().lower()
    known = Customer.objects.alias(folded=Lower("email")).filter(folded=email)  # what the index is on
    customer = known.first()
    if customer is None:
        try:
            with transaction.atomic():
                return Customer.objects.create(email=email, name=clean_line(name, 200))
        except IntegrityError:  # the same address arrived twice at once
            customer = known.get()
    if name and not customer.name:
        customer.name = clean_line(name, 200)
        customer.save(update_fields=["name"])
    return customer


@transaction.atomic
def receive_ticket(
    *,
    subject: str,
    body: str,
    email: str,
    name: str = "",
    channel: str,
    channel_id: str,
    attachments: Sequence[UploadedFile[Any]] = (),
    external_id: str | None = None,
    at: datetime | None = None,
    simulated: bool = False,
) -> Ticket:
    """Store a new request. The same channel id received again returns the ticket it already made."""
    hold(f"channel {channel_id}")
    existing = Message.objects.filter(channel_id=channel_id).select_related("ticket").first()
    if existing is not None:
        return existing.ticket
    at = at or timezone.now()
    customer = find_customer(email, name)
    ticket = Ticket.objects.create(
        subject=clean_line(subject, 300) or clean_line(body, 80) or "(no subject)",
        channel=channel,
        customer=customer,
        external_id=external_id,
        created_at=at,
        last_activity_at=at,
        simulated=simulated,
    )
    index_text(ticket.pk, f"{ticket.subject} {ticket.pk}", "A")
    index_text(ticket.pk, f"{customer.name} {customer.email}", "B")
    message = _store_inbound(ticket, body, channel_id, attachments, at)
    audit.record(ticket, "ticket_received", by="customer", after={"channel": channel}, why="")
    events.announce(events.ticket_received, ticket_id=ticket.pk)
    events.announce(events.message_received, ticket_id=ticket.pk, message_id=message.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return ticket


@transaction.atomic
def receive_message(
    *,
    ticket: Ticket,
    body: str,
    channel_id: str,
    attachments: Sequence[UploadedFile[Any]] = (),
    at: datetime | None = None,
) -> Message:
    """Store the customer's next message; it opens the ticket again, unless it only thanks for an answer."""
    hold(f"channel {channel_id}")
    existing = Message.objects.filter(channel_id=channel_id).first()
    if existing is not None:
        return existing
    at = at or timezone.now()
    locked = Ticket.objects.select_for_update().get(pk=ticket.pk)
    message = _store_inbound(locked, body, channel_id, attachments, at)
    before = {"status": locked.status}
    if _needs_no_answer(locked, message, attachments):
        Ticket.objects.filter(pk=locked.pk).update(last_activity_at=at)
        audit.record(locked, "thanks_received", by="customer", before=before, after=before)
    else:
        Ticket.objects.filter(pk=locked.pk).update(status="open", closed_at=None, last_activity_at=at)
        audit.record(locked, "message_received", by="customer", before=before, after={"status": "open"})
    events.announce(events.message_received, ticket_id=locked.pk, message_id=message.pk)
    events.announce(events.ticket_changed, ticket_id=locked.pk)
    return message


def _needs_no_answer(ticket: Ticket, message: Message, attachments: Sequence[UploadedFile[Any]]) -> bool:
    """Thanks for the system's own answer leave the ticket closed; whatever else comes is for people."""
    answered = ticket.answered_by_system and ticket.status == "closed"
    return answered and not attachments and is_only_thanks(message.body)


def _store_inbound(
    ticket: Ticket, body: str, channel_id: str, attachments: Sequence[UploadedFile[Any]], at: datetime
) -> Message:
    text = clean_text(body)
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS] + "\n\n[Cut here: the message was longer than the desk stores.]"
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.INBOUND,
        origin=Message.Origin.CUSTOMER,
        body=text,
        channel_id=channel_id,
        created_at=at,
    )
    index_text(ticket.pk, text)
    attach(message, attachments)
    return message


@transaction.atomic
def assign(*, ticket: Ticket, to: User | None, by: User) -> Ticket:
    permissions.check(by, "work_tickets")
    if to is not None and not to.is_active:
        raise Refused(f"{to.name} no longer works here; choose somebody else.")
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    before = ticket.assignee
    if before != to:
        ticket.assignee = to
        ticket.save(update_fields=["assignee"])
        audit.record(
            ticket,
            "ticket_assigned",
            by=by,
            before={"assignee": _name(before)},
            after={"assignee": _name(to)},
        )
        events.announce(events.taken_in_hand, ticket_id=ticket.pk)
        events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return ticket


@transaction.atomic
def move_to_team(*, ticket: Ticket, team: Team | None, by: User) -> Ticket:
    permissions.check(by, "work_tickets")
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    before = ticket.team
    if before != team:
        ticket.team = team
        ticket.save(update_fields=["team"])
        audit.record(
            ticket,
            "team_changed",
            by=by,
            before={"team": _name(before)},
            after={"team": _name(team)},
        )
        events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return ticket


@transaction.atomic
def set_status(*, ticket: Ticket, status: str, by: User, why: str = "") -> Ticket:
    """Close or reopen by hand.

    Raises IllegalMove when the table in states.py says no, Refused when there is no such status.
    """
    permissions.check(by, "work_tickets")
    if status not in TICKET.names:
        raise Refused("There is no such status.")
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if ticket.status == status:
        return ticket
    TICKET.check(ticket.status, status)
    change_status(ticket, status, by=by, why=why)
    events.announce(events.taken_in_hand, ticket_id=ticket.pk)
    return ticket


def change_status(ticket: Ticket, status: str, *, by: User | str, why: str = "") -> None:
    """Write a status and its audit line; the caller holds the row and has checked the move."""
    before, ticket.status = ticket.status, status
    ticket.closed_at = timezone.now() if status == "closed" else None
    ticket.save(update_fields=["status", "closed_at"])
    audit.record(
        ticket, f"ticket_{status}", by=by, before={"status": before}, after={"status": status}, why=why
    )
    events.announce(events.ticket_changed, ticket_id=ticket.pk)


def file_ticket(ticket: Ticket, category: Category | None, *, by: User | str, why: str = "") -> None:
    """Put a ticket in a category and with the team that owns it; routing calls this in its transaction."""
    before = {"category": _name(ticket.category), "team": _name(ticket.team)}
    ticket.category, ticket.team = category, owning_team(category) or ticket.team
    ticket.filed_by = "" if category is None else "person" if isinstance(by, User) else "machine"
    ticket.save(update_fields=["category", "team", "filed_by"])
    audit.record(
        ticket,
        "ticket_filed",
        by=by,
        before=before,
        after={"category": _name(category), "team": _name(ticket.team)},
        why=why,
    )
    events.announce(events.ticket_changed, ticket_id=ticket.pk)


def _name(thing: Category | Team | User | None) -> str | None:
    return thing.name if thing else None


def hand_to_team(ticket: Ticket, team: Team | None, *, by: str, why: str) -> None:
    """Give a ticket nobody could file to the team it surely concerns; called in routing's transaction."""
    if team is None:
        return
    ticket.team = team
    ticket.save(update_fields=["team"])
    audit.record(ticket, "team_changed", by=by, before={"team": None}, after={"team": team.name}, why=why)


def owning_team(category: Category | None) -> Team | None:
    """The team of the category, or of its nearest ancestor that has one; a circle in the data has none."""
    seen: set[int] = set()
    while category is not None and category.pk not in seen:
        if category.owner_team_id:
            return category.owner_team
        seen.add(category.pk)
        category = category.parent
    return None
