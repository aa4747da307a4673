"""What the charts of a category show, from daily tallies and verdicts. Pure; each curve keeps its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from copilot.autonomy import charts
from copilot.autonomy.charts import Band, Chart, Scale, Series
from copilot.autonomy.detector import AMBER, CLEAR, RED, Detector
from copilot.autonomy.eprocess import Tally

EVIDENCE = Scale(0.01, 1_000.0, ((1.0, "1"),), logarithmic=True)
DETECTOR = Scale(1.0, 1_000.0, ((1.0, "1"),), logarithmic=True)
# The rate axis ends at the first of these that holds the band's last upper end and the line.
TOPS = (0.10, 0.20, 0.50, 1.0)


@dataclass(frozen=True)
class Day:
    """Verdicts of one day: how many, and how many of them unacceptable."""

    day: date
    n: int
    unacceptable: int


@dataclass(frozen=True)
class Reset:
    """Evidence began anew on this day, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Point:
    """The evidence after one day."""

    day: date
    n: int
    unacceptable: int
    e_value: float
    low: float
    high: float


@dataclass(frozen=True)
class Grown:
    """A chart and the rows of its tables."""

    chart: Chart
    edits: list[Point]
    audits: list[Point]
    resets: list[Reset]


def cumulated(days: Iterable[Day], tau: float) -> list[Point]:
    """Tally, evidence and interval after each day."""
    points, n, bad = [], 0, 0
    for day in days:
        n, bad = n + day.n, bad + day.unacceptable
        tally = Tally(n, bad)
        points.append(Point(day.day, n, bad, tally.e_value(tau), *tally.interval()))
    return points


def evidence(
    edits: Sequence[Day],
    audits: Sequence[Day],
    tau: float,
    *,
    before: Sequence[Sequence[Day]] = (),
    resets: Sequence[Reset] = (),
) -> Grown | None:
    """E of the edits (solid) and of the audits (dashed), and E of the edits of earlier versions (faint).

    None when there is nothing to draw.
    """
    grown, audited = cumulated(edits, tau), cumulated(audits, tau)
    older = [cumulated(days, tau) for days in before]
    shown = [*grown, *audited, *(point for points in older for point in points)]
    if not shown:
        return None
    x = charts.days(min(point.day for point in shown), max(point.day for point in shown))
    series = [Series("an earlier version", _e(points), "line-ink faint") for points in older]
    series += [Series("audits", _e(audited), "line-ink dashed"), Series("edits", _e(grown), "line-ink")]
    chart = charts.draw(
        f"Evidence by day on a logarithmic scale: {_said('edits', grown)}, {_said('audits', audited)}",
        x,
        EVIDENCE,
        series=series,
        rules=[(20.0, "20", "threshold"), (100.0, "100", "threshold")],
        marks=[(float(reset.day.toordinal()), reset.why) for reset in resets],
    )
    return Grown(chart, grown, audited, list(resets))


def _e(points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(float(point.day.toordinal()), point.e_value) for point in points]


def _said(name: str, points: Sequence[Point]) -> str:
    if not points:
        return f"no {name} yet"
    return f"{name} {points[-1].e_value:.3g} after {points[-1].n} verdicts"


def rate_band(points: Sequence[Point], tau: float) -> Chart | None:
    """The unacceptable rate with its confidence sequence over time, against the line."""
    if not points:
        return None
    last = points[-1]
    top = next(top for top in TOPS if top >= min(1.0, max(last.high, 1.5 * tau)))
    shown = [(float(point.day.toordinal()), point) for point in points]
    return charts.draw(
        f"Rate of unacceptable drafts: {last.unacceptable / last.n:.1%}, between {last.low:.1%}"
        f" and {last.high:.1%} after {last.n} verdicts; the line is at {tau:.0%}",
        charts.days(points[0].day, last.day),
        Scale(0.0, top, ((0.0, "0 %"), (top, f"{top:.0%}".replace("%", " %")))),
        bands=[Band("between", [(x, point.low, point.high) for x, point in shown], "band-ink")],
        series=[Series("rate", [(x, point.unacceptable / point.n) for x, point in shown], "line-ink")],
        rules=[(tau, f"{tau:.0%}".replace("%", " %"), "threshold")],
    )


@dataclass(frozen=True)
class Watched:
    """The detector after each verdict, and the moments at which its light changed."""

    chart: Chart
    n: int
    level: float
    light: str
    changes: Sequence[tuple[int, date, float, str]]  # (number of the verdict, day, SR, light)


def detector(verdicts: Sequence[tuple[date, bool]], tau: float) -> Watched | None:
    """SR in arrival order since the promotion, with amber at 100, red at 500 and clear at 30."""
    if not verdicts:
        return None
    state, points, changes = Detector(tau), [], []
    for number, (day, bad) in enumerate(verdicts, 1):
        before, state = state.light, state.update(bad)
        points.append((float(number), state.level))
        if state.light != before:
            changes.append((number, day, state.level, state.light))
    chart = charts.draw(
        f"Detector on a logarithmic scale: {state.level:.3g} after {len(points)} verdicts, {state.light}",
        charts.counts(len(points)),
        DETECTOR,
        series=[Series("SR", points, "line-ink")],
        rules=[(CLEAR, "30", "grid"), (AMBER, "100", "threshold amber"), (RED, "500", "threshold red")],
    )
    return Watched(chart, len(points), state.level, state.light, changes)
