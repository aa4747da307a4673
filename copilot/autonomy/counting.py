"""Verdicts in sums: of one version of a category, from when its evidence began until they are final.

What is counted here is what a signature freezes, so that counting again gives the same numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from copilot.autonomy import evidence
from copilot.autonomy.conversations import UNREAD
from copilot.autonomy.eprocess import Tally
from copilot.models import Verdict

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
    """The verdicts of these categories and versions in sums; `last` leaves out those stored later."""
    found: defaultdict[int, Counted] = defaultdict(Counted)
    rows = evidence.genuine(Verdict.objects.filter(category__in=keys, version_key__in=set(keys.values())))
    rows = rows.filter(at__lte=until, **({"pk__lte": last} if last is not None else {}))
    for pk, began in since.items():
        if began != EVER:
            rows = rows.exclude(category=pk, at__lt=began)
    sums = (
        rows.order_by()
        .values("category_id", "version_key", "source", "excluded", "reviewer_id")
        .annotate(
            n=Count("pk"),
            bad=Count("pk", filter=Q(unacceptable=True)),
            worst=Count("pk", filter=Q(critical=True)),
            first=Min("at"),
            last=Max("pk"),
        )
    )
    for row in sums:
        if keys[row["category_id"]] == row["version_key"]:
            _add(found[row["category_id"]], row)
    return found


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
    counted.reviewers[str(row["reviewer_id"] or "")] += row["n"]


def running_days(rows: QuerySet[Verdict]) -> QuerySet[Any]:
    """Each verdict with how many its category had that day up to it (`n`), and how many bad ones (`bad`)."""
    day: dict[str, Any] = {
        "partition_by": [F("category_id"), F("version_key"), TruncDate("at", tzinfo=UTC)],
        "order_by": ["at", "id"],
    }
    bad = Window(Count("pk", filter=Q(unacceptable=True)), **day)
    return rows.order_by().annotate(n=Window(RowNumber(), **day), bad=bad)
