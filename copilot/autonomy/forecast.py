"""When a category could be ready, from how fast verdicts arrive. Pure; every figure says what it assumes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from copilot.autonomy.intervals import binomial_tail
from copilot.autonomy.missing import Missing

# Four whole weeks, so that weekends weigh as they do.
WINDOW_DAYS = 28
FARTHEST = 730  # days; beyond that a forecast is no help


@dataclass(frozen=True)
class Volume:
    """How many verdicts came in the last 28 days."""

    count: int
    days: int = WINDOW_DAYS

    @property
    def per_day(self) -> float:
        return self.count / self.days


@dataclass(frozen=True)
class Forecast:
    """Days until the missing verdicts have come at this volume, or None; and the sentence for the screen.

    `chance` is the chance that the missing verdicts hold no more slips than allowed if the rate stays what it
    was: P(X ≤ slips) for X binomial (more, rate). None while nothing was reviewed.
    """

    days: int | None
    sentence: str
    chance: float | None = None


def forecast(missing: Missing, volume: Volume, rate: float | None = None) -> Forecast:
    """How long the missing verdicts take at this volume."""
    if not missing.more:
        return Forecast(0, "enough already")
    if not volume.count:
        return Forecast(None, f"no forecast: nothing was reviewed in the last {volume.days} days")
    days = ceil(missing.more / volume.per_day)
    chance = None if rate is None else 1 - binomial_tail(missing.slips + 1, missing.more, rate)
    if days > FARTHEST:
        return Forecast(None, f"more than {FARTHEST // 365} years at this volume", chance)
    return Forecast(days, f"about {days} day{'s' if days != 1 else ''} at this volume", chance)


def assumption(volume: Volume) -> str:
    """What the forecast rests on."""
    return (
        f"Assumes as many reviewed drafts a day as in the last {volume.days} days"
        f" ({volume.per_day:.1f} a day, n = {volume.count}), and no more unacceptable ones than allowed."
    )
