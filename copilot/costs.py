"""What asking models cost and how long it took, by route, read from the ledger for one window of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import TruncDate

from copilot.gateway import routes
from copilot.gateway.budget import Standing
from copilot.models import ModelCall
from routing.reports.reading import Percentile

WINDOWS = (1, 7, 30, 90)
OK = "ok"
# How failures are called on the page; the kinds are those of copilot/gateway/types.py.
FAILURES = {
    "unavailable": "not answered",
    "over_budget": "over budget",
    "refused": "refused",
    "unusable": "unusable answer",
    "switched_off": "switched off",
    "cancelled": "stopped by us",
    "error": "our own error",
}


@dataclass(frozen=True)
class RouteCosts:
    """One route by one backend. Times in milliseconds, of calls that were answered; cost in US dollars.

    `share` is of what the days of the window could have cost at most, 0 and more; None without a budget.
    """

    name: str
    text: str
    backend: str
    calls: int
    answered: int
    median: float | None
    slow: float | None
    input_tokens: int
    output_tokens: int
    cost: Decimal
    share: float | None
    failures: tuple[tuple[str, int], ...]


def calls_since(since: datetime, *, simulated: bool) -> QuerySet[ModelCall]:
    """The ledger of a window: calls for simulated tickets, or all others."""
    calls = ModelCall.objects.filter(at__gte=since)
    of_simulated = Q(trace__ticket__simulated=True)
    return calls.filter(of_simulated) if simulated else calls.exclude(of_simulated)


def by_route(calls: QuerySet[ModelCall], budget: Decimal) -> list[RouteCosts]:
    """The dearest first. `budget` is what the window could have cost at most, in dollars."""
    named = calls.annotate(line=Case(When(route="", then=F("purpose")), default=F("route")))
    ok = Q(result=OK)
    sums = named.values("line", "backend").annotate(
        calls=Count("id"),
        answered=Count("id", filter=ok),
        read=Sum("input_tokens"),
        written=Sum("output_tokens"),
        cost=Sum("cost_usd"),
    )
    times = {
        (row["line"], row["backend"]): (row["median"], row["slow"])
        for row in named.filter(ok)
        .values("line", "backend")
        .annotate(median=Percentile("milliseconds", at=0.5), slow=Percentile("milliseconds", at=0.95))
    }
    failed = _failures(named.exclude(ok).values("line", "backend", "result").annotate(n=Count("id")))
    rows = [
        RouteCosts(
            name=row["line"],
            text=routes.built_in(row["line"]).text,
            backend=row["backend"],
            calls=row["calls"],
            answered=row["answered"],
            median=times.get((row["line"], row["backend"]), (None, None))[0],
            slow=times.get((row["line"], row["backend"]), (None, None))[1],
            input_tokens=row["read"],
            output_tokens=row["written"],
            cost=row["cost"],
            share=float(row["cost"] / budget) if budget else None,
            failures=tuple(failed[row["line"], row["backend"]]),
        )
        for row in sums
    ]
    return sorted(rows, key=lambda row: (-row.cost, -row.calls, row.name))


def _failures(rows: Iterable[Any]) -> dict[tuple[str, str], list[tuple[str, int]]]:
    found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -row["n"]):
        found[row["line"], row["backend"]].append((FAILURES.get(row["result"], row["result"]), row["n"]))
    return found


def by_model(calls: QuerySet[ModelCall]) -> list[Any]:
    """Calls, failures, tokens and cost of each model that was asked, the dearest first."""
    sums = (
        calls.exclude(backend="offline")
        .values("model")
        .annotate(
            calls=Count("id"),
            failed=Count("id", filter=~Q(result=OK)),
            read=Sum("input_tokens"),
            written=Sum("output_tokens"),
            cost=Sum("cost_usd"),
        )
    )
    return list(sums.order_by("-cost", "-calls", "model"))


@dataclass(frozen=True)
class Day:
    """What one day cost, with its share of the daily budget (capped at 1, for drawing)."""

    day: date
    calls: int
    cost: Decimal
    share: float


def by_day(calls: QuerySet[ModelCall], standing: Standing) -> list[Day]:
    """Days with calls to a server, the newest first."""
    limit = standing.budget.dollars
    sums = calls.exclude(backend="offline").annotate(day=TruncDate("at")).values("day")
    return [
        Day(row["day"], row["n"], row["cost"], min(1.0, float(row["cost"] / limit)) if limit else 1.0)
        for row in sums.annotate(n=Count("id"), cost=Sum("cost_usd")).order_by("-day")
    ]


def beginning(days: int, now: datetime) -> datetime:
    """When a window of so many days began; one day is today, from midnight."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days - 1)
