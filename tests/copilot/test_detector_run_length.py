import numpy as np
import pytest

from benchmarks.autonomy import run_lengths
from copilot.autonomy.detector import AMBER, RED


def off(lengths, expected):
    return abs(lengths.mean() - expected) / (lengths.std() / len(lengths) ** 0.5)


@pytest.mark.parametrize(
    ("rate", "level", "expected"), [(0.02, AMBER, 978), (0.05, AMBER, 135), (0.05, RED, 662)]
)
def test_false_alarms_are_as_rare_as_designed(rate, level, expected):
    assert off(run_lengths(rate, level, 400, np.random.default_rng(31)), expected) < 4


@pytest.mark.parametrize("level", [AMBER, RED])
def test_at_the_threshold_the_mean_run_is_at_least_the_level(level):
    assert run_lengths(0.05, level, 400, np.random.default_rng(32)).mean() > level


@pytest.mark.parametrize(
    ("rate", "amber", "red"), [(0.08, 51, 152), (0.10, 37, 93), (0.20, 15, 27), (0.40, 7, 11)]
)
def test_a_regression_is_found_as_soon_as_designed(rate, amber, red):
    chance = np.random.default_rng(33)
    assert off(run_lengths(rate, AMBER, 800, chance, calm=300), amber) < 4
    assert off(run_lengths(rate, RED, 800, chance, calm=300), red) < 4


def test_a_clean_category_is_almost_never_red_within_five_hundred_verdicts():
    lengths = run_lengths(0.01, RED, 400, np.random.default_rng(34), cap=501)
    assert (lengths <= 500).mean() <= 0.005
