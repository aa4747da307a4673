"""The verdicts that gate and detector read: kept in step with outcomes, refilings and audits, and recounted.

`judge` is called in the transaction that stores or changes what a verdict is derived from. It derives the
whole conversation anew (`conversations`), so what is stored never depends on the order in which things were
noticed, and `recount` finds the same at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from copilot import events
from copilot.autonomy.conversations import Conversation, Judged, verdicts
from copilot.autonomy.eprocess import Tally
from copilot.models import Draft, DraftAudit, EvidenceDay, Outcome, Probe, Resolution, Verdict, VerdictDay
from routing.models import Correction
from support.events import announce
from support.locks import hold
from support.models import Category, Message, Ticket

__all__ = ["AUDITS", "EDITS", "Difference", "from_audit", "judge", "recount", "stream", "tally", "watched"]

Rows = TypeVar("Rows", Verdict, VerdictDay)
Source = Verdict.Source
EDITS: tuple[str, ...] = (Source.EDIT,)
AUDITS: tuple[str, ...] = (Source.AUDIT, Source.SENT_AUDIT)
BATCH = 500


# Reading


def stream(
    category: Category | int,
    version_key: str,
    *,
    sources: Collection[str] = EDITS,
    since: datetime | None = None,
) -> QuerySet[Verdict]:
    """The verdicts that count, in the order in which they arrived.

    `since` is the category's `evidence_since` (or a promotion): verdicts before it are left out. Simulated
    ones count in the demo only.
    """
    found = Verdict.objects.filter(
        category=category, version_key=version_key, source__in=sources, excluded=""
    )
    if since is not None:
        found = found.filter(at__gte=since)
    return genuine(found).order_by("at", "id")


def watched(category: Category | int, version_key: str, since: datetime) -> QuerySet[Verdict]:
    """What the detector reads while a category is automatic: the holdout, and audits of sent replies."""
    everything = stream(category, version_key, sources=(*EDITS, *AUDITS), since=since)
    return everything.filter(Q(holdout=True) | Q(source=Source.SENT_AUDIT))


def tally(
    category: Category | int,
    version_key: str,
    *,
    sources: Collection[str] = EDITS,
    since: datetime | None = None,
) -> Tally:
    """How many verdicts of a stream there are, and how many of them unacceptable."""
    return counted(stream(category, version_key, sources=sources, since=since))


def counted(found: QuerySet[Verdict]) -> Tally:
    sums = found.order_by().aggregate(n=Count("pk"), bad=Count("pk", filter=Q(unacceptable=True)))
    return Tally(sums["n"], sums["bad"])


def genuine(found: QuerySet[Rows]) -> QuerySet[Rows]:
    """Verdicts, or their daily sums, that count: simulated ones in the demo only."""
    return found if settings.DEMO else found.filter(simulated=False)


# Writing


def judge(ticket_id: int) -> tuple[Conversation, bool]:
    """Derive a ticket's verdicts anew and store what changed; call it under the lock `outcome N`.

    Gives the conversation, of whose outcomes the caller keeps `excluded` in step, and whether any changed.
    """
    [conversation] = gather([ticket_id])
    changed = store(conversation)
    for category in sorted(changed):
        announce(events.verdict_changed, category_id=category)
    return conversation, bool(changed)


@transaction.atomic
def from_audit(audit: DraftAudit) -> Verdict | None:
    """The verdict that follows from an audit, given or taken back; None where it has no word to add.

    Call it in the transaction that stores the judgement.
    """
    ticket = audit.draft.ticket_id
    hold(f"outcome {ticket}")
    judge(ticket)
    source = Source.SENT_AUDIT if audit.kind == DraftAudit.Kind.SENT else Source.AUDIT
    return Verdict.objects.filter(ticket=ticket, source=source, draft=audit.draft_id).first()


def gather(tickets: Sequence[int]) -> list[Conversation]:
    """The conversations of these tickets, in a handful of queries however many there are."""
    simulated = dict(Ticket.objects.filter(pk__in=tickets).values_list("pk", "simulated"))
    found = {pk: Conversation(pk, simulated.get(pk, False)) for pk in tickets}
    for outcome in Outcome.objects.filter(ticket__in=tickets).select_related("draft").order_by("message_id"):
        found[outcome.ticket_id].outcomes.append(outcome)
    audits = DraftAudit.objects.filter(draft__ticket__in=tickets, judged_at__isnull=False)
    for audit in audits.select_related("draft").order_by("judged_at", "id"):
        found[audit.draft.ticket_id].audits.append(audit)
    for resolution in Resolution.objects.filter(ticket__in=tickets):
        found[resolution.ticket_id].resolutions[resolution.draft_id] = resolution
    probed = Probe.objects.filter(draft__ticket__in=tickets)
    for ticket, message in probed.values_list("draft__ticket", "draft__message"):
        found[ticket].probed.add(message)
    corrections = Correction.objects.filter(ticket__in=tickets, undone_at=None).order_by("id")
    for correction in corrections:
        found[correction.ticket_id].corrections.append(correction)
    _gather_refiled(
        [pk for pk, each in found.items() if any(not c.confirms for c in each.corrections)], found
    )
    return list(found.values())


def _gather_refiled(tickets: Sequence[int], found: dict[int, Conversation]) -> None:
    """Drafts and replies, which only a refiling asks for."""
    if not tickets:
        return
    ready = Draft.objects.filter(ticket__in=tickets, kind=Draft.Kind.REPLY, ready_at__isnull=False)
    for draft in ready.order_by("id"):
        found[draft.ticket_id].drafts.append(draft)
    sent = Message.objects.filter(ticket__in=tickets, kind=Message.Kind.OUTBOUND).exclude(delivery="undone")
    for message in sent.order_by("id"):
        found[message.ticket_id].replies.append(message)


def store(conversation: Conversation) -> set[int]:
    """Make the stored verdicts those derived. The categories of what changed."""
    stored = {
        (row.category_id, row.source): row for row in Verdict.objects.filter(ticket=conversation.ticket)
    }
    derived = {judged.slot: judged for judged in verdicts(conversation)}
    changed = set()
    for slot in stored.keys() | derived.keys():
        was, now = stored.get(slot), derived.get(slot)
        before = _judged(was) if was is not None else None
        if before == now:
            continue
        changed.add(slot[0])
        _replace(conversation.ticket, was, now)
        _count_misroute(before, -1)
        _count_misroute(now, +1)
    return changed


def _replace(ticket: int, was: Verdict | None, now: Judged | None) -> None:
    if was is not None and now is not None:
        Verdict.objects.filter(pk=was.pk).update(**asdict(now))
    elif now is not None:
        Verdict.objects.create(ticket_id=ticket, **asdict(now))
    elif was is not None:
        was.delete()


def _judged(row: Verdict) -> Judged:
    return Judged(**{name: getattr(row, name) for name in Judged.__dataclass_fields__})


def _count_misroute(judged: Judged | None, sign: int) -> None:
    """In its category's day a misrouted draft is one more that was unacceptable."""
    if judged is not None and judged.counted_misroute:
        count_day(judged, outcomes=sign, unacceptable=sign, misrouted=sign)


