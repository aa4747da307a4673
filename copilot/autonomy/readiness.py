"""How ready each category is: a row of facts per category, from the daily counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import sqrt
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from copilot import versions
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.forecast import WINDOW_DAYS, Forecast, Volume, forecast
from copilot.autonomy.gate import LEVELS, TOLERATED, required_evidence
from copilot.autonomy.missing import needed, sentence
from copilot.models import CategoryAutonomy, EvidenceDay, Level, Pause, Verdict
from routing.selectors import routing_counts
from support.models import Category, Ticket

CLASSES = ("as_is", "cosmetic", "light", "rewrite", "material")
# The rate column's scale ends here; a rate beyond it is drawn at the end and its number says the rest.
SCALE = 0.30
VOLUME_DAYS = 30
SUMMED = (
    "outcomes",
    "unacceptable",
    "excluded",
    "misrouted",
    "eer_sum",
    "eer_square_sum",
    "used_sum",
    *CLASSES,
)


@dataclass
class Counts:
    """Sums over days of one version."""

    outcomes: int = 0
    unacceptable: int = 0
    excluded: int = 0
    misrouted: int = 0  # among the unacceptable; there was no reply to compare them with
    eer_sum: float = 0.0
    eer_square_sum: float = 0.0
    used_sum: float = 0.0
    simulated: int = 0
    classes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))
    first_day: date | None = None

    @property
    def compared(self) -> int:
        """Drafts that were compared with a reply: distances and shares are of these."""
        return self.outcomes - self.misrouted

    def add(self, days: dict[str, Any]) -> None:
        """Add summed days."""
        self.outcomes += days["outcomes"]
        self.unacceptable += days["unacceptable"]
        self.excluded += days["excluded"]
        self.misrouted += days["misrouted"]
        self.eer_sum += days["eer_sum"]
        self.eer_square_sum += days["eer_square_sum"]
        self.used_sum += days["used_sum"]
        self.simulated += days["outcomes"] if days["simulated"] else 0
        for name in CLASSES:
            self.classes[name] += days[name]
        self.first_day = min(self.first_day or days["first_day"], days["first_day"])


@lru_cache(maxsize=8192)
def _interval(tally: Tally) -> tuple[float, float]:
    """Found by bisection, a tenth of a millisecond each; most counts are those of the page before."""
    return tally.interval()


@dataclass(frozen=True)
class Row:
    """One category on the readiness page. Rates and distances lie between 0 and 1."""

    category: Category
    level: str
    paused: Pause | None
    tickets: int
    decisions: int
    corrected: int
    tau: float
    tally: Tally
    counts: Counts
    older: int  # outcomes of earlier versions, which no longer count
    missing: str
    forecast: Forecast
    light: str = "clear"

    @property
    def e_value(self) -> float:
        return self.tally.e_value(self.tau)

    @property
    def rate(self) -> float | None:
        return self.tally.unacceptable / self.tally.n if self.tally.n else None

    @property
    def interval(self) -> tuple[float, float]:
        return _interval(self.tally)

    @property
    def eer_mean(self) -> float | None:
        return self.counts.eer_sum / self.counts.compared if self.counts.compared else None

    @property
    def eer_half_width(self) -> float | None:
        """Half of the 95 % interval of the mean edit distance (normal approximation)."""
        n = self.counts.compared
        if n < 2 or self.eer_mean is None:
            return None
        variance = max(0.0, (self.counts.eer_square_sum - n * self.eer_mean**2) / (n - 1))
        return 1.96 * sqrt(variance / n)

    @property
    def used_mean(self) -> float | None:
        return self.counts.used_sum / self.counts.compared if self.counts.compared else None

    def position(self, share: float | None) -> float | None:
        """Where a share stands on the column's scale, 0 to 100."""
        return None if share is None else round(min(share, SCALE) / SCALE * 100, 2)

    @property
    def bar(self) -> dict[str, Any]:
        low, high = self.interval
        text = (
            f"{self.rate:.1%} unacceptable, {low:.1%} to {high:.1%} at every look, n = {self.tally.n}"
            if self.rate is not None
            else "nothing reviewed yet"
        )
        return {
            "low": self.position(low),
            "high": self.position(high if self.tally.n else None),
            "point": self.position(self.rate),
            "threshold": self.position(self.tau),
            "over": self.tally.n > 0 and high >= self.tau,
            "thin": self.tally.n < 30,
            "text": text,
        }


