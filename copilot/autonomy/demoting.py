"""Taking autonomy back: at once, by the system, with a reason, and telling those who answer for it.

A level is given by people and taken back by anybody; nothing here ever raises one.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from copilot import events
from copilot.autonomy import ladder
from copilot.models import CategoryAutonomy, Incident, Level
from support import audit
from support.events import announce
from support.locks import hold
from support.models import Category, Role, User

WATCH = "the watch"
NOTHING_WRONG = "The version changed; nothing went wrong."
# What a category without a signature for sending has: the columns' own defaults.
SHARES = {"auto_share": 0.10, "holdout_share": 0.10, "audit_share": 0.20}
Cause = Incident.Cause


@transaction.atomic
def demote(category_id: int, *, cause: str, text: str, figures: dict[str, Any]) -> Incident | None:
    """Back to suggest, now. None when the category sends nothing by itself any more.

    Evidence begins anew and the next attempt asks for more, unless it was only the version that changed.
    """
    hold(f"level {category_id}")
    category = Category.objects.select_for_update(no_key=True).get(pk=category_id)
    row = CategoryAutonomy.objects.filter(category=category).first()
    if row is None or not ladder.AGENCY[row.level].may_send:
        return None
    columns: dict[str, Any] = {**SHARES, "light": "red" if cause == Cause.RED else "clear"}
    if cause != Cause.VERSION:
        columns |= {"evidence_since": timezone.now(), "attempt": row.attempt + 1}
    ladder.change_level(category, Level.SUGGEST, by=None, why=text, columns=columns)
    return open_incident(category, row.version_key, cause=cause, text=text, figures=figures)


@transaction.atomic
def show_light(category_id: int, light: str, *, text: str, figures: dict[str, Any]) -> None:
    """Amber, or clear again. Amber lowers the share sent and doubles the audits wherever those are read."""
    hold(f"level {category_id}")
    row = (
        CategoryAutonomy.objects.select_for_update(no_key=True)
        .select_related("category")
        .get(category=category_id)
    )
    if row.light == light:
        return
    before, row.light = row.light, light
    row.save(update_fields=["light"])
    audit.record(
        row.category, "light_changed", by=WATCH, before={"light": before}, after={"light": light}, why=text
    )
    if light == "amber":
        open_incident(row.category, row.version_key, cause=Cause.AMBER, text=text, figures=figures)
    else:
        running = Incident.objects.filter(category=row.category, cause=Cause.AMBER, closed_at=None)
        running.update(closed_at=timezone.now(), conclusion=text)


def open_incident(
    category: Category, version_key: str, *, cause: str, text: str, figures: dict[str, Any]
) -> Incident:
    """One open incident of a cause: the same again while people are at it is the same.

    A new version is told like the others, but asks nobody for a conclusion.
    """
    values = {"version_key": version_key, "text": text, "figures": figures}
    if cause == Cause.VERSION:
        closed = {"closed_at": timezone.now(), "conclusion": NOTHING_WRONG}
        incident = Incident.objects.create(category=category, cause=cause, **values, **closed)
        made = True
    else:
        incident, made = Incident.objects.get_or_create(
            category=category, cause=cause, closed_at=None, defaults=values
        )
    if made:
        incident.told.set(answerable(category))
        audit.record(incident, "incident_opened", by=WATCH, after={"cause": cause}, why=text)
        announce(events.incident_opened, incident_id=incident.pk)
    return incident


def answerable(category: Category) -> list[User]:
    """Owner and deputy; where there is neither, every manager."""
    people = [person for person in (category.owner, category.deputy) if person and person.is_active]
    return people or list(User.objects.filter(role=Role.MANAGER, is_active=True))
