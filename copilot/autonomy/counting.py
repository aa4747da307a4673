"""Verdicts in sums: of one version of a category, from when its evidence began until they are final.

What is counted here is what a signature freezes, so that counting again gives the same numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate

from copilot.autonomy import evidence
from copilot.autonomy.conversations import UNREAD
from copilot.autonomy.eprocess import Tally
from copilot.models import Verdict, VerdictDay

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Counted:
    """The verdicts of one category: what is counted of them here is what a signature freezes."""

    edits: Tally = Tally()  # noqa: RUF009 (an immutable zero)
    audits: Tally = Tally()  # noqa: RUF009
    reviewers: Counter[str] = field(default_factory=Counter)
    excluded: int = 0
    critical: int = 0
    first: datetime | None = None
    last: int = 0  # the highest number of a verdict


def final(now: datetime) -> datetime:
    """Until when replies can no longer be taken back, so that their verdicts stay."""
    return now - timedelta(seconds=settings.UNDO_SECONDS)


def count(
    keys: dict[int, str], since: dict[int, datetime], *, until: datetime, last: int | None = None
) -> defaultdict[int, Counted]:
    """The verdicts of these categories and versions in sums; `last` leaves out those stored later.

    Whole days come from their daily sums. Verdict by verdict are read the days on which the evidence began,
    the day of `until`, and days that have a verdict stored after `last`.
    """
    found: defaultdict[int, Counted] = defaultdict(Counted)
    today = _day(until)
    began = {pk: moment for pk, moment in since.items() if moment != EVER}
    days = evidence.genuine(VerdictDay.objects.filter(_of(keys), day__lt=today))
    for pk, moment in began.items():
        days = days.exclude(category=pk, day__lt=_day(moment))
    late = set(days.filter(last_id__gt=last).values_list("day", flat=True)) if last is not None else set()
    broken = Q(day__in=late)
    for pk, moment in began.items():
        broken |= Q(category=pk, day=_day(moment))
    parts = [(pk, _day(moment)) for pk, moment in began.items() if _day(moment) < today]
    parts += [(pk, day) for pk in keys for day in late if (pk, day) not in parts]
    for row in [*_of_days(days.exclude(broken)), *_one_by_one(keys, began, parts, until, last)]:
        if keys[row["category_id"]] == row["version_key"]:
            _add(found[row["category_id"]], row)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _of(keys: dict[int, str]) -> Q:
    return Q(category__in=keys, version_key__in=set(keys.values()))


def _of_days(days: QuerySet[VerdictDay]) -> Iterable[Mapping[str, Any]]:
    return (
        days.order_by()
        .values("category_id", "version_key", "source", "excluded", "reviewer_number")
        .annotate(
            n=Sum("reviewed"),
            bad=Sum("unacceptable"),
            worst=Sum("critical"),
            first=Min("first_at"),
            last=Max("last_id"),
        )
    )


def _one_by_one(
    keys: dict[int, str],
    began: dict[int, datetime],
    parts: Sequence[tuple[int, date]],
    until: datetime,
    last: int | None,
) -> Iterable[Mapping[str, Any]]:
    """The verdicts of the day of `until`, and of these categories' other days that are counted in part."""
    chosen = Q(at__gte=_start(_day(until)))
    for pk, day in parts:
        chosen |= Q(category=pk, at__gte=_start(day), at__lt=_start(day + timedelta(days=1)))
    rows: QuerySet[Verdict] = evidence.genuine(Verdict.objects.filter(_of(keys), chosen, at__lte=until))
    if last is not None:
        rows = rows.filter(pk__lte=last)
    for pk, moment in began.items():
        rows = rows.exclude(category=pk, at__lt=moment)
    slot = ("category_id", "version_key", "source", "excluded")
    sums: Iterable[Mapping[str, Any]] = (
        rows.order_by()
        .values(*slot, reviewer_number=Coalesce("reviewer_id", 0))
        .annotate(
            n=Count("pk"),
            bad=Count("pk", filter=Q(unacceptable=True)),
            worst=Count("pk", filter=Q(critical=True)),
            first=Min("at"),
            last=Max("pk"),
        )
    )
    return sums


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _add(counted: Counted, row: Mapping[str, Any]) -> None:
    counted.critical += row["worst"]
    counted.last = max(counted.last, row["last"])
    if row["excluded"]:
        counted.excluded += row["n"] if row["excluded"] == UNREAD else 0
        return
    counted.first = min(counted.first or row["first"], row["first"])
    if row["source"] != Verdict.Source.EDIT:
        counted.audits = Tally(counted.audits.n + row["n"], counted.audits.unacceptable + row["bad"])
        return
    counted.edits = Tally(counted.edits.n + row["n"], counted.edits.unacceptable + row["bad"])
    counted.reviewers[str(row["reviewer_number"] or "")] += row["n"]


def running_days(rows: QuerySet[Verdict]) -> QuerySet[Any]:
    """Each verdict with how many its category had that day up to it (`n`), and how many bad ones (`bad`)."""
    day: dict[str, Any] = {
        "partition_by": [F("category_id"), F("version_key"), TruncDate("at", tzinfo=UTC)],
        "order_by": ["at", "id"],
    }
    bad = Window(Count("pk", filter=Q(unacceptable=True)), **day)
    return rows.order_by().annotate(n=Window(RowNumber(), **day), bad=bad)
