"""Evidence that holds although bad drafts come in bad days: one bet a day instead of one a draft. Pure.

The gate's evidence takes each draft as a trial of its own. If one day in ten is bad throughout (an outage, a
wrong price list), a category that is unacceptable in 5 % on average passes it more often than it should.
Here a day is one block. With x̄_d the share of the day's drafts that were unacceptable, and bets on rates q
below τ,

    E_D = ⅕ · Σ_q Π_d (1 + λ_q · (τ − x̄_d)),   λ_q = (τ − q) / (τ · (1 − τ)),
    q = τ · {0.05, 0.1, 0.2, 0.4, 0.6}.

If every day's expected share, given the days before, is at least τ, each factor has expectation at most 1,
however the drafts of a day hang together; so E_D ever reaches 20 with probability at most 5 % (Ville's
inequality). It is the betting martingale for means of bounded variables (Waudby-Smith & Ramdas 2024); with
one draft a day it is the gate's own evidence. The price is time: at 1 % and 20 drafts a day it takes
about 93 days (mean of 500 simulated runs). With one day in ten at 41 % and the others at 1 %, so 5 % on
average, 0.6 % of 3,000 simulated runs got there within 180 days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, log1p

from copilot.autonomy.eprocess import BETS, LARGEST, TAU

SEASONED = 20.0


@dataclass(frozen=True, slots=True)
class Seasoning:
    """How many days were bet on, and the evidence they give; 1 at the start, never above 1e300."""

    days: int
    e_value: float

    @property
    def seasoned(self) -> bool:
        return self.e_value >= SEASONED


def seasoning(days: Iterable[tuple[int, int]], tau: float = TAU) -> Seasoning:
    """The evidence of days, each (reviewed, unacceptable); a day without a review is no bet.

    Raises ValueError unless 0 < tau < 1 and each day is a count.
    """
    if not 0 < tau < 1:
        raise ValueError(f"tau must lie between 0 and 1, not {tau}")
    counted = [(n, bad) for n, bad in days if n]
    if any(not 0 <= bad <= n for n, bad in counted):
        raise ValueError("a day has between none and all of its drafts unacceptable")
    logs = [sum(log1p(_stake(bet, tau) * (tau - bad / n)) for n, bad in counted) for bet in BETS]
    top = max(logs)
    whole = top + log(sum(exp(each - top) for each in logs) / len(logs))
    return Seasoning(len(counted), exp(min(LARGEST, whole)))


def _stake(bet: float, tau: float) -> float:
    """λ_q for q = bet · τ: below 1/(1 − τ), so that even a day of nothing but bad drafts leaves something."""
    return (1 - bet) / (1 - tau)
