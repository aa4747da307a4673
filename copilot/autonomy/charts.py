"""Charts as plain numbers for an SVG template; every chart has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from copilot.autonomy.readiness import Point

WIDTH, HEIGHT = 640.0, 220.0
LEFT, BOTTOM, TOP = 44.0, 26.0, 10.0
# Evidence spans orders of magnitude; the lines that decide are drawn at 20 and 100.
LINES = (1, 20, 100)
LOWEST, HIGHEST = -2.0, 4.0


@dataclass(frozen=True)
class Chart:
    """Ready for the template: a path's points, horizontal lines with labels, and the table's rows."""

    width: float
    height: float
    points: str
    lines: list[tuple[float, str]]
    rows: Sequence[Point]


def evidence_chart(points: Sequence[Point]) -> Chart | None:
    """The E-value by day on a log scale, cut at 0.01 and 10,000. None when there is nothing to draw."""
    if not points:
        return None
    step = (WIDTH - LEFT) / max(1, len(points) - 1)
    line = " ".join(
        f"{LEFT + number * step:.1f},{_y(point.e_value):.1f}" for number, point in enumerate(points)
    )
    return Chart(WIDTH, HEIGHT, line, [(round(_y(value), 1), str(value)) for value in LINES], points)


def _y(e_value: float) -> float:
    share = (min(max(log10(max(e_value, 1e-9)), LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)
