"""What the live desk has seen of its categories lately, read for the lint.

Real and simulated tickets are never counted together: a demo counts its own, every other desk the real ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Left, RowNumber
from django.utils import timezone

from routing.importing import REASON
from routing.models import Correction
from routing.taxonomy.lint.signals import DAYS, LookAlike, Signals
from support.models import Category, Message, Ticket

# Texts read at once, each so far: what bounds the memory of a tree with thousands of leaves.
MOST_TEXTS = 20_000
CHARACTERS_READ = 2_000


def read() -> Signals:
    since = timezone.now() - timedelta(days=DAYS)
    tickets = Ticket.objects.filter(
        simulated=settings.DEMO, created_at__gte=since, category__retired_at=None, category__isnull=False
    )
    filed = tickets.order_by().values_list("category").annotate(n=Count("pk"))
    owned = Category.objects.filter(Q(owner__isnull=False) | Q(deputy__isnull=False))
    return Signals(
        corrections=_moved(since),
        filed=dict(filed),
        alike=_alike(tickets),
        owned=frozenset(owned.values_list("pk", flat=True)),
    )


def _moved(since: datetime) -> dict[tuple[int | str, int | str], int]:
    """(from, to) → tickets that people moved; what was undone, confirmed or imported is none of it."""
    moves = (
        Correction.objects.filter(undone_at=None, at__gte=since, ticket__simulated=settings.DEMO)
        .exclude(Q(from_category=None) | Q(from_category=F("to_category")) | Q(reason=REASON))
        .order_by()
        .values_list("from_category", "to_category", "ticket")
        .distinct()
    )
    return dict(Counter((source, target) for source, target, _ in moves.iterator()))


def _alike(tickets: QuerySet[Ticket]) -> dict[frozenset[int | str], LookAlike]:
    from routing.taxonomy.look_alikes import MOST, look_alikes  # scikit-learn: for the worker that computes

    newest = tickets.annotate(rank=Window(RowNumber(), partition_by="category", order_by=F("id").desc()))
    rows = list(
        newest.filter(rank__lte=MOST).order_by("-id").values_list("id", "category", "subject")[:MOST_TEXTS]
    )
    opening = dict(
        Message.objects.filter(ticket_id__in=[number for number, *_ in rows], kind=Message.Kind.INBOUND)
        .order_by("ticket_id", "id")
        .distinct("ticket_id")
        .values_list("ticket_id", Left("body", CHARACTERS_READ))
    )
    texts: dict[int | str, list[str]] = defaultdict(list)
    for number, category, subject in rows:
        texts[category].append(f"{subject}\n{opening.get(number, '')}")
    return look_alikes(texts)
