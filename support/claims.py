"""Claiming a row that is a job: whoever changes it first does the work, everyone else walks away."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Model, Q
from django.utils import timezone

MOST_ATTEMPTS = 3


def claim(model: type[Model], pk: int, *, lease: timedelta) -> bool:
    """Move a row from pending (or a working one whose lease ran out) to working. True for one caller only."""
    now = timezone.now()
    free = Q(state="pending") | Q(state="working", lease_until__lt=now)
    return bool(
        model._default_manager.filter(free, pk=pk).update(
            state="working", lease_until=now + lease, attempts=F("attempts") + 1
        )
    )
