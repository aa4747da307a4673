"""Reading decisions and corrections for pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone

from routing.models import Correction, Decision, Rule
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


def overrides() -> QuerySet[Correction]:
    """Corrections of what a rule had decided."""
    return Correction.objects.filter(decision__rule__isnull=False, undone_at=None).exclude(
        from_category=F("to_category")
    )


def override_counts(rules: Iterable[Rule]) -> dict[int, int]:
    """Per rule, how many of its decisions people corrected."""
    counted = overrides().filter(decision__rule__in=rules).order_by().values_list("decision__rule")
    return dict(counted.annotate(n=Count("decision", distinct=True)))


def decided_by(
    rule: Rule, *, overridden: bool = False, most: int
) -> list[tuple[Decision, Correction | None]]:
    """The rule's newest decisions, each with the correction that overrode it; or only the overridden."""
    found = Decision.objects.filter(rule=rule, state="decided").select_related("ticket__category")
    if overridden:
        found = found.filter(Exists(overrides().filter(decision=OuterRef("pk"))))
    decisions = list(found.order_by("-id")[:most])
    told = overrides().filter(decision__in=decisions).select_related("to_category", "by").order_by("-id")
    first = {correction.decision_id: correction for correction in told}  # the oldest: the next ones follow it
    return [(decision, first.get(decision.pk)) for decision in decisions]
