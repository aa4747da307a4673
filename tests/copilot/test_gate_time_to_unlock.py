import numpy as np
import pytest

from copilot.autonomy.simulation import Plan, opening_days


def tickets(rate, evidence):
    plan = Plan(rate=rate, per_day=20, days=180, runs=2000, evidence=evidence, floor=50)
    days = opening_days(plan, np.random.default_rng(21))
    return days[days > 0] * 20


@pytest.mark.parametrize(
    ("rate", "evidence", "mean", "p90"),
    [
        (0.005, 20, 108, 180),
        (0.01, 20, 148, 260),
        (0.02, 20, 303, 580),
        (0.03, 20, 803, 1680),
        (0.005, 100, 162, 220),
        (0.01, 100, 219, 340),
        (0.02, 100, 446, 760),
        (0.03, 100, 1150, 2140),
    ],
)
def test_good_categories_unlock_as_quickly_as_designed(rate, evidence, mean, p90):
    found = tickets(rate, evidence)
    assert abs(found.mean() - mean) < 4 * found.std() / len(found) ** 0.5
    assert np.quantile(found, 0.9) == pytest.approx(p90, rel=0.12)
