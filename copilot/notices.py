"""What stands above every page: what is paused, which incidents its reader answers for, and who has
probes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from copilot.autonomy import incidents
from copilot.models import Incident, Pause, ProbeSwitch
from support.models import User

MOST = 50


@dataclass(frozen=True)
class Notice:
    """A running pause of everything (who, why) or of a category (name, who), or an open incident (category,
    cause).
    """

    pk: int
    name: str
    text: str
    seen: bool

    @property
    def cause(self) -> str:
        """Of an incident: its cause in words."""
        return Incident.Cause(self.text).label

    @property
    def is_drill(self) -> bool:
        return self.text == Incident.Cause.DRILL


def notices(user: User) -> dict[str, Any]:
    """All in one question to the database, since every page asks it."""
    paused, yes = Pause.objects.filter(ended_at=None), Value(True)
    pauses = _rows(paused.filter(category=None), kind="pause", name="by__name", text="why", seen=yes)
    parts = paused.filter(category__isnull=False)
    some = _rows(parts, kind="part", name="category__name", text="by__name", seen=yes)
    seen = Case(When(seen_at=None, then=Value(False)), default=Value(True))
    opened = _rows(incidents.open_for(user), kind="incident", name="category__name", text="cause", seen=seen)
    probed = _rows(
        ProbeSwitch.objects.filter(on=True), kind="probed", name="team__name", text="team__name", seen=yes
    )
    found = [(kind, Notice(*rest)) for kind, *rest in pauses.union(some, opened, probed, all=True)[:MOST]]
    running = [notice for kind, notice in found if kind == "pause"]
    return {
        "everything_paused": running[0] if running else None,
        "paused_categories": sorted(
            (notice for kind, notice in found if kind == "part"), key=lambda notice: notice.name
        ),
        "probed_teams": sorted(notice.name for kind, notice in found if kind == "probed"),
        "open_incidents": [notice for kind, notice in found if kind == "incident"],
    }


def _rows(rows: QuerySet[Any], *, kind: str, name: str, text: str, seen: Any) -> Any:
    """The columns that both kinds of notice have."""
    named = {
        "kind": Value(kind),
        "name": Cast(name, TextField()),
        "text": Cast(text, TextField()),
        "seen": seen,
    }
    columns = {f"notice_{column}": value for column, value in named.items()}
    return rows.order_by().annotate(**columns).values_list("notice_kind", "pk", *list(columns)[1:])
