"""The surprise of a category, session after session: numbers for its page, and where a line is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from copilot.calibration import state
from copilot.calibration.state import FINE, Reviewed
from copilot.calibration.surprise import Point, points
from support.models import Category

WIDTH, HEIGHT = 640.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 10.0, 24.0


@dataclass(frozen=True)
class Mark:
    """One closed session in a category's history. `reset` says that counting begins anew with it."""

    session: int
    at: datetime
    read: int
    new: int  # failure modes nobody had seen since the reset
    point: Point
    reset: bool
    counts: bool  # of the present version and after the last red
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Curve:
    """A category's calibration: the marks of all its sessions, and where it stands."""

    category: Category
    marks: tuple[Mark, ...]
    limit: float
    complete: bool

    @property
    def now(self) -> Point:
        counted = [mark for mark in self.marks if mark.counts]
        return counted[-1].point if counted else Point(0, 0, 0)

    @property
    def days_since_new(self) -> int | None:
        """Days since a session last showed a new mode; None when none did in what counts."""
        new = [mark.at for mark in self.marks if mark.counts and mark.new]
        return (timezone.now() - new[-1]).days if new else None

    @property
    def limit_y(self) -> float:
        return _y(self.limit)

    @property
    def lines(self) -> list[str]:
        """A polyline for each stretch between resets."""
        stretches: list[list[str]] = []
        for mark in self.marks:
            if mark.reset or not stretches:
                stretches.append([])
            stretches[-1].append(f"{mark.x:.1f},{mark.y:.1f}")
        return [" ".join(stretch) for stretch in stretches]


def curve(category: Category) -> Curve:
    return curves([category])[0]


def curves(categories: Sequence[Category]) -> list[Curve]:
    """The curve of each, in a few queries whatever their number."""
    everything, counting = state.reviewed(categories), state.counting(categories)
    done = state.complete_categories(categories)
    found = []
    for category in categories:
        counted = {(each.session, each.version_key) for each in counting.get(category.pk, [])}
        marks = _marks(everything.get(category.pk, []), counted)
        found.append(Curve(category, marks, state.limit_of(category), category.pk in done))
    return found


def _marks(sessions: Sequence[Reviewed], counted: set[tuple[int, str]]) -> tuple[Mark, ...]:
    """Counting begins anew where the version changes, and where what counts begins (after a red)."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(sessions) - 1)
    marks: list[Mark] = []
    for _, stretch in groupby(
        sessions, lambda each: (each.version_key, (each.session, each.version_key) in counted)
    ):
        run = list(stretch)
        seen: set[Hashable] = set()
        for number, (each, point) in enumerate(zip(run, points(each.drafts for each in run), strict=True)):
            shown = {pair for draft in each.drafts for pair in draft if _failure(pair)}
            at = len(marks)
            marks.append(
                Mark(
                    session=each.session,
                    at=each.closed_at,
                    read=len(each.drafts),
                    new=len(shown - seen),
                    point=point,
                    reset=number == 0 and at > 0,
                    counts=(each.session, each.version_key) in counted,
                    x=round(LEFT + at * step, 1),
                    y=_y(point.bound),
                )
            )
            seen |= shown
    return tuple(marks)


def _failure(pair: Hashable) -> bool:
    return isinstance(pair, tuple) and pair[1] != FINE


def _y(bound: float) -> float:
    """On a scale that ends at 50 %: above that, nothing is known yet."""
    share = min(bound, 0.5) / 0.5
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)
