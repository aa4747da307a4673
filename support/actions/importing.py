"""Storing many tickets of another system at once: in batches, each ticket as if it had been received here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import uuid4

from django.db import connection, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from support import audit, events, permissions
from support.actions.tickets import owning_team
from support.importing import TicketRow
from support.models import AuditEvent, Category, Customer, Message, Team, Ticket, User
from support.search import CONFIG, searchable
from support.texts import MOST_CHARACTERS, clean_line

BATCH = 1000
CUT = "\n\n[Cut here: the message was longer than the desk stores.]"
INDEX = """
UPDATE support_ticket SET search = setweight(to_tsvector(%s::regconfig, subject_words), 'A')
    || setweight(to_tsvector(%s::regconfig, other_words), 'B')
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS words(ticket, subject_words, other_words)
WHERE support_ticket.id = words.ticket
"""

Filed = Mapping[str, Category]  # a row's category as the file names it → where it belongs


def known_ids(rows: Sequence[TicketRow]) -> set[str]:
    """Ids of rows that were imported before."""
    known: set[str] = set()
    for batch in _batches(rows):
        ids = [row.id for row in batch]
        found = Ticket.objects.filter(external_id__in=ids).values_list("external_id", flat=True)
        known.update(filter(None, found))
    return known


@transaction.atomic
def import_tickets(*, rows: Iterable[TicketRow], filed: Filed, by: User | None) -> dict[str, Ticket]:
    """Store the rows, none of which may be known yet; returns each id's ticket.

    A reply is history: it counts as sent, and is never mailed. Tickets that are not closed are announced, so
    that routing and drafting start as for any other. `by` is empty when an operator imports unnamed.
    """
    if by is not None:
        permissions.check(by, "import_tickets")
    made: dict[str, Ticket] = {}
    teams = {category.pk: owning_team(category) for category in filed.values()}
    for batch in _batches(rows):
        for row, ticket in zip(batch, _store(batch, filed, teams, by), strict=True):
            made[row.id] = ticket
    return made


def _store(
    rows: Sequence[TicketRow], filed: Filed, teams: Mapping[int, Team | None], by: User | None
) -> list[Ticket]:
    customers = _customers(rows)
    tickets = Ticket.objects.bulk_create(
        _ticket(row, customers[row.email], filed.get(row.category), teams) for row in rows
    )
    pairs = list(zip(rows, tickets, strict=True))
    openings = Message.objects.bulk_create(_opening(row, ticket) for row, ticket in pairs)
    answered = zip(rows, openings, strict=True)
    Message.objects.bulk_create(_reply(row, message) for row, message in answered if row.reply)
    _index(pairs, customers)
    AuditEvent.objects.bulk_create(event for _, ticket in pairs for event in _audit(ticket, by))
    for message in openings:
        if message.ticket.status != "closed":
            events.announce(events.ticket_received, ticket_id=message.ticket_id)
            events.announce(events.message_received, ticket_id=message.ticket_id, message_id=message.pk)
    return tickets


def _customers(rows: Sequence[TicketRow]) -> dict[str, Customer]:
    """By address; made where new. A name is only ever added, never overwritten."""
    names: dict[str, str] = {}
    for row in rows:
        names[row.email] = names.get(row.email) or clean_line(row.name, 200)
    found = Customer.objects.annotate(folded=Lower("email")).filter(folded__in=names)
    customers = {customer.email.lower(): customer for customer in found}
    unnamed = [one for email, one in customers.items() if names[email] and not one.name]
    for customer in unnamed:
        customer.name = names[customer.email.lower()]
    Customer.objects.bulk_update(unnamed, ["name"])
    new = [Customer(email=email, name=name) for email, name in names.items() if email not in customers]
    return customers | {customer.email: customer for customer in Customer.objects.bulk_create(new)}


def _ticket(
    row: TicketRow, customer: Customer, category: Category | None, teams: Mapping[int, Team | None]
) -> Ticket:
    at = row.created_at or timezone.now()
    # An answered ticket of which nothing else is said is history, and nobody's turn.
    status = row.status or ("closed" if row.reply else "open")
    return Ticket(
        subject=clean_line(row.subject, 300) or clean_line(row.body, 80) or "(no subject)",
        status=status,
        closed_at=at if status == "closed" else None,
        channel="import",
        customer=customer,
        category=category,
        filed_by="person" if category else "",
        team=teams[category.pk] if category else None,
        external_id=row.id,
        created_at=at,
        last_activity_at=at,
    )


def _opening(row: TicketRow, ticket: Ticket) -> Message:
    return Message(
        ticket=ticket,
        kind=Message.Kind.INBOUND,
        origin=Message.Origin.CUSTOMER,
        body=_stored(row.body),
        channel_id=f"import {row.id}",
        created_at=ticket.created_at,
    )


def _reply(row: TicketRow, answers: Message) -> Message:
    """What a person answered elsewhere. Who and when is not known, so no author and no first-reply time."""
    return Message(
        ticket=answers.ticket,
        kind=Message.Kind.OUTBOUND,
        origin=Message.Origin.AGENT,
        body=_stored(row.reply),
        created_at=answers.created_at,
        answers=answers,
        send_key=uuid4(),
        delivery="sent",
        delivery_since=answers.created_at,
    )


def _stored(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + CUT


def _index(pairs: Sequence[tuple[TicketRow, Ticket]], customers: Mapping[str, Customer]) -> None:
    subjects = [searchable(f"{ticket.subject} {ticket.pk}") for _, ticket in pairs]
    others = []
    for row, _ in pairs:
        customer = customers[row.email]
        words = (f"{customer.name} {customer.email}", row.body, row.reply)
        others.append(" ".join(searchable(text) for text in words))
    with connection.cursor() as cursor:
        cursor.execute(INDEX, [CONFIG, CONFIG, [ticket.pk for _, ticket in pairs], subjects, others])


def _audit(ticket: Ticket, by: User | None) -> Iterator[AuditEvent]:
    """The ticket's first audit lines. Nobody else can see it yet, so its chain needs no lock."""
    after = {"channel": "import", "external_id": ticket.external_id, "status": ticket.status}
    received = _event(ticket, "ticket_received", {}, after, by, "")
    yield received
    if ticket.category:
        place = {"category": ticket.category.name}
        yield _event(ticket, "ticket_filed", {"category": None}, place, by, received.hash)


def _event(
    ticket: Ticket,
    action: str,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    by: User | None,
    previous: str,
) -> AuditEvent:
    event = AuditEvent(
        subject=audit.subject_of(ticket),
        action=action,
        actor=by,
        actor_name=by.name if by else "import",
        before=dict(before),
        after=dict(after),
        why="imported",
        at=timezone.now(),
        previous_hash=previous,
    )
    event.hash = audit.digest(event)
    return event


def _batches(rows: Iterable[TicketRow]) -> Iterator[list[TicketRow]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
