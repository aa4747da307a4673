"""The visible criterion: how many more reviewed tickets a category needs, said before they are reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log

from copilot.autonomy.eprocess import EVIDENCE, TAU, log_e_value

FLOOR = 100  # reviewed tickets that a gate asks for, however good the evidence
SLIPS = 1  # unacceptable drafts that a forecast leaves room for; a promise that dies of one slip helps nobody


@dataclass(frozen=True, slots=True)
class Missing:
    """`more` verdicts with at most `slips` unacceptable among them satisfy the gate; 0 more: already does."""

    more: int
    slips: int = 0


@lru_cache(maxsize=65536)
def reviews_needed(k: int, threshold: float = EVIDENCE, tau: float = TAU) -> int:
    """The fewest verdicts of which k may be unacceptable with E ≥ threshold; E only grows with acceptable
    ones.

    Raises ValueError for a negative k, a threshold of 1 or less, or a tau outside (0, 1).
    """
    if k < 0 or threshold <= 1:
        raise ValueError(f"no number of reviews answers k={k}, threshold={threshold}")
    goal = log(threshold)
    low, high = k, 2 * k + 1
    while log_e_value(high, k, tau) < goal:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if log_e_value(middle, k, tau) < goal else (low, middle)
    return high


def enough(n: int, k: int, threshold: float = EVIDENCE, tau: float = TAU, floor: int = FLOOR) -> bool:
    """Whether k unacceptable of n verdicts satisfy the gate: E ≥ threshold and n ≥ floor.

    While k/n is τ or more every bet has lost, E is below 1, and there is nothing to look up.
    """
    return k < tau * n and n >= max(floor, reviews_needed(k, threshold, tau))


def needed(
    n: int,
    k: int,
    threshold: float = EVIDENCE,
    tau: float = TAU,
    *,
    floor: int = FLOOR,
    slips: int = SLIPS,
) -> Missing:
    """What is missing after k unacceptable of n verdicts, leaving room for that many slips."""
    if enough(n, k, threshold, tau, floor):
        return Missing(0)
    return Missing(max(floor, reviews_needed(k + slips, threshold, tau)) - n, slips)


def sentence(
    n: int,
    k: int,
    threshold: float = EVIDENCE,
    tau: float = TAU,
    *,
    floor: int = FLOOR,
    slips: int = SLIPS,
) -> str:
    """The same for people: “74 reviewed, 49 more with at most 1 unacceptable”."""
    missing = needed(n, k, threshold, tau, floor=floor, slips=slips)
    if not missing.more:
        return f"{n} reviewed, {k} unacceptable: enough"
    allowed = f"at most {missing.slips}" if missing.slips else "none"
    return f"{n} reviewed, {missing.more} more with {allowed} unacceptable"
