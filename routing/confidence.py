"""How far a probability can be trusted: calibrating it, measuring that, and choosing what to answer.

Pure functions over arrays and tuples; nothing here knows a model, a ticket or a database.

A "confidence" is the probability in 0..1 that a router gives its own answer, "correct" whether the answer was
right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Path = tuple[str, ...]

ISOTONIC_FROM = 1000
"""Labels from which isotonic regression is steadier than one temperature; below it overfits (folklore
value).
"""
BINS = 10
SMALL = 1e-12


def softmax(scores: ArrayLike, temperature: float = 1.0) -> Floats:
    """Rows of scores as probabilities; a temperature above 1 makes them more even."""
    scaled = np.asarray(scores, dtype=np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def log_loss(probabilities: Floats, truth: NDArray[np.intp]) -> float:
    """Mean negative log probability of the true column, in nats."""
    given = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(given, SMALL)).mean())


def fit_temperature(scores: ArrayLike, truth: ArrayLike) -> float:
    """The temperature, in 0.01..100, which makes held-out scores most likely (Guo et al. 2017).

    `truth` holds the column of the right label in each row. Raises ValueError without rows.
    """
    from scipy.optimize import minimize_scalar  # training needs it, pages that show figures do not

    rows, columns = np.asarray(scores, dtype=np.float64), np.asarray(truth, dtype=np.intp)
    if not len(columns):
        raise ValueError("a temperature needs at least one held-out row")
    found = minimize_scalar(
        lambda power: log_loss(softmax(rows, math.exp(power)), columns),
        bounds=(math.log(0.01), math.log(100)),
        method="bounded",
    )
    return math.exp(found.x)


@dataclass(frozen=True)
class Curve:
    """A rising line through points, held level beyond the ends: how a raw confidence is to be read."""

    raw: tuple[float, ...]
    calibrated: tuple[float, ...]

    def __call__(self, confidence: ArrayLike) -> Floats:
        read = np.interp(np.asarray(confidence, dtype=np.float64), self.raw, self.calibrated)
        return np.asarray(read, dtype=np.float64)


IDENTITY = Curve((0.0, 1.0), (0.0, 1.0))


def fit_curve(confidence: ArrayLike, correct: ArrayLike) -> Curve:
    """Isotonic reading of held-out confidences; the confidences as they are below ISOTONIC_FROM rows.

    Each level stretch is drawn through its middle (centred isotonic regression, Oron and Flournoy 2017), so
    that different confidences stay different. The rule of succession keeps every reading away from certainty.
    """
    from sklearn.isotonic import IsotonicRegression  # as above

    values, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if len(values) < ISOTONIC_FROM:
        return IDENTITY
    edge = 1 / (len(values) + 2)
    fitted = IsotonicRegression(y_min=edge, y_max=1 - edge).fit_transform(values, right)
    levels, group, sizes = np.unique(fitted, return_inverse=True, return_counts=True)
    middles = np.bincount(group, weights=values) / sizes
    return Curve((0.0, *middles.tolist(), 1.0), (edge, *levels.tolist(), 1 - edge))


def brier(confidence: ArrayLike, correct: ArrayLike) -> float:
    """Mean squared distance between confidence and being right, in 0..1 (Brier 1950)."""
    return float(np.mean((np.asarray(confidence, dtype=float) - np.asarray(correct, dtype=float)) ** 2))


def ece(confidence: ArrayLike, correct: ArrayLike) -> float:
    """Expected calibration error in 0..1 over ten equal bins (Naeini et al. 2015).

    The gap between mean confidence and share right in each bin, weighted by the bin's rows. Raises ValueError
    without rows. Even a perfect router scores above nought: compare with `null_ece`.
    """
    values, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    if not len(values):
        raise ValueError("a calibration error needs at least one row")
    gaps = np.bincount(_bins(values), weights=values - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(values))


def _bins(values: Floats) -> NDArray[np.intp]:
    return np.minimum((values * BINS).astype(np.intp), BINS - 1)


def null_ece(confidence: ArrayLike, *, runs: int = 200, seed: int = 0) -> float:
    """The ECE that a perfectly calibrated router with these confidences would show by chance, on average.

    Simulated with a fixed seed: each row is right with exactly its confidence. Repeats are answered from a
    cache.
    """
    values = np.asarray(confidence, dtype=np.float64)
    if not len(values):
        raise ValueError("a calibration error needs at least one row")
    return _null_ece(np.sort(values).tobytes(), runs, seed)


@lru_cache(maxsize=64)
def _null_ece(raw: bytes, runs: int, seed: int) -> float:
    values = np.frombuffer(raw, dtype=np.float64)
    chance = np.random.default_rng(seed)
    return float(np.mean([ece(values, chance.random(len(values)) < values) for _ in range(runs)]))


def lower_bound(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Floats:
    """One-sided lower confidence bound of a share, in 0..1 (Wilson 1927); nought where n is nought."""
    hits, rows = np.asarray(right, dtype=np.float64), np.asarray(n, dtype=np.float64)
    z = NormalDist().inv_cdf(level)
    safe = np.maximum(rows, 1)
    share = hits / safe
    spread = z * np.sqrt(share * (1 - share) / safe + z * z / (4 * safe * safe))
    bound = (share + z * z / (2 * safe) - spread) / (1 + z * z / safe)
    return np.asarray(np.where(rows > 0, np.maximum(bound, 0), 0))


def interval(right: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Two-sided confidence interval of a share, in 0..1 (Wilson 1927); (0, 1) where n is nought.

    Counts may be fractions, as effective counts of weighted rows are.
    """
    one_sided = (1 + level) / 2
    low, high = lower_bound([right, n - right], [n, n], one_sided)
    return float(low), float(1 - high)


