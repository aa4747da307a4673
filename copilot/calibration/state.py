"""Has calibration learned what there is to learn about a category? Read from the closed sessions.

Only the random part of each pack counts: what was chosen because something had happened to it says nothing
about how often that happens. Counting begins anew with a new version and after a red light.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from copilot import versions
from copilot.calibration.surprise import LIMIT, MONEY_LIMIT, is_complete
from copilot.models import CalibrationItem, CategoryAutonomy
from support.models import Category, Risk

Pairs = frozenset[Hashable]  # (category, failure mode) pairs of one draft
FINE = "fine"
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Reviewed:
    """The random part of one closed session, for one category and version."""

    session: int
    closed_at: datetime
    version_key: str
    drafts: tuple[Pairs, ...]


def complete(category: Category) -> bool:
    """Whether the chance of a new failure mode is bounded below the limit, twice in a row (surprise.py)."""
    return category.pk in complete_categories([category])


def complete_categories(categories: Iterable[Category]) -> set[int]:
    """The same for many at once, in a few queries: the ids of those that are complete."""
    wanted = list(categories)
    counted = counting(wanted)
    return {
        category.pk
        for category in wanted
        if is_complete([session.drafts for session in counted.get(category.pk, [])], limit_of(category))
    }


def limit_of(category: Category) -> float:
    """The surprise to stay below, 0 to 1."""
    return MONEY_LIMIT if category.risk == Risk.MONEY else LIMIT


def counting(categories: Iterable[Category]) -> dict[int, list[Reviewed]]:
    """By category the closed sessions that count now: of its present version and since the last red."""
    wanted = list(categories)
    keys = versions.newest_keys(wanted)
    autonomy = CategoryAutonomy.objects.filter(category__in=wanted)
    since = {row.category_id: row.evidence_since or EVER for row in autonomy}
    return {
        pk: [
            each
            for each in sessions
            if each.version_key == keys.get(pk) and each.closed_at >= since.get(pk, EVER)
        ]
        for pk, sessions in reviewed(wanted).items()
    }


def reviewed(categories: Iterable[Category]) -> dict[int, list[Reviewed]]:
    """By category the random part of every closed session, oldest first; one with two versions is two."""
    items = CalibrationItem.objects.filter(
        draft__category__in=list(categories), session__state="closed", stratum=CalibrationItem.Stratum.RANDOM
    )
    pairs: dict[tuple[int, int, str], dict[int, set[Hashable]]] = defaultdict(lambda: defaultdict(set))
    closed: dict[int, datetime] = {}
    columns = ("id", "session_id", "session__closed_at", "draft__category_id", "draft__version_key", "modes")
    for item, session, at, category, key, mode in items.order_by("session_id", "id").values_list(*columns):
        pairs[category, session, key][item].add((category, mode if mode is not None else FINE))
        closed[session] = at
    found: dict[int, list[Reviewed]] = defaultdict(list)
    for (category, session, key), drafts in pairs.items():
        sets = tuple(frozenset(each) for each in drafts.values())
        found[category].append(Reviewed(session, closed[session], key, sets))
    return {pk: sorted(sessions, key=lambda each: each.closed_at) for pk, sessions in found.items()}
