"""Blind audits of drafts: would this draft have been right to send, asked without showing what became of it.

What people do with a draft says how often they changed it, not how often it was wrong: a reviewer who reads
three drafts in ten makes a bad category look good, and no number of edits can show that. So a random share is
judged by somebody who sees the ticket and the draft as it was first made, and neither the edit nor the reply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.crypto import salted_hmac

from copilot.autonomy import evidence
from copilot.models import CategoryAutonomy, Draft, DraftAudit, Outcome, Resolution
from copilot.outcomes import LATER
from support import audit, events, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Message, Ticket, User
from support.texts import clean_text

SALT = "copilot.auditing"
# A clock that stood still for longer leaves a gap in the sample, but never a choice made by outcome.
HORIZON = timedelta(days=7)
# Where a category has no row of its own; 20 % of answered drafts (V2).
AUDIT_SHARE = 0.20
UNDO = timedelta(seconds=60)
# A reply that may still be taken back could be written anew by who has seen the draft meanwhile.
NOT_LEFT = ("queued", "undone")
LONGEST_NOTE = 1000

Kind = DraftAudit.Kind


@dataclass(frozen=True)
class Answer:
    """One of the four answers to “Would this draft have been right to send?”."""

    key: str
    words: str
    unacceptable: bool
    critical: bool = False


ANSWERS = {
    answer.key: answer
    for answer in (
        Answer("right", "Yes", unacceptable=False),
        Answer("small_changes", "With small changes", unacceptable=False),
        Answer("wrong", "No", unacceptable=True),
        Answer("harm", "It would have harmed", unacceptable=True, critical=True),
    )
}
# What was wrong, where it was; the first four alone make a draft unacceptable (copilot/measuring/verdict.py).
REASONS = {
    "wrong_fact": "A wrong fact",
    "wrong_policy": "A wrong policy",
    "wrong_customer": "About another customer",
    "unsafe": "Unsafe",
    "incomplete": "Something is missing",
    "off_topic": "Answers another question",
}


def chance_number(draft_id: int, kind: str) -> float:
    """A number in [0, 1) fixed by the draft and this installation's key: random to everybody else."""
    return int(salted_hmac(SALT, f"{kind}:{draft_id}").hexdigest()[:12], 16) / 16**12


def share_of(row: CategoryAutonomy | None) -> float:
    """The share of a category's drafts that is audited, 0 to 1; doubled while its light is amber."""
    if row is None:
        return AUDIT_SHARE
    return min(1.0, row.audit_share * (2 if row.light == "amber" else 1))


@transaction.atomic
def draw(*, now: datetime | None = None, horizon: timedelta = HORIZON) -> int:
    """Draw answered drafts and automatic replies for judging; how many were new. Run twice it draws the same.

    Each is drawn with its category's share, by a hash that is fixed once and for all. When a share has been
    raised, what was drawn within the horizon had the higher chance too, and its stored propensity says so.
    """
    hold(SALT)
    now = now or timezone.now()
    since = now - horizon
    shares = {row.category_id: share_of(row) for row in CategoryAutonomy.objects.all()}
    drawn = [
        *_drawn(Kind.BLIND, _answered(since, now), shares),
        *_drawn(Kind.SENT, _sent(since), shares),
        *_held_back(since),
    ]
    _raise_chances(since, shares)
    return len(DraftAudit.objects.bulk_create(drawn, ignore_conflicts=True))


def _raise_chances(since: datetime, shares: dict[int, float]) -> None:
    """What was drawn with a smaller chance than it would have now; verdicts that follow from it, too."""
    drawn = DraftAudit.objects.filter(drawn_at__gte=since).exclude(kind=Kind.UNANCHORED)
    for share in set(shares.values()):
        categories = [category for category, value in shares.items() if value == share]
        lower = drawn.filter(draft__category__in=categories, propensity__lt=share)
        judged = list(lower.filter(judged_at__isnull=False).select_related("draft"))
        lower.update(propensity=share)
        for audited in judged:
            evidence.from_audit(audited)


