"""Reading decisions and corrections for pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q
from django.utils import timezone

from routing.models import Correction, Decision, Path

WINDOW = timedelta(days=30)


def by_path() -> list[dict[str, Any]]:
    """Per path over the last 30 days: decisions, how many people corrected, average confidence and time."""
    corrected = Correction.objects.filter(decision=OuterRef("pk"), undone_at=None).exclude(
        from_category=F("to_category")
    )
    decided = Decision.objects.filter(state="decided", decided_at__gte=timezone.now() - WINDOW)
    rows = {
        row["path"]: row
        for row in decided.annotate(corrected=Exists(corrected))
        .values("path")
        .annotate(
            n=Count("id"),
            wrong=Count("id", filter=Q(corrected=True)),
            confidence_mean=Avg("confidence"),
            ms=Avg("milliseconds"),
        )
    }
    total = sum(row["n"] for row in rows.values())
    return [
        {**rows[path], "label": path.label, "share": rows[path]["n"] / total}
        for path in Path
        if path.value in rows
    ]


def most_corrected(limit: int = 12) -> list[dict[str, Any]]:
    """Pairs people keep correcting: the first place to look for a missing rule or a muddled category."""
    rows: Any = (
        Correction.objects.filter(
            undone_at=None, from_category__isnull=False, at__gte=timezone.now() - WINDOW
        )
        .exclude(from_category=F("to_category"))
        .values("from_category__name", "to_category__name", "to_category__key")
        .annotate(n=Count("id"))
        .order_by("-n", "from_category__name")[:limit]
    )
    return list(rows)


def routing_counts() -> dict[int, dict[str, int]]:
    """Per category over the last 30 days: decisions that put a ticket there, and how many were corrected."""
    corrected = Correction.objects.filter(decision=OuterRef("pk"), undone_at=None).exclude(
        from_category=F("to_category")
    )
    rows = (
        Decision.objects.filter(
            state="decided", category__isnull=False, decided_at__gte=timezone.now() - WINDOW
        )
        .annotate(corrected=Exists(corrected))
        .values("category")
        .annotate(n=Count("id"), wrong=Count("id", filter=Q(corrected=True)))
    )
    return {row["category"]: {"decisions": row["n"], "corrected": row["wrong"]} for row in rows}
