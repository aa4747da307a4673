"""Recompute what autonomy rests on: how the gate and the detector behave on streams whose rate is known.

    python -m benchmarks.autonomy [--runs 20000] [--seed 7] > autonomy.md

Every number comes from the production functions in `copilot/autonomy`; the rules they are compared with
are written here. Streams are Bernoulli, 20 verdicts a day for 180 days, looked at once a day, τ = 5 %. Each
figure stands beside the one expected from the simulations made for the design (20,000 runs, other seeds):
`measured (expected)`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import accumulate
from time import perf_counter

import numpy as np
from scipy.special import betaincinv

from copilot.autonomy.detector import AMBER, RED, Cusum, Detector
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.intervals import clopper_pearson_upper, wilson, wilson_upper
from copilot.autonomy.missing import enough, reviews_needed
from copilot.autonomy.simulation import WORSE, Plan, opening_days, shiryaev_roberts

TAU, PER_DAY, DAYS, CAP = 0.05, 20, 180, 20_000
Rule = Callable[[int, int], bool]  # n, k → may this category go?

BAD_RATES = (0.05, 0.06, 0.08, 0.10)
EXPECTED_UNLOCKS = {
    "last 50 < 5 %": (1.000, 1.000, 1.000, 1.000),
    "last 100 < 5 %": (1.000, 1.000, 0.999, 0.912),
    "last 200 < 5 %": (1.000, 1.000, 0.881, 0.235),
    "cumulative rate < 5 %, n ≥ 50": (0.924, 0.600, 0.212, 0.074),
    "Wilson one-sided 95 %, on last 200": (0.799, 0.376, 0.026, 0.001),
    "Jeffreys P(p < 5 %) ≥ 95 %": (0.378, 0.135, 0.043, 0.014),
    "Wilson one-sided 95 %": (0.303, 0.068, 0.012, 0.002),
    "Clopper-Pearson one-sided 95 %": (0.282, 0.059, 0.010, 0.002),
    "Wilson two-sided 95 %": (0.163, 0.022, 0.002, 0.000),
    "Clopper-Pearson, one look at n = 300": (0.036, 0.006, 0.000, 0.000),
    "E ≥ 20, n ≥ 50": (0.036, 0.010, 0.002, 0.000),
    "E ≥ 100, n ≥ 50": (0.006, 0.001, 0.000, 0.000),
}
GOOD_RATES = (0.005, 0.01, 0.02, 0.03)
EXPECTED_TICKETS = {
    20: ((108, 180), (148, 260), (303, 580), (803, 1680)),
    100: ((162, 220), (219, 340), (446, 760), (1150, 2140)),
}
EXPECTED_NEEDED = {
    (20, 0.05): (74, 123, 167, 207, 244, 278, 311, 343),
    (100, 0.05): (110, 161, 208, 250, 290, 327, 362, 396),
    (20, 0.10): (36, 60, 82, 102, 120, 137, 153, 169),
    (20, 0.02): (187, 310, 421, 522, 615, 702, 785, 865),
}
WORSE_RATES = (0.08, 0.10, 0.20, 0.40)
EXPECTED_DETECTION = {  # run length at 1, 2, 5 %; false within 500 verdicts at 1 %; delays after 1 % → worse
    "CUSUM 2 → 10 %, h = 4": ((10_895, 1750, 155), 0.040, (61, 42, 16, 7)),
    "SR ≥ 100 (amber)": ((6427, 978, 135), 0.064, (51, 37, 15, 7)),
    "SR ≥ 500 (red)": ((19_800, 16_395, 662), 0.000, (152, 93, 27, 11)),
}


def streams(rate: float, runs: int, chance: np.random.Generator) -> np.ndarray:
    """Unacceptable verdicts by run and day."""
    return chance.binomial(PER_DAY, rate, (runs, DAYS))


def unlocked(daily: np.ndarray, rule: Rule, *, window: int = 0, only: int = 0) -> float:
    """Share of runs in which the rule holds at some day's end, over all verdicts or the last `window`.

    `only` restricts the looks to the day with that many verdicts. Every rule is monotone in k, so the
    largest k that passes decides for each n.
    """
    totals = daily.cumsum(axis=1)
    opened = np.zeros(len(daily), dtype=bool)
    for day in range(1, DAYS + 1):
        n = day * PER_DAY
        if (only and n != only) or n < window:
            continue
        k = totals[:, day - 1].copy()
        if window:
            k, n = _last(daily, day, window), window
        passing = next((i for i in range(n + 1) if not rule(n, i)), n + 1)
        opened |= k < passing
    return float(opened.mean())


def _last(daily: np.ndarray, day: int, window: int) -> np.ndarray:
    """Unacceptable ones among the last `window` verdicts; a part of a day is drawn hypergeometrically."""
    whole, part = divmod(window, PER_DAY)
    k = daily[:, day - whole : day].sum(axis=1)
    if not part:
        return k
    bad = daily[:, day - whole - 1]
    return k + np.random.default_rng(day).hypergeometric(bad, PER_DAY - bad, part)


def run_lengths(
    rate: float, level: float, runs: int, chance: np.random.Generator, calm: int = 0, cap: int = CAP
) -> np.ndarray:
    """Verdicts until SR reaches the level, at most `cap`, after `calm` verdicts at 1 %."""
    ratios = np.zeros((len(WORSE), runs))
    for _ in range(calm):
        ratios = shiryaev_roberts(ratios, chance.random(runs) < 0.01, TAU)
    lengths = np.full(runs, cap)
    alive = np.arange(runs)
    for step in range(1, cap + 1):
        ratios = shiryaev_roberts(ratios, chance.random(len(alive)) < rate, TAU)
        hit = ratios.mean(axis=0) >= level
        if hit.any():
            lengths[alive[hit]] = step
            ratios, alive = ratios[:, ~hit], alive[~hit]
        if not len(alive):
            break
    return lengths


def cusum_lengths(rate: float, runs: int, chance: np.random.Generator, calm: int = 0) -> np.ndarray:
    """The same for the CUSUM of 2 % against 10 %, one stream at a time; an alarm while calm restarts it."""
    lengths = []
    for _ in range(runs):
        watch = start = Cusum(0.02, 0.10, limit=4)
        for bad in (chance.random(calm) < 0.01).tolist():
            watch = start if watch.alarm else watch.update(bad)
        later = accumulate((chance.random(CAP) < rate).tolist(), Cusum.update, initial=watch)
        lengths.append(next((step for step, watch in enumerate(later) if step and watch.alarm), CAP))
    return np.array(lengths)


RULES: dict[str, tuple[Rule, int, int]] = {  # rule, window, only look
    "last 50 < 5 %": (lambda n, k: k / n < TAU, 50, 0),
    "last 100 < 5 %": (lambda n, k: k / n < TAU, 100, 0),
    "last 200 < 5 %": (lambda n, k: k / n < TAU, 200, 0),
    "cumulative rate < 5 %, n ≥ 50": (lambda n, k: n >= 50 and k / n < TAU, 0, 0),
    "Wilson one-sided 95 %, on last 200": (lambda n, k: wilson_upper(k, n) < TAU, 200, 0),
    "Jeffreys P(p < 5 %) ≥ 95 %": (lambda n, k: betaincinv(k + 0.5, n - k + 0.5, 0.95) < TAU, 0, 0),
    "Wilson one-sided 95 %": (lambda n, k: n >= 50 and wilson_upper(k, n) < TAU, 0, 0),
    "Clopper-Pearson one-sided 95 %": (lambda n, k: n >= 50 and clopper_pearson_upper(k, n) < TAU, 0, 0),
    "Wilson two-sided 95 %": (lambda n, k: n >= 50 and wilson(k, n)[1] < TAU, 0, 0),
    "Clopper-Pearson, one look at n = 300": (lambda n, k: clopper_pearson_upper(k, n) < TAU, 0, 300),
    "E ≥ 20, n ≥ 50": (lambda n, k: enough(n, k, 20, TAU, 50), 0, 0),
    "E ≥ 100, n ≥ 50": (lambda n, k: enough(n, k, 100, TAU, 50), 0, 0),
}


def table_unlocks(runs: int, chance: np.random.Generator) -> None:
    print("\n## Unlocked within 180 days, by true rate\n")
    print(_row("rule", *(f"{rate:.0%}" for rate in BAD_RATES)), _rule(4), sep="\n")
    daily = {rate: streams(rate, runs, chance) for rate in BAD_RATES}
    for name, (rule, window, only) in RULES.items():
        found = [unlocked(daily[rate], rule, window=window, only=only) for rate in BAD_RATES]
        print(_row(name, *(f"{a:.3f} ({b:.3f})" for a, b in zip(found, EXPECTED_UNLOCKS[name], strict=True))))


def table_tickets(runs: int, chance: np.random.Generator) -> None:
    print("\n## Tickets to unlock, mean and 90th percentile\n")
    print(_row("rule", *(f"{rate:.1%}" for rate in GOOD_RATES)), _rule(4), sep="\n")
    for evidence, expected in EXPECTED_TICKETS.items():
        cells = []
        for rate, (mean, p90) in zip(GOOD_RATES, expected, strict=True):
            plan = Plan(rate=rate, per_day=PER_DAY, days=DAYS, runs=runs, evidence=evidence, floor=50)
            days = opening_days(plan, chance)
            tickets = days[days > 0] * PER_DAY
            cells.append(f"{tickets.mean():.0f}, {np.quantile(tickets, 0.9):.0f} ({mean}, {p90})")
        print(_row(f"E ≥ {evidence}, n ≥ 50", *cells))


def table_needed() -> None:
    print("\n## Reviewed tickets needed with k unacceptable\n")
    print(_row("criterion", *map(str, range(8))), _rule(8), sep="\n")
    for (evidence, tau), expected in EXPECTED_NEEDED.items():
        found = [reviews_needed(k, evidence, tau) for k in range(8)]
        print(
            _row(
                f"E ≥ {evidence}, τ = {tau:.0%}",
                *(f"{a} ({b})" for a, b in zip(found, expected, strict=True)),
            )
        )


def table_detection(runs: int, chance: np.random.Generator) -> None:
    print("\n## Verdicts until an alarm (run cap 20,000)\n")
    names = (
        "at 1 %",
        "at 2 %",
        "at 5 %",
        "false in 500 at 1 %",
        *(f"1 % → {rate:.0%}" for rate in WORSE_RATES),
    )
    print(_row("detector", *names), _rule(8), sep="\n")
    for name, (lengths, false, delays) in EXPECTED_DETECTION.items():
        found = [_lengths(name, rate, runs, chance, 0) for rate in (0.01, 0.02, 0.05)]
        later = [_lengths(name, rate, runs, chance, 300).mean() for rate in WORSE_RATES]
        cells = [f"{a.mean():.0f} ({b})" for a, b in zip(found, lengths, strict=True)]
        cells.append(f"{(found[0] <= 500).mean():.3f} ({false:.3f})")
        cells += [f"{a:.0f} ({b})" for a, b in zip(later, delays, strict=True)]
        print(_row(name, *cells))


def _lengths(name: str, rate: float, runs: int, chance: np.random.Generator, calm: int) -> np.ndarray:
    if name.startswith("CUSUM"):  # in plain Python, hence fewer runs
        return cusum_lengths(rate, max(20, runs // 10), chance, calm)
    return run_lengths(rate, AMBER if "amber" in name else RED, runs, chance, calm)


def table_speed(verdicts: int, chance: np.random.Generator) -> None:
    """One gate look and one detector step for each verdict, against a loop that only counts them."""
    stream = (chance.random(verdicts) < 0.01).tolist()
    start = perf_counter()
    count = 0
    for bad in stream:
        count += bad
    bare = perf_counter() - start
    start = perf_counter()
    tally, detector = Tally(), Detector()
    for bad in stream:
        tally, detector = tally.update(bad), detector.update(bad)
        enough(tally.n, tally.unacceptable)
    ours = perf_counter() - start
    print("\n## Speed\n")
    print(f"{verdicts:,} verdicts through gate and detector: {ours:.1f} s, {ours / bare:.0f} × a bare loop.")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(columns: int) -> str:
    return "|" + "---|" * (columns + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    chance = np.random.default_rng(options.seed)
    print("# Gate and detector, simulated\n")
    print(f"{options.runs:,} runs a cell (alarms: a tenth), seed {options.seed}; measured (expected).")
    table_unlocks(options.runs, chance)
    table_tickets(options.runs, chance)
    table_needed()
    table_detection(max(100, options.runs // 10), chance)
    table_speed(1_000_000, chance)


if __name__ == "__main__":
    main()
