"""The risk-coverage chart as numbers for an SVG template, and what a promise was worth. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.confidence import ece, null_ece, risk_coverage
from routing.reports.confusion import Judged
from routing.reports.shares import Share, weighted

WIDTH, HEIGHT = 640.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 8.0, 10.0, 34.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
# The scale of the error axis ends at the first of these that holds everything.
TOPS = (0.1, 0.2, 0.5, 1.0)

Point = tuple[float, float, float]  # coverage, risk, confidence


@dataclass(frozen=True)
class Chart:
    """Ready for the template; every curve's points are also its table's rows."""

    width: float
    height: float
    left: float
    floor: float
    held_out: str
    audited: str
    allowed: float  # the height of the error that the promised precision allows
    across: list[tuple[float, float]]  # (x, coverage)
    up: list[tuple[float, float]]  # (y, risk)


def chart(held_out: Sequence[Point], audited: Sequence[Point], precision: float) -> Chart | None:
    """None when there is no curve."""
    if not held_out and not audited:
        return None
    highest = max(risk for _, risk, _ in [*held_out, *audited])
    top = next(limit for limit in TOPS if highest <= limit + 1e-9)

    def x(coverage: float) -> float:
        return round(LEFT + coverage * (WIDTH - LEFT - RIGHT), 1)

    def y(risk: float) -> float:
        return round(HEIGHT - BOTTOM - risk / top * (HEIGHT - BOTTOM - TOP), 1)

    def line(points: Sequence[Point]) -> str:
        return " ".join(f"{x(coverage)},{y(risk)}" for coverage, risk, _ in points)

    return Chart(
        WIDTH,
        HEIGHT,
        LEFT,
        HEIGHT - BOTTOM,
        line(held_out),
        line(audited),
        y(min(1 - precision, top)),
        [(x(tick), tick) for tick in TICKS],
        [(y(top * tick), top * tick) for tick in (0.0, 0.5, 1.0)],
    )


def learned_only(rows: Sequence[Judged]) -> list[Judged]:
    """Audited tickets that the learned classifier alone had the word on: no rule, no model's own scale."""
    return [
        row
        for row in rows
        if row.audited and row.path in ("learned", "person") and row.confidence is not None
    ]


def audited_curve(rows: Sequence[Judged]) -> list[Point]:
    """The curve over audited tickets, each counted by one over the chance with which it was drawn."""
    kept = learned_only(rows)
    confidence = [(row.confidence or 0.0) if row.in_scope else -1.0 for row in kept]
    correct = [row.guess is not None and row.guess == row.truth for row in kept]
    return risk_coverage(confidence, correct, [1 / row.chance for row in kept])


@dataclass(frozen=True)
class Promise:
    """One promised precision: what it lets the classifier answer, and what audited tickets say of it."""

    precision: float
    threshold: float | None
    held_out: float | None  # share of held-out labels answered
    answered: Share
    right: Share
    in_use: bool


def promises(
    coverage: dict[str, dict[str, float | None]], rows: Sequence[Judged], used: float
) -> list[Promise]:
    kept = learned_only(rows)
    found = []
    for text, entry in coverage.items():
        bar = entry["from"]
        over = [row.in_scope and bar is not None and (row.confidence or 0) >= bar for row in kept]
        answered = weighted((yes, row.chance) for yes, row in zip(over, kept, strict=True))
        right = weighted(
            (row.guess == row.truth, row.chance) for yes, row in zip(over, kept, strict=True) if yes
        )
        precision = float(text)
        found.append(Promise(precision, bar, entry["share"], answered, right, precision == used))
    return found


@dataclass(frozen=True)
class Calibration:
    """Whether confidence can be taken at its word: the ECE, and what a perfect router shows by chance."""

    error: float
    by_chance: float
    n: int


def calibration(rows: Sequence[Judged]) -> Calibration | None:
    """Over audited tickets that the learned classifier held to be in scope; None without any."""
    kept = [row for row in learned_only(rows) if row.in_scope]
    if not kept:
        return None
    confidence = [row.confidence or 0.0 for row in kept]
    right = [row.guess is not None and row.guess == row.truth for row in kept]
    return Calibration(ece(confidence, right), null_ece(confidence), len(kept))