def threshold_for(
    confidence: ArrayLike, correct: ArrayLike, precision: float, level: float = 0.95
) -> float | None:
    """The lowest confidence at which answers can be promised to be right with `precision`; None if none can.

    The promise is the lower bound of the share right among the rows at or above the threshold: choose it on
    rows the model has not learned from. The plain share promises up to a point too much.
    """
    values, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    order = np.argsort(-values, kind="stable")
    values, hits = values[order], np.cumsum(right[order])
    bounds = lower_bound(hits, np.arange(1, len(values) + 1), level)
    last_of_equals = np.append(values[1:] != values[:-1], True) if len(values) else np.array([], dtype=bool)
    good = np.flatnonzero((bounds >= precision) & last_of_equals)
    return float(values[good[-1]]) if len(good) else None


def coverage(confidence: ArrayLike, threshold: float | None) -> float | None:
    """Share of rows at or above the threshold; None where no threshold could be chosen."""
    values = np.asarray(confidence, dtype=np.float64)
    return None if threshold is None or not len(values) else float(np.mean(values >= threshold))


def coverage_at(confidence: ArrayLike, correct: ArrayLike, precision: float) -> float | None:
    """Share of these rows that can be answered with `precision` promised by a lower confidence bound."""
    return coverage(confidence, threshold_for(confidence, correct, precision))


def risk_coverage(
    confidence: ArrayLike,
    correct: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    points: int = 50,
) -> list[tuple[float, float, float]]:
    """(coverage, risk, confidence) as ever less sure rows are answered (El-Yaniv and Wiener 2010).

    Coverage is the share of all rows answered at or above the confidence, risk the share wrong among them,
    both weighted. A negative confidence says never answered: it counts among all rows only. Rows of equal
    confidence are answered together. At most `points` points, the last always among them.
    """
    values, right = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    weight = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not len(values):
        return []
    order = np.argsort(-values, kind="stable")
    order = order[values[order] >= 0]
    answered, wrong = np.cumsum(weight[order]), np.cumsum(weight[order] * (1 - right[order]))
    ends = np.flatnonzero(np.append(values[order][1:] != values[order][:-1], True)) if len(order) else order
    shown = ends[np.unique(np.linspace(0, len(ends) - 1, min(points, len(ends))).astype(int))]
    return [
        (
            float(answered[place] / weight.sum()),
            float(wrong[place] / answered[place]),
            float(values[order][place]),
        )
        for place in shown
    ]


def quantile_threshold(scores: ArrayLike, keep: float) -> float:
    """The highest score such that at least `keep` of the rows score at or below it. Raises ValueError
    without rows.
    """
    values = np.sort(np.asarray(scores, dtype=np.float64))
    if not len(values):
        raise ValueError("a threshold needs at least one row")
    return float(values[min(len(values), math.ceil(keep * len(values))) - 1])


# Hierarchical back-off. Answer with the deepest node, on the way up from the likeliest leaf, whose subtree
# holds enough probability. Raising the bar only moves the answer up, so the answers are nested and split
# conformal prediction (Vovk et al. 2005) applies: the answer holds the true leaf with probability at least 1
# - alpha.

NOWHERE: Path = ()
"""The answer above every root: leave it to a person."""


def subtree_mass(probabilities: Mapping[str, float], paths: Mapping[str, Path], node: Path) -> float:
    """Probability of all leaves at or below a node, given as its path from the root."""
    if node == NOWHERE:
        return 1.0
    return sum(p for leaf, p in probabilities.items() if paths[leaf][: len(node)] == node)


def climb(probabilities: Mapping[str, float], paths: Mapping[str, Path]) -> list[tuple[Path, float]]:
    """The nodes from the likeliest leaf up to NOWHERE, each with its mass; equal leaves go by name.

    Masses never fall on the way up, whatever rounding does. Raises ValueError without probabilities, KeyError
    for a leaf without a path.
    """
    if not probabilities:
        raise ValueError("there is no leaf to start from")
    leaf = min(probabilities, key=lambda name: (-probabilities[name], name))
    steps: list[tuple[Path, float]] = []
    for depth in range(len(paths[leaf]), -1, -1):
        node = paths[leaf][:depth]
        mass = subtree_mass(probabilities, paths, node)
        steps.append((node, max([mass, *(m for _, m in steps[-1:])])))
    return steps


def back_off(probabilities: Mapping[str, float], paths: Mapping[str, Path], bar: float) -> Path:
    """The deepest node on the climb whose mass reaches the bar; NOWHERE when only everything does."""
    return next((node for node, mass in climb(probabilities, paths) if mass >= bar), NOWHERE)


def conformal_score(probabilities: Mapping[str, float], paths: Mapping[str, Path], truth: str) -> float:
    """The least bar at which the answer contains the true leaf: nought when the likeliest leaf is right.

    To be answered by an ancestor, the bar must exceed the mass of the node below it.
    """
    below = -math.inf
    for node, mass in climb(probabilities, paths):
        if paths[truth][: len(node)] == node:
            return 0.0 if below == -math.inf else float(np.nextafter(below, math.inf))
        below = mass
    raise AssertionError("NOWHERE contains every leaf")


def conformal_bar(scores: Sequence[float], alpha: float = 0.05) -> float:
    """The ceil((n + 1)(1 - alpha))-th smallest score; infinite (always a person) when n is too small for it.

    Use at least 500 fresh scores: with 200 the coverage of one draw still wanders by two or three points. The
    promise is over all tickets together, not for each category.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, not {alpha}")
    rank = math.ceil((len(scores) + 1) * (1 - alpha))
    return math.inf if rank > len(scores) else sorted(scores)[rank - 1]
