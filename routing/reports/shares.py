"""Shares with their uncertainty, and how far two people agree. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from routing.confidence import interval


@dataclass(frozen=True)
class Share:
    """A share in 0..1 with its 95 % interval; None when nothing was counted."""

    point: float | None
    low: float
    high: float
    n: int


def plain(right: int, n: int) -> Share:
    """With Wilson's interval."""
    return Share(right / n if n else None, *interval(right, n), n)


def weighted(rows: Iterable[tuple[bool, float]]) -> Share:
    """The share right among (right, propensity) rows that were drawn with different chances.

    Each row counts by one over its chance, and the sum is divided by the sum of those weights (Hájek's form
    of the Horvitz-Thompson estimate); with equal chances it is the plain share. The interval is Wilson's for
    Kish's effective number of rows, (Σw)² / Σw². Raises ValueError for a chance of nought.
    """
    kept = list(rows)
    if any(chance <= 0 for _, chance in kept):
        raise ValueError("what was drawn had a chance above nought")
    total = sum(1 / chance for _, chance in kept)
    if not kept:
        return plain(0, 0)
    share = sum(1 / chance for right, chance in kept if right) / total
    effective = total**2 / sum(1 / chance**2 for _, chance in kept)
    return Share(share, *interval(share * effective, effective), len(kept))


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa: 1 for full agreement, 0 for what chance would give; None where it is undefined."""

    n: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """κ = (p - e) / (1 - e) for agreement p and chance agreement e of the two columns (Cohen 1960).

    The interval holds e fixed as Cohen's own does, but takes Wilson's for p: his is of width nought where all
    agree. Undefined when chance alone gives full agreement.
    """
    n, agreed = len(pairs), sum(first == second for first, second in pairs)
    if not n:
        return Agreement(0, 0, None, None, None)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(first[label] * second[label] for label in first) / n**2
    if chance >= 1:
        return Agreement(n, agreed, None, None, None)
    kappa, low, high = ((p - chance) / (1 - chance) for p in (agreed / n, *interval(agreed, n)))
    return Agreement(n, agreed, kappa, low, high)
