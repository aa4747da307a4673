"""The live taxonomy as the lint reads it: what people wrote in each category, and when it was last used."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Count, Max
from django.utils import timezone

from routing.models import Correction, Decision
from routing.taxonomy.lint import Node
from support.models import Category, CategoryAlias, Ticket

NONE: tuple[int, datetime | None] = (0, None)


def load() -> list[Node]:
    """Every category in five queries, retired ones too. Decisions and corrections into it are its filing."""
    used = {
        category: (count, last)
        for category, count, last in Ticket.objects.exclude(category=None)
        .order_by()
        .values_list("category")
        .annotate(count=Count("pk"), last=Max("created_at"))
    }
    corrected = dict(
        Correction.objects.filter(undone_at=None)
        .order_by()
        .values_list("to_category")
        .annotate(last=Max("at"))
    )
    decided = dict(
        Decision.objects.filter(state="decided", category__isnull=False)
        .order_by()
        .values_list("category")
        .annotate(last=Max("decided_at"))
    )
    aliases = defaultdict(list)
    for category, name in CategoryAlias.objects.values_list("category", "name"):
        aliases[category].append(name)
    return [
        Node(
            id=category.pk,
            parent=category.parent_id,
            name=category.name,
            description=category.description,
            updated=timezone.localdate(category.edited_at),
            last_ticket=_latest(used.get(category.pk, NONE)[1]),
            tickets=used.get(category.pk, NONE)[0],
            active=category.retired_at is None,
            aliases=tuple(aliases[category.pk]),
            last_filed=_latest(decided.get(category.pk), corrected.get(category.pk)),
        )
        for category in Category.objects.order_by("pk")
    ]


def _latest(*moments: datetime | None) -> date | None:
    known = [moment for moment in moments if moment is not None]
    return timezone.localdate(max(known)) if known else None
