import numpy as np

from copilot.autonomy.detector import RED
from copilot.autonomy.simulation import shiryaev_roberts


def demoted(days):
    """How many categories turn red; `days` holds verdicts by category, day and place in the day."""
    ratios, red = np.zeros((4, len(days))), np.zeros(len(days), dtype=bool)
    for step in days.reshape(len(days), -1).T:
        ratios = shiryaev_roberts(ratios, step, 0.05)
        red |= ratios.mean(axis=0) >= RED
    return red.mean()


def test_failures_sorted_to_the_front_of_each_day_demote_good_categories():
    days = np.random.default_rng(41).random((200, 30, 200)) < 0.01
    failures_first = -np.sort(-days.astype(int), axis=2) == 1
    assert demoted(days) <= 0.02
    assert demoted(failures_first) >= 0.5
