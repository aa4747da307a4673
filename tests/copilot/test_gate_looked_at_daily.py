"""A category that is exactly as bad as the threshold must not unlock because somebody looked every day."""

import numpy as np
import pytest

from benchmarks.autonomy import RULES, streams, unlocked
from copilot.autonomy.simulation import Plan, opening_days

RUNS = 2000


def opened(rate, **changed):
    plan = Plan(rate=rate, per_day=20, days=180, runs=RUNS, **changed)
    return (opening_days(plan, np.random.default_rng(11)) > 0).mean()


def off(measured, expected):
    """Sampling errors between a measured share and its expected value."""
    return abs(measured - expected) / max(0.001, (expected * (1 - expected) / RUNS) ** 0.5)


@pytest.mark.parametrize(("rate", "expected"), [(0.05, 0.036), (0.06, 0.010), (0.08, 0.002), (0.10, 0.0)])
def test_the_gates_evidence_is_rarely_fooled(rate, expected):
    assert off(opened(rate, floor=50), expected) < 4


@pytest.mark.parametrize(("rate", "expected"), [(0.05, 0.006), (0.06, 0.001), (0.08, 0.0)])
def test_the_second_step_hardly_ever(rate, expected):
    assert off(opened(rate, floor=50, evidence=100), expected) < 4


def test_with_the_floor_at_most_one_in_twenty_at_the_threshold():
    assert opened(0.05) <= 0.05


@pytest.mark.parametrize(
    ("rule", "rate", "expected"),
    [
        ("last 50 < 5 %", 0.10, 1.0),
        ("last 100 < 5 %", 0.10, 0.912),
        ("last 200 < 5 %", 0.10, 0.235),
        ("cumulative rate < 5 %, n ≥ 50", 0.05, 0.924),
        ("Wilson one-sided 95 %", 0.05, 0.303),
    ],
)
def test_the_obvious_rules_let_bad_categories_through(rule, rate, expected):
    check, window, only = RULES[rule]
    daily = streams(rate, RUNS, np.random.default_rng(12))
    assert off(unlocked(daily, check, window=window, only=only), expected) < 4


def test_reviewers_who_miss_most_faults_fool_the_edit_stream():
    assert opened(0.10, catches=0.3) > 0.98


def test_blind_audits_cannot_be_fooled_that_way():
    assert opened(0.10, catches=0.3, blind_audits=0.2, min_days=14) <= 0.002
