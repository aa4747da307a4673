"""The same figures as files: rows for CSV, a column for each number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from copilot.autonomy import curves, evidence, story
from copilot.autonomy import readiness as ready
from copilot.models import Resolution
from support.models import Category

READINESS = (
    *("category", "name", "level", "paused", "tickets_30_days", "reviewed", "unacceptable", "tolerated"),
    *(
        "rate_low",
        "rate_high",
        "e_value",
        "edit_distance",
        "left_out",
        "simulated",
        "missing",
        "owner",
        "deputy",
    ),
)
EVIDENCE = ("source", "day", "reviewed", "unacceptable", "e_value", "rate_low", "rate_high")
RESOLUTIONS = ("category", "level", "arm", "state", "tickets", "judged", "came_back")


def readiness() -> Iterator[dict[str, Any]]:
    """A row a category."""
    for row in ready.rows():
        low, high = row.interval
        category = row.category
        yield {
            "category": category.key,
            "name": category.name,
            "level": row.level,
            "paused": row.paused is not None,
            "tickets_30_days": row.tickets,
            "reviewed": row.tally.n,
            "unacceptable": row.tally.unacceptable,
            "tolerated": row.tau,
            "rate_low": low,
            "rate_high": high,
            "e_value": row.e_value,
            "edit_distance": row.eer_mean,
            "left_out": row.counts.excluded,
            "simulated": row.counts.simulated,
            "missing": row.missing,
            "owner": category.owner.name if category.owner else "",
            "deputy": category.deputy.name if category.deputy else "",
        }


def evidence_by_day(category: Category) -> Iterator[dict[str, Any]]:
    """Edits and audits of the version that counts, added up day by day."""
    seen, tau = story.versions_of(category), ready.rows([category])[0].tau
    streams = {
        "edits": story.edits_by_day(category, seen),
        "audits": story.days(category, seen.current, evidence.AUDITS, seen.since),
    }
    for source, days in streams.items():
        for point in curves.cumulated(days, tau):
            yield {
                "source": source,
                "day": point.day,
                "reviewed": point.n,
                "unacceptable": point.unacceptable,
                "e_value": point.e_value,
                "rate_low": point.low,
                "rate_high": point.high,
            }


def resolutions() -> Iterator[dict[str, Any]]:
    """How many tickets each category's draw put where, and what became of them."""
    groups = ("category__key", "level", "arm", "state")
    judged = Count("pk", filter=Q(recontact__isnull=False))
    rows = Resolution.objects.order_by(*groups).values(*groups)
    for row in rows.annotate(
        tickets=Count("pk"), judged=judged, came_back=Count("pk", filter=Q(recontact=True))
    ):
        yield {"category": row.pop("category__key"), **row, "arm": row["arm"] or "not eligible"}