def _drawn(kind: str, drafts: Iterable[tuple[int, int]], shares: dict[int, float]) -> list[DraftAudit]:
    chances = [(draft, shares.get(category, AUDIT_SHARE)) for draft, category in drafts]
    return [
        DraftAudit(draft_id=draft, kind=kind, propensity=share)
        for draft, share in chances
        if chance_number(draft, kind) < share
    ]


def _answered(since: datetime, now: datetime) -> QuerySet[Any, tuple[int, int]]:
    """Each conversation's first draft that a person answered, once the reply can no longer be taken back.

    Sent unread and unchanged is no evidence by itself, but it is just what an audit should look at.
    """
    final = now - timedelta(seconds=settings.UNDO_SECONDS)
    measured = Outcome.objects.filter(at__gte=since, at__lte=final).exclude(excluded=LATER)
    taken = DraftAudit.objects.filter(draft=OuterRef("draft"), kind=Kind.BLIND)
    return measured.filter(~Exists(taken)).values_list("draft_id", "category_id")


def _sent(since: datetime) -> QuerySet[Any, tuple[int, int]]:
    taken = DraftAudit.objects.filter(draft=OuterRef("draft"), kind=Kind.SENT)
    sent = Resolution.objects.filter(state="sent", ended_at__gte=since)
    return sent.filter(~Exists(taken)).values_list("draft_id", "category_id")


def _held_back(since: datetime) -> list[DraftAudit]:
    """Drafts shown only after the reply. Who answered is asked at once; here the unasked get a row, too."""
    taken = DraftAudit.objects.filter(draft=OuterRef("draft"), kind=Kind.UNANCHORED)
    answers = Message.objects.filter(answers=OuterRef("draft__message")).exclude(delivery__in=NOT_LEFT)
    held = Resolution.objects.filter(arm=Resolution.Arm.HOLDOUT_UNSEEN, considered_at__gte=since)
    rows = held.filter(Exists(answers), ~Exists(taken)).values_list("draft_id", "propensity")
    return [
        DraftAudit(draft_id=draft, kind=Kind.UNANCHORED, propensity=chance or 1.0) for draft, chance in rows
    ]


def waiting() -> QuerySet[DraftAudit]:
    """Drawn and not yet judged; those that only the agent who answered can judge are apart."""
    return DraftAudit.objects.filter(judged_at=None).exclude(kind=Kind.UNANCHORED)


def waiting_for(user: User) -> QuerySet[DraftAudit]:
    """What this person may judge, in the order in which it is shown to them.

    Categories take turns, the longest waiting of each first, so that a busy one does not crowd out the rest.
    """
    turn = Window(RowNumber(), partition_by=F("draft__category"), order_by=["drawn_at", "id"])
    return (
        _open_to(user)
        .annotate(turn=turn)
        .select_related("draft__ticket__customer", "draft__category")
        .order_by("turn", "drawn_at", "id")
    )


def _open_to(user: User) -> QuerySet[DraftAudit]:
    """Not a draft that they have answered with, and so know the edit of."""
    wrote = Message.objects.filter(
        ticket=OuterRef("draft__ticket"), author=user, pk__gt=OuterRef("draft__message")
    )
    return waiting().exclude(Q(kind=Kind.BLIND), Exists(wrote))


def waiting_counts() -> list[tuple[str, int]]:
    """(category name, how many wait), most first."""
    rows = waiting().values("draft__category__name").annotate(n=Count("id"))
    return [(row["draft__category__name"], row["n"]) for row in rows.order_by("-n", "draft__category__name")]


