"""Is the mix another one than before, or does it only look so? Pure: two lists of kinds in, an answer out.

The distance between two mixes is the square root of their Jensen-Shannon divergence in bits (Lin 1991; that
the root is a metric: Endres and Schindelin 2003): 0 for the same shares, 1 for nothing in common. It is never
nought for two samples of one mix, so chance is asked by permutation: how often would dealing the same tickets
anew to the two windows tell them apart as far? Fixed cut-offs (such as a stability index of 0.25) fire on two
samples of the same mix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Kind = Hashable
SHUFFLES = 999
TINY = 1e-12


@dataclass(frozen=True)
class Change:
    """One kind's share before and now."""

    kind: Kind
    before: int
    now: int
    before_share: float
    now_share: float

    @property
    def by(self) -> float:
        return self.now_share - self.before_share


@dataclass(frozen=True)
class Shift:
    """How far two windows differ, and how often chance alone would make them differ as much."""

    distance: float  # 0 to 1
    chance: float  # a permutation p-value, at least 1 / (SHUFFLES + 1)
    before: int
    now: int
    changes: tuple[Change, ...]  # the largest first


def compare(before: Sequence[Kind], now: Sequence[Kind]) -> Shift | None:
    """None when either window is empty."""
    first, second = Counter(before), Counter(now)
    if not first or not second:
        return None
    changes = [
        Change(kind, first[kind], second[kind], first[kind] / len(before), second[kind] / len(now))
        for kind in {**first, **second}
    ]
    changes.sort(key=lambda change: -abs(change.by))
    distance = sqrt(divergence(first, second))
    return Shift(distance, shift_chance(before, now), len(before), len(now), tuple(changes))


def divergence(first: Mapping[Kind, int], second: Mapping[Kind, int]) -> float:
    """The Jensen-Shannon divergence of two tables of counts, in bits: 0 for the same mix, 1 for disjoint.

    Raises ValueError when a side has no counts.
    """
    kinds = list({**first, **second})
    counts = [[side.get(kind, 0) for kind in kinds] for side in (first, second)]
    if not all(sum(side) for side in counts):
        raise ValueError("a divergence needs counts on both sides")
    return float(_divergences(np.array([counts[0]]), np.array([counts[1]]))[0])


def shift_chance(
    reference: Sequence[Kind], recent: Sequence[Kind], *, shuffles: int = SHUFFLES, seed: int = 0
) -> float:
    """How often chance alone would make the mix differ this much: a permutation p-value, at least
    1 / (shuffles + 1).

    Dealing tickets anew to windows of the same sizes makes the counts of one window multivariate
    hypergeometric, so whole tables are drawn instead of shuffling lists.
    """
    first, second = Counter(reference), Counter(recent)
    observed = divergence(first, second)
    total = np.array([first[kind] + second[kind] for kind in {**first, **second}])
    chance = np.random.default_rng(seed)
    drawn = chance.multivariate_hypergeometric(total, len(reference), size=shuffles, method="marginals")
    as_large = int((_divergences(drawn, total - drawn) >= observed - TINY).sum())
    return (as_large + 1) / (shuffles + 1)


def _divergences(first: ArrayLike, second: ArrayLike) -> NDArray[np.float64]:
    """Row by row; both sides hold one table of counts a row."""
    p, q = (np.asarray(side, dtype=np.float64) for side in (first, second))
    p, q = p / p.sum(axis=1, keepdims=True), q / q.sum(axis=1, keepdims=True)
    middle = np.maximum((p + q) / 2, TINY)
    bits = np.stack([x / 2 * np.log2(np.maximum(x, TINY) / middle) for x in (p, q)])
    return np.asarray(np.maximum(bits.sum(axis=(0, 2)), 0.0))
