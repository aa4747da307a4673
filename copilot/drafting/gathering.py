"""From a draft's row to the context it is composed from: this ticket, this customer, published SOPs."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.utils import timezone

from copilot.drafting.composed import Step
from copilot.drafting.context import AGENT, CUSTOMER, Context, ContextSection, Line
from copilot.drafting.permitted import READ, Asker, Piece, Procedure, choose, why_not
from copilot.models import Draft, Section, Sop
from copilot.sops import retrieval
from copilot.sops.ranking import Found
from routing.embeddings import configured
from routing.models import Decision
from support import names, permissions
from support.models import Category, Customer, Message, Role, Ticket, User
from support.taxonomy import with_all_merged

# A few more than are used, so that the trace can say what was not, and why.
MOST_CANDIDATES = 6
ANYBODY = Asker(customer=0, permissions=frozenset({READ}))
"""For looking at SOPs alone, which are nobody's."""


# What a section is drafted from, and where that stands.
COLUMNS = {
    "key": "pk",
    "sop_slug": "version__sop__slug",
    "sop_title": "version__sop__title",
    "version": "version__number",
    "anchor": "anchor",
    "title": "title",
    "text": "text",
    "internal": "internal",
    "is_reply": "is_reply",
    "is_facts": "is_facts",
    "never_say": "version__never_say",
    "escalate_when": "version__escalate_when",
}


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
    asker = asker_of(draft)
    thread = thread_of(ticket, draft.message_id)
    text = search_text(ticket.subject, thread, ticket.customer.name)
    looked = look(text, draft.category_id, asker)
    also, second = look_for_second(ticket, looked, asker)
    into.detail = told(looked)
    if second:
        into.detail["second wish"] = [also[0].sop_title]
    record = {str(name): str(value) for name, value in ticket.customer.attributes.items()}
    refused = record_refused(ticket.customer, record, asker)
    return Context(
        subject=ticket.subject,
        thread=thread,
        customer_name=ticket.customer.name,
        facts={} if refused else record,
        category=draft.category.name,
        sections=with_second(looked.sections, also),
        left_out=(*looked.left_out, *refused),
        second=second,
    )


def second_wish(ticket: Ticket) -> Category | None:
    """The category of a second thing the customer wants, where routing found one and it was not refiled."""
    decision = Decision.objects.filter(ticket=ticket, current=True, state="decided", second__isnull=False)
    second = decision.filter(category=ticket.category_id).values_list("second", flat=True).first()
    return Category.objects.get(pk=second) if second is not None else None


def look_for_second(ticket: Ticket, looked: Looked, asker: Asker) -> tuple[tuple[ContextSection, ...], str]:
    """The whole SOP for the second wish and its slug; nothing where there is none but the first one's."""
    category = second_wish(ticket)
    if category is None or not looked.sections:
        return (), ""
    sections = look(f"{category.name}\n{category.when_to_use}", category.pk, asker).sections
    slug = sections[0].sop_slug if sections else ""
    bound = Sop.objects.filter(slug=slug, categories__in=with_all_merged(category.pk)).exists()
    if not bound or slug == looked.sections[0].sop_slug:
        return (), ""
    return tuple(section for section in sections if section.sop_slug == slug), slug


def with_second(
    sections: tuple[ContextSection, ...], also: tuple[ContextSection, ...]
) -> tuple[ContextSection, ...]:
    """The leading SOP's sections, then the second one's whole, then the rest as it was."""
    if not also:
        return sections
    leading = tuple(section for section in sections if section.sop_slug == sections[0].sop_slug)
    taken = {section.key for section in (*leading, *also)}
    return (*leading, *also, *(section for section in sections if section.key not in taken))


def asker_of(draft: Draft) -> Asker:
    """Who a draft is for: its ticket's customer, with the rights of who asked for it, else of any agent."""
    by = draft.requested_by or User(role=Role.AGENT)
    rights = frozenset(name for name in permissions.PERMISSIONS if permissions.allows(by, name))
    return Asker(draft.ticket.customer_id, rights)


def record_refused(customer: Customer, record: dict[str, str], asker: Asker) -> tuple[Line, ...]:
    """The customer's record as a line of what was left out, where this asker may not have it."""
    text = " ".join(f"{name}: {value}" for name, value in record.items())
    piece = Piece("Customer record", ", ".join(sorted(record)), text, customer.pk)
    why = why_not(piece, asker)
    return (piece.line(why),) if why else ()


def told(looked: Looked) -> dict[str, list[str]]:
    """What was found and by which words, for the trace."""
    return {
        "found": [
            f"{looked.titles[one.sop]} (score {one.score:.1f}, by {words})"
            for one in looked.found
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


def search_text(subject: str, thread: tuple[tuple[str, str], ...], name: str = "") -> str:
    """What the customer wrote, without their name: no SOP is about it, and vectors may be made elsewhere."""
    return names.without("\n".join([subject, *(text for who, text in thread if who == CUSTOMER)]), [name])


@dataclass(frozen=True)
class Looked:
    """What a search gave to draft from: SOPs and sections, best first, and what must or need not be used."""

    found: list[Found]
    sections: tuple[ContextSection, ...]
    left_out: tuple[Line, ...]
    titles: Mapping[Hashable, str]  # of the SOPs


def look(
    text: str,
    category: int | None,
    asker: Asker = ANYBODY,
    shelf: Mapping[Hashable, Procedure] | None = None,
) -> Looked:
    """The SOPs for a text, those bound to its category first, as far as the asker may have them today.

    `shelf` is for who asks so often that the SOPs are better read once.
    """
    embedder = configured()
    candidates = retrieval.search(
        text,
        category=category,
        embed=embedder,
        embedded_with=embedder.name if embedder else "",
        limit=MOST_CANDIDATES,
    )
    shelf = shelf or procedures([cast(int, one.sop) for one in candidates])
    titles = {one.sop: shelf[one.sop].title for one in candidates}
    return Looked(*choose(candidates, shelf, asker, timezone.localdate()), titles)


def procedures(sops: Iterable[int] | None = None) -> dict[Hashable, Procedure]:
    """The published SOPs with these ids (None: all) as they are drafted from."""
    rows = Section.objects.filter(version__state="published").order_by("version", "ordinal")
    if sops is not None:
        rows = rows.filter(version__sop__in=list(sops))
    sections: dict[int, list[ContextSection]] = {}
    dates: dict[int, tuple[date | None, date | None]] = {}
    columns = ("version__sop", "version__effective", "version__review_by", *COLUMNS.values())
    # Values, not models: a draft reads some fifty sections.
    for sop, effective, review_by, *values in rows.values_list(*columns):
        sections.setdefault(sop, []).append(as_value(values))
        dates[sop] = effective, review_by
    return {
        sop: Procedure(found[0].sop_title, found[0].version, tuple(found), *dates[sop])
        for sop, found in sections.items()
    }


def as_value(values: Sequence[Any]) -> ContextSection:
    """From a section's row, read by `COLUMNS`."""
    section = dict(zip(COLUMNS, values, strict=True))
    for listed in ("never_say", "escalate_when"):
        section[listed] = tuple(section[listed])
    return ContextSection(**section)
