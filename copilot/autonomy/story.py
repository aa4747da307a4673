"""A category's evidence read from the rows for its page: by day, by version, in order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from copilot import versions
from copilot.autonomy import evidence
from copilot.autonomy.curves import Day, Reset
from copilot.autonomy.forecast import WINDOW_DAYS, Volume
from copilot.autonomy.readiness import genuine_days
from copilot.models import CategoryAutonomy, Draft, VerdictDay
from support.models import Category

# Older versions than these stay out of the picture; the table of moves has them all.
MOST_VERSIONS, LOOK_BACK = 6, timedelta(days=365)
NAMES = {"sops": "SOPs", "taxonomy": "the category's meaning"}


@dataclass(frozen=True)
class Versions:
    """The version that counts, when its evidence began, and the days of the versions before it."""

    current: str
    since: Any  # a moment, or None: a red began the evidence of this very version anew
    before: list[list[Day]]
    resets: list[Reset]


def versions_of(category: Category) -> Versions:
    """What counted when. A version that reappears after another goes on where it was."""
    current = versions.newest_keys([category]).get(category.pk, "")
    # A red began the evidence of the version that was signed for anew; any other version begins by itself.
    row = CategoryAutonomy.objects.filter(category=category, version_key=current).first()
    since = row.evidence_since if row else None
    recent = genuine_days().filter(
        category=category, day__gte=timezone.localdate() - LOOK_BACK, outcomes__gt=0
    )
    days: dict[str, list[Day]] = defaultdict(list)
    for line in recent.order_by("day"):
        days[line.version_key].append(Day(line.day, line.outcomes, line.unacceptable))
    keys = list(days)[-MOST_VERSIONS:]
    made = _parts(category, [*keys, current])
    resets = [
        Reset(days[key][0].day, _why(made.get(previous, {}), made.get(key, {})))
        for previous, key in pairwise(keys)
    ]
    before = [days[key] for key in keys if key != current]
    if since is not None:
        resets.append(Reset(timezone.localtime(since).date(), "the detector was red: evidence began anew"))
        before.append([day for day in days.get(current, []) if day.day <= timezone.localtime(since).date()])
    return Versions(current, since, before, sorted(resets, key=lambda reset: reset.day))


def _parts(category: Category, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """The version tuple behind each key, from a draft that was made by it."""
    made = Draft.objects.filter(category=category, kind=Draft.Kind.REPLY, ready_at__isnull=False)
    parts = made.order_by("ready_at").values_list("version_key", "version")
    first, *others = [parts.filter(version_key=key)[:1] for key in dict.fromkeys(keys)]
    return dict(first.union(*others, all=True))


def _why(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = [name for name in after if before.get(name) != after[name]]
    names = [NAMES.get(name, name) for name in changed]
    return f"new version: {', '.join(names)} changed" if names else "new version"


def days(category: Category, version: str, sources: Collection[str], since: Any = None) -> list[Day]:
    """Verdicts by day (UTC, as the daily sums have it), oldest first; the day of `since` from then on."""
    whole = evidence.genuine(
        VerdictDay.objects.filter(category=category, version_key=version, source__in=sources, excluded="")
    )
    begun: list[Day] = []
    if since is not None:
        began = since.astimezone(UTC).date()
        whole = whole.filter(day__gt=began)
        rest = evidence.stream(category, version, sources=sources, since=since)
        tally = evidence.counted(rest.filter(at__lt=datetime.combine(began, time.max, UTC)))
        begun = [Day(began, tally.n, tally.unacceptable)] if tally.n else []
    sums = whole.order_by().values("day").annotate(n=Sum("reviewed"), bad=Sum("unacceptable"))
    return begun + [Day(line["day"], line["n"], line["bad"]) for line in sums.order_by("day")]


def edits_by_day(category: Category, seen: Versions) -> list[Day]:
    """Edits of the version that counts: from the daily sums, or verdict by verdict after a red."""
    if seen.since is not None:
        return days(category, seen.current, evidence.EDITS, seen.since)
    lines = genuine_days().filter(category=category, version_key=seen.current, outcomes__gt=0)
    sums: dict[date, tuple[int, int]] = {}
    for line in lines.order_by("day"):
        n, bad = sums.get(line.day, (0, 0))
        sums[line.day] = (n + line.outcomes, bad + line.unacceptable)
    return [Day(day, n, bad) for day, (n, bad) in sums.items()]


def volume(category: Category, sources: Collection[str]) -> Volume:
    """How many verdicts came in the last 28 days, today among them, whatever the version."""
    since = timezone.now().astimezone(UTC).date() - timedelta(days=WINDOW_DAYS)
    found = VerdictDay.objects.filter(category=category, source__in=sources, excluded="", day__gt=since)
    return Volume(evidence.genuine(found).aggregate(n=Sum("reviewed"))["n"] or 0)


def watched(category: Category, version: str, since: Any) -> list[tuple[date, bool]]:
    """What the detector read since the promotion, in order of arrival."""
    rows = evidence.watched(category, version, since).values_list("at", "unacceptable")
    return [(timezone.localtime(at).date(), bad) for at, bad in rows]
