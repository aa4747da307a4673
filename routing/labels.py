"""Labels: what people said about where tickets belong, for learning and for export.

Two kinds of words count: correcting or confirming a route, and judging a ticket drawn for an audit. A
person's last word on a ticket is its label. What routing decided by itself is never a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from routing.homes import homes
from routing.models import Correction, ReferenceCase, RouteAudit
from support import taxonomy
from support.models import Message, Ticket


@dataclass(frozen=True)
class Label:
    """One labelled ticket. The first two columns are those that `evaluate_routing` reads."""

    text: str
    label: str  # the category's way from the root: a > b
    key: str
    ticket: int
    source: str  # correction, confirmation, imported, audit
    by: str
    at: str
    simulated: bool
    reference: bool  # part of the exam, so never learned from


COLUMNS = tuple(field.name for field in fields(Label))


@dataclass(frozen=True)
class Word:
    """What one person said about one ticket."""

    ticket: int
    category: int
    source: str
    by: str
    at: datetime


def given() -> list[Label]:
    """A label for every ticket somebody has spoken about, by ticket number.

    A category merged since counts as the one it lives on in; of one retired without a heir nothing is left.
    """
    home, tree = homes(), taxonomy.load()
    words = [word for word in last_words() if word.category in home]
    numbers = [word.ticket for word in words]
    openings = first_messages(numbers)
    tickets = {
        pk: (subject, simulated)
        for pk, subject, simulated in Ticket.objects.filter(pk__in=numbers).values_list(
            "pk", "subject", "simulated"
        )
    }
    exam_tickets, exam_texts = _exam()
    labels = []
    for word in words:
        subject, simulated = tickets[word.ticket]
        text = f"{subject}\n{openings.get(word.ticket, '')}"
        node = tree.nodes[home[word.category]]
        reserved = word.ticket in exam_tickets or text in exam_texts
        labels.append(
            Label(
                text,
                tree.path_name(node.id),
                node.key,
                word.ticket,
                word.source,
                word.by,
                word.at.isoformat(),
                simulated,
                reserved,
            )
        )
    return labels


def last_words() -> list[Word]:
    """The latest word on each ticket, by ticket number."""
    latest: dict[int, Word] = {}
    for word in sorted([*_corrected(), *_audited()], key=lambda word: word.at):
        latest[word.ticket] = word
    return [latest[ticket] for ticket in sorted(latest)]


def _corrected() -> Iterable[Word]:
    """A ticket's last standing correction, also where its clock does not say so."""
    rows = (
        Correction.objects.filter(undone_at=None)
        .order_by("ticket_id", "-id")
        .distinct("ticket_id")
        .values_list("ticket_id", "to_category_id", "from_category_id", "reason", "by__name", "at")
    )
    for ticket, category, before, reason, by, at in rows:
        source = (
            "confirmation" if category == before else "imported" if reason == "imported" else "correction"
        )
        yield Word(ticket, category, source, by, at)


def _audited() -> Iterable[Word]:
    """“None of these” names no category, so it is no label; the report counts it."""
    judged = RouteAudit.objects.filter(judged_at__isnull=False, truth__isnull=False)
    for ticket, truth, by, at in judged.values_list(
        "decision__ticket_id", "truth_id", "judged_by__name", "judged_at"
    ):
        if truth is not None and at is not None:
            yield Word(ticket, truth, "audit", by, at)


def _exam() -> tuple[set[int], set[str]]:
    cases = list(ReferenceCase.objects.values_list("ticket_id", "text"))
    return {ticket for ticket, _ in cases if ticket is not None}, {text for _, text in cases}


def first_messages(ticket_ids: list[int]) -> dict[int, str]:
    return dict(
        Message.objects.filter(ticket_id__in=ticket_ids, kind=Message.Kind.INBOUND)
        .order_by("ticket_id", "id")
        .distinct("ticket_id")
        .values_list("ticket_id", "body")
    )
