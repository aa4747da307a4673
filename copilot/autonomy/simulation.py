"""Many imagined categories at once, put through the gate and the detector that the product runs on.

Each category lives three times the same number of days: people answer everything until the gate opens; it
answers by itself at the same rate of unacceptable drafts; then the rate rises to `after_rate` until the
detector is red. Tickets are independent, which real ones are not: a burst of bad days needs the incident
rule, not this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.autonomy.detector import AMBER, CLEAR, RED, WORSE, likelihoods
from copilot.autonomy.eprocess import EVIDENCE, TAU
from copilot.autonomy.missing import FLOOR, reviews_needed

CANARY_SHARE = 0.10  # what stays automatic while amber

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Ratios = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is simulated. Rates and shares lie in 0..1; see `simulate_autonomy --help` for each."""

    rate: float
    per_day: int
    days: int
    runs: int
    seed: int = 1
    tau: float = TAU
    evidence: float = EVIDENCE
    floor: int = FLOOR
    min_days: int = 0
    blind_audits: float = 0.0
    catches: float = 1.0
    after_rate: float = 0.10
    holdout: float = 0.10
    audit: float = 0.05


def simulate(plan: Plan, each_day: Callable[[range], Any] = iter) -> dict[str, Any]:
    """The figures of `simulate_autonomy`; None where nothing happened that could be averaged."""
    chance = np.random.default_rng(plan.seed)
    opened = opening_days(plan, chance)
    opened = opened[opened > 0]
    fleet = Fleet(plan, len(opened), chance)
    for _ in each_day(range(plan.days)):
        fleet.day(plan.rate)
    false_reds = int(fleet.red_on.astype(bool).sum()) if plan.rate <= plan.tau else 0
    fleet = fleet.survivors()
    for _ in each_day(range(plan.days)):
        fleet.day(plan.after_rate)
    found = np.where(fleet.red_on > 0, fleet.red_on, plan.days)
    return {
        "unlock_probability": len(opened) / plan.runs,
        "tickets_to_unlock": _mean_p90(opened * plan.per_day),
        "false_demotions": false_reds / len(opened) if len(opened) else None,
        "detection_delay": _mean_p90(found if fleet.red_on.any() else found[:0]),
        "bad_sent": {"mean": float(fleet.bad_sent.mean()) if len(found) else None},
    }


def opening_days(plan: Plan, chance: np.random.Generator) -> Counts:
    """The day on which the gate first stands open in each run, looked at once a day; 0 if it never does."""
    opened = np.zeros(plan.runs, dtype=np.int64)
    edits, audited, audits = (np.zeros(plan.runs, dtype=np.int64) for _ in range(3))
    for day in range(1, plan.days + 1):
        picked = chance.binomial(plan.per_day, plan.blind_audits, plan.runs)
        bad_picked = chance.binomial(picked, plan.rate)
        bad = bad_picked + chance.binomial(plan.per_day - picked, plan.rate)
        edits += chance.binomial(bad, plan.catches)
        audited, audits = audited + picked, audits + bad_picked
        if day < plan.min_days:
            continue
        seen = np.full(plan.runs, day * plan.per_day)
        is_open = evidence_enough(seen, edits, plan.evidence, plan.tau, plan.floor)
        if plan.blind_audits:
            is_open &= evidence_enough(audited, audits, plan.evidence, plan.tau, 0)
        opened[(opened == 0) & is_open] = day
    return opened


def evidence_enough(n: Counts, k: Counts, evidence: float, tau: float, floor: int) -> Flags:
    """`missing.enough` for many runs at once: E ≥ evidence exactly when n reaches what k asks for."""
    largest = int(k.max(initial=0))
    table = np.array([reviews_needed(i, evidence, tau) for i in range(largest + 1)])
    enough: Flags = n >= np.maximum(floor, table[k])
    return enough


def shiryaev_roberts(ratios: Ratios, unacceptable: Flags, tau: float) -> Ratios:
    """`Detector.update` for many runs at once; one row of ratios for each worse rate."""
    good, bad = (np.array(steps)[:, None] for steps in likelihoods(tau))
    stepped: Ratios = (1 + ratios) * np.where(unacceptable, bad, good)
    return stepped


class Fleet:
    """Categories that answer by themselves, side by side, each with its detector."""

    def __init__(self, plan: Plan, runs: int, chance: np.random.Generator) -> None:
        self.plan, self.chance, self.days = plan, chance, 0
        self.ratios: Ratios = np.zeros((len(WORSE), runs))
        self.amber: Flags = np.zeros(runs, dtype=bool)
        self.red_on: Counts = np.zeros(runs, dtype=np.int64)
        self.bad_sent: Counts = np.zeros(runs, dtype=np.int64)

    def day(self, rate: float) -> None:
        """One day's tickets, one after the other, in every category that is not yet red."""
        self.days += 1
        alive = np.flatnonzero(self.red_on == 0)
        for _ in range(self.plan.per_day if len(alive) else 0):
            self._ticket(alive, self.chance.random((3, len(alive))), rate)

    def _ticket(self, alive: Counts, draws: NDArray[np.float64], rate: float) -> None:
        """A held-out ticket goes to a person, some sent ones to an audit; while amber more of both."""
        amber, red = self.amber[alive], self.red_on[alive] > 0
        sent = draws[0] < np.where(amber, CANARY_SHARE, 1 - self.plan.holdout)
        judged = np.where(sent, draws[1] < self.plan.audit * np.where(amber, 2, 1), True) & ~red
        bad = draws[2] < rate
        self.bad_sent[alive] += sent & bad & ~red
        moved = alive[judged]
        self.ratios[:, moved] = shiryaev_roberts(self.ratios[:, moved], bad[judged], self.plan.tau)
        level = self.ratios[:, moved].mean(axis=0)
        self.amber[moved] = (level >= AMBER) | (self.amber[moved] & (level > CLEAR))
        self.red_on[moved[level >= RED]] = self.days

    def survivors(self) -> Fleet:
        """Those that never turned red, detectors as they stand, with the counters at zero again."""
        kept = np.flatnonzero(self.red_on == 0)
        fleet = Fleet(self.plan, len(kept), self.chance)
        fleet.ratios, fleet.amber = self.ratios[:, kept], self.amber[kept]
        return fleet


def _mean_p90(values: Counts) -> dict[str, float | None]:
    if not len(values):
        return {"mean": None, "p90": None}
    return {"mean": float(values.mean()), "p90": float(np.quantile(values, 0.9))}
