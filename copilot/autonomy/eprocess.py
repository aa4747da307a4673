"""The evidence that a rate lies below τ, valid however often it is looked at.

For verdicts x₁, x₂, … (1 = unacceptable) in arrival order and a rate q below τ, one verdict multiplies a bet
on q by L_q(x) = (q/τ)^x · ((1−q)/(1−τ))^(1−x). The evidence is the mean of five such bets,

    E_n = ⅕ · Σ_q Π_i L_q(x_i),   q = τ · {0.05, 0.1, 0.2, 0.4, 0.6}.

If every verdict's rate is at least τ, E is a supermartingale that starts at 1, so it ever reaches 1/α with
probability at most α (Ville's inequality): looking daily costs nothing. It is the Bernoulli case of the
betting confidence sequences of Waudby-Smith & Ramdas (2024). The product depends on the counts alone, hence
two integers are the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, lgamma, log, log1p, pi

from copilot.autonomy.intervals import bisect

BETS = (0.05, 0.1, 0.2, 0.4, 0.6)
TAU = 0.05
EVIDENCE = 20.0
LOG_BETA_HALF = log(pi)  # B(½, ½) = π
LARGEST = 690.0  # exp(690) is about 1e299: beyond it a figure stops growing instead of overflowing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many verdicts were counted, and how many of them were unacceptable."""

    n: int = 0
    unacceptable: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.unacceptable <= self.n:
            raise ValueError(f"{self.unacceptable} unacceptable of {self.n} is not a count")

    def update(self, unacceptable: bool) -> Tally:
        """The tally after one more verdict."""
        return Tally(self.n + 1, self.unacceptable + bool(unacceptable))

    def e_value(self, tau: float = TAU) -> float:
        """The evidence against "the rate is at least tau": 1 at the start, never above 1e300."""
        return exp(min(LARGEST, log_e_value(self.n, self.unacceptable, tau)))

    def upper_limit(self, evidence: float = EVIDENCE) -> float:
        """The largest τ not yet excluded: below a given τ exactly when E_n(τ) exceeds `evidence`."""
        n, k = self.n, self.unacceptable
        if n == k:
            return 1.0
        return bisect(lambda tau: tau < 1 and log_e_value(n, k, tau) < log(evidence), k / n, 1.0)

    def lower_limit(self, evidence: float = EVIDENCE) -> float:
        """The smallest rate not yet excluded by Robbins' mixture with a Beta(½, ½) prior (Robbins 1970).

        A rate p is excluded while ∫ likelihood(r) dBeta(r) ≥ evidence · likelihood(p), which under p ever
        happens with probability at most 1/evidence.
        """
        n, k = self.n, self.unacceptable
        if k == 0:
            return 0.0
        mixture = lgamma(k + 0.5) + lgamma(n - k + 0.5) - lgamma(n + 1) - LOG_BETA_HALF
        return bisect(lambda p: mixture - _log_likelihood(n, k, p) > log(evidence), 0.0, k / n)

    def interval(self, evidence: float = EVIDENCE) -> tuple[float, float]:
        """Both limits, for showing: a confidence sequence, so valid at every look.

        Each end is wrong, ever, with probability at most 1/evidence (5 % by default; both together 10 %). The
        upper end is the gate's own, so the bar on the screen clears the line exactly when the gate's evidence
        suffices.
        """
        return self.lower_limit(evidence), self.upper_limit(evidence)


def log_e_value(n: int, k: int, tau: float) -> float:
    """log E_n for k unacceptable verdicts of n. Raises ValueError unless 0 < tau < 1."""
    if not 0 < tau < 1:
        raise ValueError(f"tau must lie between 0 and 1, not {tau}")
    bets = [k * log(bet) + (n - k) * (log1p(-bet * tau) - log1p(-tau)) for bet in BETS]
    top = max(bets)
    return top + log(sum(exp(bet - top) for bet in bets) / len(bets))


def _log_likelihood(n: int, k: int, p: float) -> float:
    return k * log(p) + (n - k) * log1p(-p) if 0 < p < 1 else -inf