class Dated(Protocol):
    """An outcome or a verdict: it belongs to a category, a version and a day."""

    @property
    def category_id(self) -> int: ...
    @property
    def version_key(self) -> str: ...
    @property
    def simulated(self) -> bool: ...
    @property
    def at(self) -> datetime: ...


def count_day(judged: Dated, **changes: float) -> None:
    """Add to the sums of a category's day; inside the transaction of what is counted."""
    row, _ = EvidenceDay.objects.get_or_create(
        category_id=judged.category_id,
        version_key=judged.version_key,
        day=judged.at.date(),
        simulated=judged.simulated,
    )
    sums: dict[str, Any] = {name: F(name) + change for name, change in changes.items()}
    EvidenceDay.objects.filter(pk=row.pk).update(**sums)


# Recounting


@dataclass(frozen=True)
class Difference:
    """A verdict that is not what outcomes, refilings and audits say. `stored` or `derived` may be missing."""

    ticket: int
    source: str
    stored: dict[str, Any] | None
    derived: dict[str, Any] | None

    def __str__(self) -> str:
        if self.stored is None:
            return f"ticket {self.ticket}, {self.source}: a verdict is missing"
        if self.derived is None:
            return f"ticket {self.ticket}, {self.source}: nothing speaks for this verdict"
        other = [name for name, value in self.derived.items() if self.stored[name] != value]
        told = ", ".join(f"{name} is {self.stored[name]}, not {self.derived[name]}" for name in other)
        return f"ticket {self.ticket}, {self.source}: {told}"


def recount(category: Category | None = None) -> Iterator[Difference]:
    """Derive every verdict of a category (or of all) anew and tell each that differs from what is stored."""
    tickets = _tickets(category)
    for start in range(0, len(tickets), BATCH):
        for conversation in gather(tickets[start : start + BATCH]):
            yield from _differences(conversation, category)


def _tickets(category: Category | None) -> list[int]:
    """Tickets that have a verdict, or something a verdict may follow from."""
    tables: tuple[tuple[QuerySet[Any], str, str], ...] = (
        (Verdict.objects.all(), "category", "ticket"),
        (Outcome.objects.all(), "category", "ticket"),
        (DraftAudit.objects.filter(judged_at__isnull=False), "draft__category", "draft__ticket"),
        (Correction.objects.exclude(from_category=None), "from_category", "ticket"),
    )
    found: set[int] = set()
    for rows, column, ticket in tables:
        chosen = rows.filter(**{column: category}) if category is not None else rows
        found |= set(chosen.order_by().values_list(ticket, flat=True).distinct())
    return sorted(found)


def _differences(conversation: Conversation, category: Category | None) -> Iterator[Difference]:
    rows = map(_judged, Verdict.objects.filter(ticket=conversation.ticket))
    stored = {judged.slot: judged for judged in rows}
    derived = {judged.slot: judged for judged in verdicts(conversation)}
    for slot in sorted(stored.keys() | derived.keys()):
        was, now = stored.get(slot), derived.get(slot)
        if was != now and (category is None or slot[0] == category.pk):
            sides = (asdict(each) if each is not None else None for each in (was, now))
            yield Difference(conversation.ticket, slot[1], *sides)
