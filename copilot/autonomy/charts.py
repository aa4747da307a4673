"""Charts as plain numbers for one SVG template. Pure; the table beside each chart is its caller's.

A chart is lines and bands over a common horizontal scale, rules across it (the thresholds), and marks down it
(resets). What lies outside a scale is drawn at its edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log10

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 8.0, 12.0, 24.0
MOST_POINTS = 400

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """From a value to a share of the axis, 0 to 1, cut at both ends; with the values to be named."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where the value stands between low (0) and high (1)."""
        shape: Callable[[float], float] = log10 if self.logarithmic else float
        value = min(max(value, self.low), self.high)
        return (shape(value) - shape(self.low)) / (shape(self.high) - shape(self.low))


@dataclass(frozen=True)
class Series:
    """A line with its name; `css` are classes of docs/look.md."""

    name: str
    points: Sequence[Point]
    css: str = "line-ink"


@dataclass(frozen=True)
class Band:
    """The area between a lower and an upper line over the same places."""

    name: str
    points: Sequence[tuple[float, float, float]]  # (x, low, high)
    css: str = "band-machine"


@dataclass(frozen=True)
class Chart:
    """Ready for templates/copilot/readiness/_chart.html. Positions are SVG units from the top left."""

    text: str
    lines: list[tuple[str, str]]  # (classes, points)
    dots: list[tuple[str, float, float]]  # lines of one point
    bands: list[tuple[str, str]]
    rules: list[tuple[float, str, str]]  # (y, label, classes)
    marks: list[tuple[float, str]]
    across: list[tuple[float, str, str]]  # (x, label, anchor)
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    floor: float = HEIGHT - BOTTOM


def draw(
    text: str,
    x: Scale,
    y: Scale,
    *,
    series: Iterable[Series] = (),
    bands: Iterable[Band] = (),
    rules: Iterable[tuple[float, str, str]] = (),
    marks: Iterable[tuple[float, str]] = (),
) -> Chart:
    """Place everything. `text` says in words what the picture shows."""
    full, single = [], []
    for line in series:
        placed = [(_x(x, at), _y(y, value)) for at, value in thinned(line.points)]
        if len(placed) == 1:
            single.append((line.css, *placed[0]))
        elif placed:
            full.append((line.css, _joined(placed)))
    areas = []
    for band in bands:
        upper = [(_x(x, at), _y(y, high)) for at, _, high in band.points]
        lower = [(_x(x, at), _y(y, low)) for at, low, _ in reversed(band.points)]
        areas.append((band.css, _joined([*upper, *lower])))
    ticks = [(_y(y, value), label, "grid") for value, label in y.ticks]
    return Chart(
        text,
        full,
        single,
        areas,
        [*ticks, *((_y(y, value), label, css) for value, label, css in rules)],
        [(_x(x, at), label) for at, label in marks],
        [(_x(x, at), label, _anchor(x, at)) for at, label in x.ticks],
    )


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most about 400 points: of each stretch its highest, so that no alarm disappears; the last stays."""
    if len(points) <= MOST_POINTS:
        return list(points)
    size = -(-len(points) // MOST_POINTS)
    stretches = [points[start : start + size] for start in range(0, len(points), size)]
    return [max(stretch, key=lambda point: point[1]) for stretch in stretches[:-1]] + [points[-1]]


def days(first: date, last: date) -> Scale:
    """A horizontal scale of days; a single day gets one beside it, so that there is a scale at all."""
    last = max(last, first + timedelta(days=1))
    middle = first + (last - first) / 2
    named = [first, middle, last] if (last - first).days > 8 else [first, last]
    ticks = tuple((float(day.toordinal()), f"{day.day} {day:%b}") for day in named)
    return Scale(float(first.toordinal()), float(last.toordinal()), ticks)


def counts(n: int) -> Scale:
    """A horizontal scale of verdicts in their order of arrival."""
    last = float(max(n, 2))
    return Scale(1.0, last, ((1.0, "1st verdict"), (last, f"{n}th")))


def _x(scale: Scale, value: float) -> float:
    return round(LEFT + scale.share(value) * (WIDTH - LEFT - RIGHT), 1)


def _y(scale: Scale, value: float) -> float:
    return round(HEIGHT - BOTTOM - scale.share(value) * (HEIGHT - BOTTOM - TOP), 1)


def _joined(points: Iterable[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _anchor(scale: Scale, value: float) -> str:
    share = scale.share(value)
    return "start" if share < 0.05 else "end" if share > 0.95 else "middle"
