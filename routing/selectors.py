"""Reading decisions and corrections for pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, F
from django.utils import timezone

from routing.models import Correction, Decision
from support.models import Category

WINDOW = timedelta(days=30)


def routing_counts(categories: Iterable[Category]) -> dict[int, dict[str, int]]:
    """Per category over the last 30 days: decisions that put a ticket there, and how many were corrected."""
    recent = Decision.objects.filter(
        state="decided", category__in=categories, decided_at__gte=timezone.now() - WINDOW
    )
    # From the corrections, which are few, and not by asking of each decision whether it has one.
    wrong = (
        Correction.objects.filter(decision__in=recent, undone_at=None)
        .exclude(from_category=F("to_category"))
        .order_by()
        .values_list("decision__category")
        .annotate(n=Count("decision", distinct=True))
    )
    corrected = dict(wrong)
    decided = recent.order_by().values_list("category").annotate(n=Count("*"))
    return {category: {"decisions": n, "corrected": corrected.get(category, 0)} for category, n in decided}
