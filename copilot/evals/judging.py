"""May a configuration go live? The rule of the release gate, over what every case gave.

A run blocks when a blocker fails in any repeat; when it is worse than the baseline, pairing case by case;
when a critical guard was violated; when too much could not be judged; when it is too slow or too dear; or
when the cases are older than what they are about. A first run has no baseline: most of its cases must pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from statistics import fmean, stdev
from typing import Any

REPEATS = 3
# Percentage points by which a candidate may be worse, with 95 % confidence on one side.
WORSE_BY = -0.03
Z = 1.645
GRADER_ERRORS = 0.02
# Our own rule: without anything to compare with, at least this share must pass every time.
FIRST_SHARE = 0.8
# Fewer cases than this give a wide interval, and the screen says so.
CASES_FOR_NARROW = 300


@dataclass(frozen=True)
class Tried:
    """One case, tried once. `passed` is None where it could not be judged."""

    case: int
    passed: bool | None
    blocker: bool = False
    critical: Sequence[str] = ()
    milliseconds: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True)
class Budget:
    """The most a draft may take at the 95th percentile: milliseconds and US dollars."""

    milliseconds: float
    dollars: float


@dataclass(frozen=True)
class Block:
    """Why it may not go live: the rule's name and a sentence."""

    rule: str
    text: str


@dataclass(frozen=True)
class Judgement:
    """Cases tried, cases that passed every time, what blocks, and the figures behind it."""

    cases: int
    passed: int
    blocked_by: tuple[Block, ...]
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """Mean of the paired differences of pass shares, −1 to 1, with its limits; each end holds at 95 %."""

    mean: float
    low: float
    high: float
    n: int


def judge(
    tried: Sequence[Tried],
    *,
    budget: Budget,
    baseline: Mapping[int, float] | None = None,
    names: Mapping[int, str] | None = None,
    outdated: Sequence[str] = (),
) -> Judgement:
    """`baseline` is the pass share of each of its cases; `outdated` names categories whose cases are old."""
    by_case: dict[int, list[Tried]] = defaultdict(list)
    for one in tried:
        by_case[one.case].append(one)
    shares = pass_shares(tried)
    passed = sum(all(one.passed for one in ones) for ones in by_case.values())
    difference = compare(shares, baseline) if baseline else None
    errors = sum(one.passed is None for one in tried)
    slow = percentile([one.milliseconds for one in tried], 0.95)
    dear = percentile([one.cost for one in tried], 0.95)
    names = names or {}
    blocks = [
        *_nothing(by_case),
        *_blockers(by_case, names),
        *_guards(tried, names),
        *_errors(errors, len(tried)),
        *_worse(difference, passed, len(by_case)),
        *_over_budget(slow, dear, budget),
        *(Block("outdated", f"The cases of {name} are older than what they are about.") for name in outdated),
    ]
    figures = {
        "tries": len(tried),
        "errors": errors,
        "pass_share": fmean(shares.values()) if shares else None,
        "difference": vars(difference) if difference else None,
        "p95_ms": round(slow, 1),
        "p95_usd": round(dear, 6),
    }
    return Judgement(len(by_case), passed, tuple(blocks), figures)


def pass_shares(tried: Sequence[Tried]) -> dict[int, float]:
    """Of each case the share of its judged repeats that passed; cases never judged are left out."""
    judged: dict[int, list[bool]] = defaultdict(list)
    for one in tried:
        if one.passed is not None:
            judged[one.case].append(one.passed)
    return {case: fmean(results) for case, results in judged.items()}


def compare(candidate: Mapping[int, float], baseline: Mapping[int, float]) -> Difference | None:
    """Case by case, over what both tried: normal limits of the mean difference. None below two cases."""
    pairs = [candidate[case] - baseline[case] for case in sorted(candidate.keys() & baseline.keys())]
    if len(pairs) < 2:
        return None
    mean, half = fmean(pairs), Z * stdev(pairs) / sqrt(len(pairs))
    return Difference(mean, mean - half, mean + half, len(pairs))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed; 0 without any."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def _nothing(by_case: Mapping[int, Sequence[Tried]]) -> list[Block]:
    return [] if by_case else [Block("empty", "There is no active eval case to try.")]


def _blockers(by_case: Mapping[int, Sequence[Tried]], names: Mapping[int, str]) -> list[Block]:
    """A blocker must pass every time it is tried; what could not be judged has not passed."""
    found = []
    for case, ones in by_case.items():
        failed = sum(not one.passed for one in ones)
        if ones[0].blocker and failed:
            name = names.get(case, f"case {case}")
            found.append(
                Block("blocker", f"“{name}” must pass every time and failed {failed} of {len(ones)}.")
            )
    return found


def _guards(tried: Sequence[Tried], names: Mapping[int, str]) -> list[Block]:
    said = {case: text for case, texts in ((one.case, one.critical) for one in tried) for text in texts[:1]}
    return [Block("guard", f"“{names.get(case, case)}”: {text}") for case, text in said.items()]


def _errors(errors: int, tries: int) -> list[Block]:
    if not tries or errors <= GRADER_ERRORS * tries:
        return []
    text = f"{errors} of {tries} tries could not be judged; more than {GRADER_ERRORS:.0%} is too many."
    return [Block("grader", text)]


def _worse(difference: Difference | None, passed: int, cases: int) -> list[Block]:
    if difference is None:
        if not cases or passed >= FIRST_SHARE * cases:
            return []
        text = f"{passed} of {cases} cases passed every time; without a baseline {FIRST_SHARE:.0%} must."
        return [Block("first", text)]
    if difference.low >= WORSE_BY:
        return []
    text = (
        f"It may be {-100 * difference.low:.1f} points worse than the baseline"
        f" (Δ {100 * difference.mean:+.1f}, n = {difference.n}); {-100 * WORSE_BY:.0f} is the most."
    )
    return [Block("worse", text)]


def _over_budget(slow: float, dear: float, budget: Budget) -> list[Block]:
    found = []
    if slow > budget.milliseconds:
        most = budget.milliseconds / 1000
        text = f"One in twenty takes {slow / 1000:.1f} s or longer; {most:.0f} s is the most."
        found.append(Block("latency", text))
    if dear > budget.dollars:
        text = f"One in twenty costs ${dear:.3f} or more; ${budget.dollars:.2f} is the most."
        found.append(Block("cost", text))
    return found