@transaction.atomic
def judge(
    *, audited: DraftAudit, answer: str, by: User, reasons: Iterable[str] = (), note: str = ""
) -> DraftAudit:
    """Store one of ANSWERS. Raises PermissionDenied, or Refused where this person may not judge it (now)."""
    permissions.check(by, "audit_drafts")
    found = DraftAudit.objects.select_for_update(of=("self",)).select_related("draft").get(pk=audited.pk)
    chosen = ANSWERS.get(answer)
    if chosen is None:
        raise Refused("Choose one of the four answers.")
    if found.judged_at is not None:
        raise Refused("Somebody has judged this draft meanwhile; here is the next one.")
    if not _may_judge(found, by):
        raise Refused("You have answered this ticket; somebody else has to judge its draft.")
    found.judge, found.judged_at = by, timezone.now()
    found.unacceptable, found.critical = chosen.unacceptable, chosen.critical
    found.reasons = [chosen.key, *(code for code in REASONS if code in set(reasons))]
    found.note = clean_text(note)[:LONGEST_NOTE]
    _save(found)
    audit.record(found, "draft_judged", by=by, after={"draft": found.draft_id, "answer": chosen.key})
    return found


def _may_judge(found: DraftAudit, by: User) -> bool:
    if found.kind == Kind.UNANCHORED:
        return answered_by(found.draft, by)
    return _open_to(by).filter(pk=found.pk).exists()


@transaction.atomic
def undo(*, by: User) -> DraftAudit:
    """Take back one's last judgement, for a minute. Raises Refused when there is none to take back."""
    last = (
        DraftAudit.objects.select_for_update(of=("self",))
        .select_related("draft")
        .filter(judge=by, judged_at__gte=timezone.now() - UNDO)
        .order_by("-judged_at")
        .first()
    )
    if last is None:
        raise Refused("A judgement can be taken back for a minute; yours stands.")
    before = {"answer": last.reasons[:1], "note": last.note}
    last.judge = last.judged_at = last.unacceptable = None
    last.critical, last.reasons, last.note = False, [], ""
    _save(last)
    audit.record(last, "draft_judgement_undone", by=by, before=before)
    return last


def _save(found: DraftAudit) -> None:
    found.save(update_fields=["judge", "judged_at", "unacceptable", "critical", "reasons", "note"])
    evidence.from_audit(found)
    events.announce(events.ticket_changed, ticket_id=found.draft.ticket_id)


def answered_by(draft: Draft, user: User) -> bool:
    """Did this person write a reply that has left to the message the draft was made for?"""
    replies = Message.objects.filter(answers=draft.message_id, author=user).exclude(delivery__in=NOT_LEFT)
    return replies.exists()


def unanchored_for(ticket: Ticket, user: User) -> DraftAudit | None:
    """The draft that was held back while this person answered, for a rating that is not anchored on it.

    Made when first asked for; its propensity is the chance of the arm. None when nothing was held back here,
    somebody else answered, or it has been rated.
    """
    held = (
        Resolution.objects.filter(ticket=ticket, arm=Resolution.Arm.HOLDOUT_UNSEEN)
        .select_related("draft")
        .order_by("-id")
        .first()
    )
    if held is None or not answered_by(held.draft, user):
        return None
    found, _ = DraftAudit.objects.get_or_create(
        draft=held.draft, kind=Kind.UNANCHORED, defaults={"propensity": held.propensity or 1.0}
    )
    return found if found.judged_at is None else None


def judged() -> QuerySet[DraftAudit]:
    return (
        DraftAudit.objects.filter(judged_at__isnull=False)
        .select_related("draft__ticket", "draft__category", "judge")
        .order_by("-judged_at")
    )


def compared() -> list[tuple[str, bool, bool, bool]]:
    """(category, unacceptable by its edit, by its audit, simulated) of each blind audit with an outcome."""
    measured = Outcome.objects.exclude(excluded=LATER).filter(
        draft__audits__kind=Kind.BLIND, draft__audits__judged_at__isnull=False
    )
    columns = ("category__name", "unacceptable", "draft__audits__unacceptable", "simulated")
    return [
        (name, edit, bool(judged), simulated)
        for name, edit, judged, simulated in measured.order_by("id").values_list(*columns)
    ]
