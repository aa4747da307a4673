"""Noticing that an automatic category has become worse, from verdicts fed in arrival order.

The mixture Shiryaev-Roberts e-detector (Shin, Ramdas & Rinaldo 2024): for each worse rate q a verdict x makes
R_q ← (1 + R_q) · L_q(x) with L_q as in `eprocess`, and SR = ¼ · Σ R_q over q = τ · {1.5, 2, 3, 5}. While the
rate is at most τ, SR takes on average at least c verdicts to reach c. It idles around 17, so draw it on a log
scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

from copilot.autonomy.eprocess import TAU
from copilot.autonomy.intervals import binomial_tail

WORSE = (1.5, 2.0, 3.0, 5.0)
AMBER, CLEAR, RED = 100.0, 30.0, 500.0
PROXY_LIMIT = 8.0
INCIDENT_CHANCE = 0.001
LARGEST = 1e300  # R stops here instead of overflowing; red was at 500

Light = Literal["clear", "amber", "red"]


@lru_cache(maxsize=1024)
def likelihoods(tau: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """L_q for each q after an acceptable and after an unacceptable verdict. ValueError if 5·τ ≥ 1."""
    if not 0 < tau * max(WORSE) < 1:
        raise ValueError(f"tau must lie between 0 and {1 / max(WORSE):g}, not {tau}")
    return tuple((1 - tau * worse) / (1 - tau) for worse in WORSE), WORSE


@dataclass(frozen=True, slots=True)
class Detector:
    """The four R_q, and the light they show. Start a new one at each unlock."""

    tau: float = TAU
    ratios: tuple[float, ...] = (0.0,) * len(WORSE)
    light: Light = "clear"

    @property
    def level(self) -> float:
        """SR, at least 0."""
        return sum(self.ratios) / len(self.ratios)

    def update(self, unacceptable: bool) -> Detector:
        """The detector after one more verdict."""
        steps = zip(self.ratios, likelihoods(self.tau)[bool(unacceptable)], strict=True)
        ratios = tuple([min((1 + ratio) * likelihood, LARGEST) for ratio, likelihood in steps])
        return Detector(self.tau, ratios, light_after(self.light, sum(ratios) / len(ratios)))


def light_after(before: Light, level: float) -> Light:
    """Red from 500 and until reset; amber from 100 until it has fallen to 30."""
    if before == "red" or level >= RED:
        return "red"
    return "amber" if level >= AMBER or (before == "amber" and level > CLEAR) else "clear"


@dataclass(frozen=True, slots=True)
class Cusum:
    """Page's CUSUM for a signal on all traffic (re-contact, thumbs-down, complaint), which arrives late but
    never stops.

    `base` is the signal's rate while people still sent every reply, `worse` the rate to notice, by default
    twice that.
    """

    base: float
    worse: float = 0.0
    limit: float = PROXY_LIMIT
    score: float = 0.0

    def __post_init__(self) -> None:
        if not self.worse:
            object.__setattr__(self, "worse", min(2 * self.base, (1 + self.base) / 2))
        if not 0 < self.base < self.worse < 1:
            raise ValueError(f"a CUSUM needs 0 < base < worse < 1, not {self.base} and {self.worse}")

    @property
    def alarm(self) -> bool:
        """Whether the score has reached the limit."""
        return self.score >= self.limit

    def update(self, signal: bool) -> Cusum:
        """The score grows by the log likelihood ratio of worse to base, and never falls below 0."""
        ratio = self.worse / self.base if signal else (1 - self.worse) / (1 - self.base)
        return Cusum(self.base, self.worse, self.limit, max(0.0, self.score + log(ratio)))


def incident_day(n: int, k: int, tau: float = TAU) -> bool:
    """Whether k unacceptable of a day's n verdicts have a chance below 0.1 % at rate τ, as 6 of 20 at 5 %."""
    return k > n * tau and binomial_tail(k, n, tau) < INCIDENT_CHANCE
