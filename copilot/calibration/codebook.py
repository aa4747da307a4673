"""The codebook: named ways in which drafts fail, what is done about them, and an alarm if one comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from copilot import versions
from copilot.models import Disposition, Draft, FailureMode
from support import audit, permissions
from support.actions.tickets import Refused
from support.models import Category, User


@dataclass(frozen=True)
class Entry:
    """One line of the codebook: how often a mode was seen, in all and in its category's present version."""

    mode: FailureMode
    seen: int
    seen_now: int
    random: int  # of these, in the random part of a pack


def entries(category: Category | None = None) -> list[Entry]:
    """The codebook, what came back first, then what is open, most seen first."""
    rows = FailureMode.objects.select_related("category", "owner", "fixed_by", "named_by")
    if category is not None:
        rows = rows.filter(category=category)
    keys = versions.newest_keys({mode.category for mode in rows})
    now = Q()
    for pk, key in keys.items():
        now |= Q(items__draft__category=pk, items__draft__version_key=key)
    counted = rows.annotate(
        seen=Count("items", distinct=True),
        random=Count("items", filter=Q(items__stratum="random"), distinct=True),
        seen_now=Count("items", filter=now, distinct=True) if now else Count("items"),
        last=Max("items__reviewed_at"),
    )
    found = [Entry(mode, mode.seen, mode.seen_now, mode.random) for mode in counted]
    return sorted(
        found, key=lambda entry: (entry.mode.recurred_at is None, entry.mode.state == "fixed", -entry.seen)
    )


def recurring() -> QuerySet[FailureMode]:
    """Modes that were called fixed and came back: the alarm of the page."""
    return FailureMode.objects.filter(recurred_at__isnull=False).select_related("category", "owner")


def known(category: Category) -> QuerySet[FailureMode]:
    """What a reader can pick for a draft of this category, most seen first."""
    seen = FailureMode.objects.filter(category=category).annotate(seen=Count("items"))
    return seen.order_by("-seen", "name")


def name_mode(*, category: Category, name: str, description: str, disposition: str, by: User) -> FailureMode:
    """The category's mode of this name, made unless there is one; upper and lower case are one."""
    known_one = FailureMode.objects.filter(category=category, name__iexact=name).first()
    if known_one is not None:
        return known_one
    mode = FailureMode.objects.create(
        category=category,
        name=name,
        description=description,
        disposition=disposition,
        owner=category.owner,
        named_by=by,
    )
    audit.record(mode, "failure_mode_named", by=by, after={"name": name, "category": category.key})
    return mode


def seen_again(mode: FailureMode, draft: Draft) -> bool:
    """Raise the alarm when a draft made after the fix shows the mode. True when it was raised now."""
    if mode.state != "fixed" or mode.fixed_at is None or draft.created_at <= mode.fixed_at:
        return False
    mode.state, mode.recurred_at = "open", timezone.now()
    mode.save(update_fields=["state", "recurred_at"])
    audit.record(mode, "failure_mode_recurred", by="calibration", after={"draft": draft.pk})
    return True


@transaction.atomic
def call_fixed(*, mode: FailureMode, by: User) -> FailureMode:
    """Say that it will not happen again; a later draft that shows it raises the alarm."""
    permissions.check(by, "calibrate")
    found = FailureMode.objects.select_for_update().get(pk=mode.pk)
    if found.state == "fixed":
        raise Refused(f"“{found.name}” is fixed already.")
    found.state, found.fixed_by, found.fixed_at, found.recurred_at = "fixed", by, timezone.now(), None
    found.save(update_fields=["state", "fixed_by", "fixed_at", "recurred_at"])
    audit.record(found, "failure_mode_fixed", by=by)
    return found


@transaction.atomic
def reopen(*, mode: FailureMode, by: User) -> FailureMode:
    permissions.check(by, "calibrate")
    found = FailureMode.objects.select_for_update().get(pk=mode.pk)
    if found.state != "fixed":
        raise Refused(f"“{found.name}” is open already.")
    found.state = "open"
    found.save(update_fields=["state"])
    audit.record(found, "failure_mode_reopened", by=by)
    return found


@transaction.atomic
def describe(
    *, mode: FailureMode, by: User, description: str, disposition: str, owner: User | None
) -> FailureMode:
    """Change what is said of a mode: its description, what is done about it and who sees to it."""
    permissions.check(by, "calibrate")
    if disposition not in Disposition.values:
        raise Refused("Say what is to be done about it.")
    before = {"disposition": mode.disposition, "owner": mode.owner.name if mode.owner else ""}
    mode.description, mode.disposition, mode.owner = description, disposition, owner
    mode.save(update_fields=["description", "disposition", "owner"])
    after = {"disposition": disposition, "owner": owner.name if owner else ""}
    audit.record(mode, "failure_mode_described", by=by, before=before, after=after)
    return mode


def owners() -> Iterable[User]:
    return User.objects.filter(is_active=True).order_by("name")
