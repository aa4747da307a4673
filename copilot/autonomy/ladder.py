"""The four levels: what the system may do at each, and the one place that says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from copilot.autonomy import promoting, signing
from copilot.autonomy.cancelling import cancel_all
from copilot.autonomy.gate import LEVELS
from copilot.models import CategoryAutonomy, Level, LevelChange, Pause
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Category, User


@dataclass(frozen=True)
class Agency:
    """What the system may read, write and send at a level, and what people keep."""

    reads: str
    writes: str
    sends: str
    people_keep: str
    drafts: bool
    may_send: bool


AGENCY: dict[str, Agency] = {
    Level.ROUTE: Agency(
        "the ticket's text, to file it",
        "a category on the ticket",
        "nothing",
        "every reply, every category they correct",
        drafts=False,
        may_send=False,
    ),
    Level.SUGGEST: Agency(
        "the thread, this customer's record, published SOPs",
        "a draft beside the ticket",
        "nothing",
        "every reply: a draft leaves only when a person sends it",
        drafts=True,
        may_send=False,
    ),
    Level.CANARY: Agency(
        "the thread, this customer's record, published SOPs",
        "a draft beside the ticket",
        "one eligible reply in ten, after a hold",
        "nine tickets in ten, the holdout, every audit and the pause",
        drafts=True,
        may_send=True,
    ),
    Level.AUTO: Agency(
        "the thread, this customer's record, published SOPs",
        "a draft beside the ticket",
        "eligible replies, after a hold",
        "the holdout, every audit, everything held, and the pause",
        drafts=True,
        may_send=True,
    ),
}


# Held alone by who pauses, shared by every send.
PAUSING = "pause"


def level_of(category: Category) -> Level:
    row = CategoryAutonomy.objects.filter(category=category).first()
    return Level(row.level) if row else Level.ROUTE


def drafting_level(category: Category) -> tuple[Level, bool]:
    """A category's level, and whether it drafts in shadow; without a question where both were just read."""
    row: CategoryAutonomy | None = getattr(category, "autonomy", None)
    return (Level(row.level), row.shadow and row.level == Level.ROUTE) if row else (Level.ROUTE, False)


def check_may_send(category: Category) -> None:
    """Raises PermissionDenied unless the system itself may send in this category."""
    level = level_of(category)
    if not AGENCY[level].may_send:
        raise PermissionDenied(
            f"“{category.name}” is at level {level.label.lower()}: only people send its replies."
        )
    if paused := running_pause(category):
        raise PermissionDenied(
            f"“{category.name}” is paused by {paused.by.name}: only people send its replies."
        )


def why_not(category: Category, here: Level, there: Level) -> str:
    """The reason a category may not move between these levels, or an empty string."""
    if there == here:
        return f"“{category.name}” is at level {here.label.lower()} already."
    if there.step > here.step + 1:
        between = list(Level)[here.step + 1]
        return f"Levels are earned one at a time: from {here.label.lower()} comes {between.label.lower()}."
    if there.step > here.step and not (category.owner_id and category.deputy_id):
        return f"“{category.name}” needs an owner and a deputy before it may move up."
    return ""


@dataclass(frozen=True)
class Signature:
    """What a manager adds to a step up to a level that sends: the typed name, and what they signed for.

    `version_key` is the version whose evidence they saw.
    """

    typed: str = ""
    version_key: str | None = None
    hold_seconds: int = promoting.HOLD_SECONDS
    daily_cap: int = promoting.DAILY_CAP


UNSIGNED = Signature()


def set_level(
    *, category: Category, to: Level, by: User, why: str, signature: Signature = UNSIGNED
) -> LevelChange:
    """Move a category one level up, or any number down. A refusal is audited too.

    Raises PermissionDenied (only managers), or Refused with the reason.
    """
    try:
        permissions.check(by, "set_level")
        return _move(category, to, by, why, signature)
    except (PermissionDenied, Refused) as refusal:
        audit_refusal(category, to, by, str(refusal))
        raise


@transaction.atomic
def audit_refusal(category: Category, to: Level, by: User, reason: str) -> None:
    audit.record(category, "level_change_refused", by=by, after={"level": to.value}, why=reason)


@transaction.atomic
def _move(category: Category, to: Level, by: User, why: str, signature: Signature) -> LevelChange:
    hold(f"level {category.pk}")
    # “No key”: whoever holds a ticket may write rows that point at the category meanwhile.
    category = Category.objects.select_for_update(no_key=True).get(pk=category.pk)
    here = level_of(category)
    if reason := why_not(category, here, to):
        raise Refused(reason)
    if not why.strip():
        raise Refused("Say why, in a few words: the reason is kept with the change.")
    if to.step < here.step:
        return change_level(category, to, by=by, why=why.strip(), columns={"light": "clear"})
    return _up(category, to, by, why.strip(), signature)