def rows(categories: Iterable[Category] | None = None) -> list[Row]:
    """A row for every category that takes tickets, busiest first."""
    chosen = list(
        categories
        if categories is not None
        else Category.objects.filter(retired_at=None, children=None).select_related(
            "owner", "deputy", "parent"
        )
    )
    days = _summed_days(chosen)
    since = timezone.now() - timedelta(days=VOLUME_DAYS)
    tickets = dict(
        Ticket.objects.filter(created_at__gte=since, category__in=chosen)
        .values_list("category")
        .annotate(n=Count("*"))
    )
    rows_of = {row.category_id: row for row in CategoryAutonomy.objects.filter(category__in=chosen)}
    pauses = {pause.category_id: pause for pause in Pause.objects.filter(ended_at=None).select_related("by")}
    routed = routing_counts(chosen)
    current = versions.newest_keys(chosen)
    anew = _since_red(rows_of.values(), current)
    made = [
        _row(
            category,
            days[category.pk],
            current.get(category.pk, ""),
            rows_of.get(category.pk),
            anew=anew.get(category.pk),
            paused=pauses.get(category.pk) or pauses.get(None),
            tickets=tickets.get(category.pk, 0),
            **(routed.get(category.pk) or {"decisions": 0, "corrected": 0}),
        )
        for category in chosen
    ]
    return sorted(made, key=lambda row: (-row.tickets, row.category.name))


def _summed_days(categories: list[Category]) -> dict[int, list[dict[str, Any]]]:
    """Per category one line for each version: the database adds up the days, of which there are many.

    `recent` are the reviewed drafts of the last 28 days.
    """
    since = timezone.localdate() - timedelta(days=WINDOW_DAYS)
    lines: Any = (
        genuine_days()
        .filter(category__in=categories)
        .order_by()
        .values("category_id", "version_key", "simulated")
        .annotate(
            first_day=Min("day"),
            recent=Coalesce(Sum("outcomes", filter=Q(day__gt=since)), 0),
            **{f"{name}_": Sum(name) for name in SUMMED},
        )
    )
    found = defaultdict(list)
    for line in lines:
        found[line["category_id"]].append({**line, **{name: line[f"{name}_"] for name in SUMMED}})
    return found


def genuine_days() -> QuerySet[EvidenceDay]:
    """Daily sums that count: simulated ones in the demo only, as for the gate."""
    days = EvidenceDay.objects.all()
    return days if settings.DEMO else days.filter(simulated=False)


def _since_red(rows: Iterable[CategoryAutonomy], current: dict[int, str]) -> dict[int, Tally]:
    """The tallies of categories whose evidence a red began anew: their days hold verdicts from before it."""
    begun = [row for row in rows if row.evidence_since and current.get(row.category_id) == row.version_key]
    chosen = Q(pk=None)
    for row in begun:
        chosen |= Q(category=row.category_id, version_key=row.version_key, at__gte=row.evidence_since)
    verdicts = Verdict.objects.filter(chosen, source=Verdict.Source.EDIT, excluded="")
    verdicts = verdicts if settings.DEMO else verdicts.filter(simulated=False)
    sums = verdicts.order_by().values_list("category")
    counted = sums.annotate(n=Count("pk"), bad=Count("pk", filter=Q(unacceptable=True)))
    found = {pk: Tally(n, bad) for pk, n, bad in counted}
    return {row.category_id: found.get(row.category_id, Tally()) for row in begun}


def _row(
    category: Category,
    days: list[dict[str, Any]],
    current: str,
    row: CategoryAutonomy | None,
    *,
    anew: Tally | None,
    **facts: Any,
) -> Row:
    counts = Counts()
    for line in days:
        if line["version_key"] == current:
            counts.add(line)
    tau, volume = TOLERATED[category.risk], Volume(sum(line["recent"] for line in days))
    tally = anew if anew is not None else Tally(counts.outcomes, counts.unacceptable)
    return Row(
        category=category,
        level=row.level if row else Level.ROUTE.value,
        light=row.light if row else "clear",
        tau=tau,
        tally=tally,
        counts=counts,
        older=sum(line["outcomes"] for line in days if line["version_key"] != current),
        **_missing(category, tally, tau, row, current, volume),
        **facts,
    )


def _missing(
    category: Category,
    tally: Tally,
    tau: float,
    row: CategoryAutonomy | None,
    current: str,
    volume: Volume,
) -> dict[str, Any]:
    """What edits must still show before the next level that sends, and when they could.

    Where nothing is drafted no edit is missing: first somebody has to switch drafts on.
    """
    target = LEVELS[3] if row is not None and row.level == Level.CANARY else LEVELS[2]
    attempt = row.attempt if row is not None and row.version_key == current else 1
    threshold = required_evidence(target, attempt)
    more = needed(tally.n, tally.unacceptable, threshold, tau)
    rate = tally.unacceptable / tally.n if tally.n else None
    undrafted = not tally.n and (row is None or row.level == Level.ROUTE)
    return {
        "missing": _before_drafts(category)
        if undrafted
        else sentence(tally.n, tally.unacceptable, threshold, tau),
        "forecast": forecast(more, volume, rate),
    }


def _before_drafts(category: Category) -> str:
    if category.owner_id and category.deputy_id:
        return "no drafts yet: a manager may switch them on"
    return "no drafts yet: needs an owner and a deputy first"
