"""How long and how dear one call may be, by what it is for. Past the time the next rung answers instead."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings


@dataclass(frozen=True)
class Limit:
    """Bounds of one call: seconds in all, retries included, and US dollars at the worst."""

    seconds: float
    dollars: Decimal


# Nobody should wait for a route as long as for a draft, nor pay as much for it.
SECONDS = {"route": 8.0, "probe": 15.0}
DOLLARS = {"route": Decimal("0.02"), "probe": Decimal("0.02")}
DEAREST_CALL = Decimal("0.25")


def limit_for(purpose: str) -> Limit:
    """The limit of a purpose; never longer than MODEL_TIMEOUT_SECONDS."""
    longest = float(settings.MODEL_TIMEOUT_SECONDS)
    return Limit(min(SECONDS.get(purpose, longest), longest), DOLLARS.get(purpose, DEAREST_CALL))