def _up(category: Category, to: Level, by: User, why: str, signature: Signature) -> LevelChange:
    if AGENCY[to].may_send and signature.typed.strip().casefold() != category.name.strip().casefold():
        raise Refused(f"To sign for it, type the category's name: {category.name}.")
    signed = promoting.sign(
        category,
        LEVELS[to.step],
        now=timezone.now(),
        version_key=signature.version_key,
        hold_seconds=signature.hold_seconds,
        daily_cap=signature.daily_cap,
    )
    frozen = {"evidence": signed.evidence, "terms": signed.terms, "version_key": signed.version_key}
    return change_level(category, to, by=by, why=why, columns=signed.columns, frozen=frozen)


def change_level(
    category: Category,
    to: Level,
    *,
    by: User | None,
    why: str,
    columns: dict[str, Any],
    frozen: dict[str, Any] | None = None,
) -> LevelChange:
    """Write a move that has been decided; `by` nobody is the system itself, which only ever takes back.

    Inside the transaction, under the lock `level N`. What waits to be sent is called off on the way down.
    """
    here = level_of(category)
    assert by is not None or to.step < here.step
    CategoryAutonomy.objects.update_or_create(
        category=category, defaults={"level": to, "since": timezone.now(), **columns}
    )
    change = LevelChange.objects.create(
        category=category, from_step=here.step, to_step=to.step, by=by, why=why, **(frozen or {})
    )
    change.refresh_from_db()  # as the database keeps it: the digest is compared with that later
    audit.record(
        category,
        "level_changed",
        by=by or "the watch",
        before={"level": here.value},
        after={"level": to.value, "change": change.pk, "digest": signing.digest(change)},
        why=why,
    )
    if AGENCY[here].may_send and not AGENCY[to].may_send:
        cancel_all(category, f"“{category.name}” went back to level {to.label.lower()}.", by)
    return change


def in_shadow(category: Category) -> bool:
    """Are drafts made and measured here although nobody is shown one?"""
    return CategoryAutonomy.objects.filter(category=category, shadow=True, level=Level.ROUTE).exists()


@transaction.atomic
def set_shadow(*, category: Category, on: bool, by: User) -> None:
    """Make drafts of a category at level route in secret, or stop. Raises PermissionDenied or Refused."""
    permissions.check(by, "set_level")
    hold(f"level {category.pk}")
    row, _ = CategoryAutonomy.objects.select_for_update(no_key=True).get_or_create(category=category)
    if row.level != Level.ROUTE:
        raise Refused(f"“{category.name}” shows its drafts already; shadow is for before that.")
    if row.shadow == on:
        return
    row.shadow = on
    row.save(update_fields=["shadow"])
    audit.record(category, "shadow_changed", by=by, before={"shadow": not on}, after={"shadow": on})


def running_pause(category: Category | None) -> Pause | None:
    """The pause in force for this category: its own, or the one for everything."""
    # Without its people: it is asked twice for every draft, and the answer is nearly always no.
    running = Pause.objects.filter(ended_at__isnull=True)
    here = running.filter(Q(category__isnull=True) | Q(category=category))
    return here.order_by(F("category").asc(nulls_first=True)).first()


def drafting_now() -> QuerySet[Category]:
    """The categories that have drafts, by their level or in shadow, and are not paused."""
    running = Pause.objects.filter(ended_at__isnull=True)
    if running.filter(category__isnull=True).exists():
        return Category.objects.none()
    levels = [level for level, agency in AGENCY.items() if agency.drafts]
    drafting = Q(autonomy__level__in=levels) | Q(autonomy__shadow=True)
    return Category.objects.filter(drafting).exclude(pk__in=running.values("category"))


@transaction.atomic
def pause(*, category: Category | None, by: User, why: str = "") -> Pause:
    """Stop drafting for a category, or for everything. Takes effect with the next row any worker claims."""
    permissions.check(by, "pause_category" if category else "stop_everything", category)
    hold(PAUSING)  # two people pausing at once is one pause, and whatever is being sent is waited for
    running = Pause.objects.filter(category=category, ended_at__isnull=True).first()
    if running is not None:
        return running
    started = Pause.objects.create(category=category, by=by, why=why.strip()[:300])
    cancel_all(category, f"Paused by {by.name}{': ' + started.why if started.why else ''}.", by)
    audit.record(category or started, "drafting_paused", by=by, why=why)
    return started


@transaction.atomic
def resume(*, category: Category | None, by: User) -> None:
    permissions.check(by, "pause_category" if category else "stop_everything", category)
    running = Pause.objects.select_for_update().filter(category=category, ended_at__isnull=True).first()
    if running is None:
        raise Refused("Nothing is paused here.")
    running.ended_by, running.ended_at = by, timezone.now()
    running.save()
    audit.record(category or running, "drafting_resumed", by=by)
