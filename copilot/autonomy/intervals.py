"""Intervals for one look at k events in n trials. Unlike `eprocess`, none of them survives being looked at
daily.

They serve where a number is read once: the probe bound, the leaf veto, an incident day, a benchmark's
comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist


def wilson(k: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's two-sided score interval (Wilson 1927); (0, 1) when nothing was seen."""
    _check(k, n)
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4)
    return max(0.0, centre - half) if k else 0.0, min(1.0, centre + half) if k < n else 1.0


def difference(k: int, n: int, other_k: int, other_n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Newcombe's hybrid score interval for k/n − other_k/other_n (Newcombe 1998, method 10): built from both
    Wilson intervals, so it holds for small counts too. (−1, 1) while either is empty.
    """
    if not n or not other_n:
        return -1.0, 1.0
    a, b = k / n, other_k / other_n
    (a_low, a_high), (b_low, b_high) = wilson(k, n, confidence), wilson(other_k, other_n, confidence)
    low = a - b - sqrt((a - a_low) ** 2 + (b_high - b) ** 2)
    high = a - b + sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return max(-1.0, low), min(1.0, high)


def wilson_upper(k: int, n: int, confidence: float = 0.95) -> float:
    """The one-sided upper Wilson limit: the upper end of the two-sided interval at 2·confidence − 1."""
    return wilson(k, n, 2 * confidence - 1)[1]


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X ≥ k) for X binomial (n, p), summed from k away from the mean: a few √n terms."""
    _check(k, n)
    if k == 0 or p >= 1:
        return 1.0
    if p <= 0:
        return 0.0
    if k < n * p:
        return 1.0 - binomial_tail(n - k + 1, n, 1 - p)
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    term = exp(choose + k * log(p) + (n - k) * log1p(-p))
    total = 0.0
    for i in range(k, n + 1):
        total += term
        if term < total * 1e-17:
            break
        term *= (n - i) / (i + 1) * p / (1 - p)
    return min(1.0, total)


def clopper_pearson_lower(k: int, n: int, confidence: float = 0.95) -> float:
    """The exact one-sided lower limit (Clopper & Pearson 1934): there k or more has chance 1 − confidence."""
    if k == 0:
        return 0.0
    return bisect(lambda p: binomial_tail(k, n, p) < 1 - confidence, 0.0, 1.0)


def clopper_pearson_upper(k: int, n: int, confidence: float = 0.95) -> float:
    """The exact one-sided upper limit: the lower limit of the opposite event, mirrored."""
    return 1 - clopper_pearson_lower(n - k, n, confidence)


def bisect(below: Callable[[float], bool], low: float, high: float) -> float:
    """Where `below` turns from true to false between `low` and `high`, to about 15 digits."""
    for _ in range(52):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _check(k: int, n: int) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a count")
