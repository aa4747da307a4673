"""Reading decisions and corrections for pages."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from routing.models import Correction, Decision

WINDOW = timedelta(days=30)


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
