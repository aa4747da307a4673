"""The daily sums of verdicts, which the database keeps itself: recounted, and mended where they differ."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce, TruncDate

from copilot.models import Verdict, VerdictDay
from support.models import Category

SLOT = ("category_id", "version_key", "day", "source", "excluded", "reviewer_number", "simulated")
SUMS = ("reviewed", "unacceptable", "critical", "first_at", "last_id")
BATCH = 1000

Days = dict[tuple[Any, ...], tuple[Any, ...]]


def differing(category: Category | None = None) -> int:
    """How many days of a category (or of all) say another sum than their verdicts do."""
    rows = VerdictDay.objects.filter(**_only(category)).values_list(*SLOT, *SUMS)
    stored = {row[: len(SLOT)]: row[len(SLOT) :] for row in rows}
    derived = _derived(category)
    return sum(stored.get(slot) != derived.get(slot) for slot in stored.keys() | derived.keys())


@transaction.atomic
def mend(category: Category | None = None) -> None:
    """Write the sums anew. Verdicts wait with being stored meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Verdict._meta.db_table} IN SHARE MODE")
    VerdictDay.objects.filter(**_only(category)).delete()
    VerdictDay.objects.bulk_create(
        (
            VerdictDay(**dict(zip((*SLOT, *SUMS), (*slot, *sums), strict=True)))
            for slot, sums in _derived(category).items()
        ),
        batch_size=BATCH,
    )


def _derived(category: Category | None) -> Days:
    rows = (
        Verdict.objects.filter(**_only(category))
        .order_by()
        .annotate(day=TruncDate("at", tzinfo=UTC), reviewer_number=Coalesce("reviewer_id", 0))
        .values(*SLOT)
        .annotate(
            n=Count("pk"),
            bad=Count("pk", filter=Q(unacceptable=True)),
            worst=Count("pk", filter=Q(critical=True)),
            first=Min("at"),
            last=Max("pk"),
        )
    )
    sums = ("n", "bad", "worst", "first", "last")
    return {tuple(row[name] for name in SLOT): tuple(row[name] for name in sums) for row in rows.iterator()}


def _only(category: Category | None) -> dict[str, Any]:
    return {"category": category} if category is not None else {}
