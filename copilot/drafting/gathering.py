"""From a draft's row to the context it is composed from: this ticket, this customer, published SOPs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from copilot.drafting.composed import Step
from copilot.drafting.context import AGENT, CUSTOMER, Context, ContextSection
from copilot.models import Draft, Section, Sop
from copilot.sops import retrieval
from copilot.sops.ranking import Found
from routing.embeddings import configured
from support.models import Message, Ticket

# The SOP a reply is made from comes whole; of the next ones only what fits the question best.
MOST_SOPS = 3
SECTIONS_OF_OTHERS = 2


@dataclass
class Timed:
    """What gathering took and found, for the trace."""

    milliseconds: float = 0.0
    detail: dict[str, Any] = field(default_factory=dict)

    def as_step(self) -> Step:
        return Step("gather", 0.0, self.milliseconds, self.detail)


@contextmanager
def timed() -> Iterator[Timed]:
    started, result = time.perf_counter(), Timed()
    yield result
    result.milliseconds = (time.perf_counter() - started) * 1000


def gather(draft: Draft, into: Timed) -> Context:
    """The thread up to the message being answered, the customer's record, and the sections found."""
    ticket = draft.ticket
    thread = thread_of(ticket, draft.message_id)
    found = find(search_text(ticket.subject, thread), draft.category_id)
    into.detail = told(found)
    return Context(
        subject=ticket.subject,
        thread=thread,
        customer_name=ticket.customer.name,
        facts={str(name): str(value) for name, value in ticket.customer.attributes.items()},
        category=draft.category.name,
        sections=sections_of(found),
    )


def told(found: list[Found]) -> dict[str, list[str]]:
    """What was found and by which words, for the trace."""
    titles = Sop.objects.in_bulk([cast(int, one.sop) for one in found])
    return {
        "found": [
            f"{titles[cast(int, one.sop)].title} (score {one.score:.1f}, by {words})"
            for one in found
            if (words := ", ".join(one.shared[:6]) or "its category")
        ]
    }


def thread_of(ticket: Ticket, until: int) -> tuple[tuple[str, str], ...]:
    """(who, text) in order, without internal notes and without replies that were taken back."""
    messages = (
        ticket.messages.filter(pk__lte=until).exclude(kind=Message.Kind.NOTE).exclude(delivery="undone")
    )
    return tuple(
        (CUSTOMER if kind == Message.Kind.INBOUND else AGENT, body)
        for kind, body in messages.order_by("pk").values_list("kind", "body")
    )


def search_text(subject: str, thread: tuple[tuple[str, str], ...]) -> str:
    return "\n".join([subject, *(text for who, text in thread if who == CUSTOMER)])


def find(text: str, category: int | None) -> list[Found]:
    """The SOPs for a text, those bound to its category first."""
    embedder = configured()
    return retrieval.search(
        text,
        category=category,
        embed=embedder,
        embedded_with=embedder.name if embedder else "",
        limit=MOST_SOPS,
    )


def sections_of(found: list[Found]) -> tuple[ContextSection, ...]:
    """All sections of the first SOP, the best of the others; best first."""
    wanted: list[Any] = []
    for number, one in enumerate(found):
        wanted += one.sections if number == 0 else one.sections[:SECTIONS_OF_OTHERS]
    if found:
        rest = Section.objects.filter(
            version__sop_id=cast(int, found[0].sop), version__state="published"
        ).exclude(pk__in=wanted)
        wanted += rest.order_by("ordinal").values_list("pk", flat=True)
    rows = Section.objects.filter(pk__in=wanted).select_related("version__sop").in_bulk()
    return tuple(as_value(rows[key]) for key in wanted if key in rows)


def as_value(section: Section) -> ContextSection:
    return ContextSection(
        key=section.pk,
        sop_slug=section.version.sop.slug,
        sop_title=section.version.sop.title,
        version=section.version.number,
        anchor=section.anchor,
        title=section.title,
        text=section.text,
        internal=section.internal,
        is_reply=section.is_reply,
        is_facts=section.is_facts,
        never_say=tuple(section.version.never_say),
        escalate_when=tuple(section.version.escalate_when),
    )
