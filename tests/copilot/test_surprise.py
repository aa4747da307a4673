from collections import Counter

import numpy as np
import pytest

from copilot.calibration.surprise import divergence, is_complete, shift_chance, surprise_bound, surprise_curve

NEW, OLD = [("refund", "wrong amount")], [("refund", "fine")]


@pytest.mark.parametrize(
    ("n", "once", "twice", "bound"),
    [(0, 0, 0, 1.0), (60, 0, 0, 0.0274), (60, 2, 1, 0.0333 + 1.645 * 3.9333**0.5 / 60), (2, 2, 0, 1.0)],
)
def test_the_bound(n, once, twice, bound):
    assert surprise_bound(n, once, twice) == pytest.approx(bound, abs=0.0001)


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError):
        surprise_bound(10, -1, 0)


def test_the_curve_counts_everything_since_the_reset():
    assert list(surprise_curve([[OLD] * 30, [NEW, *[OLD] * 29]])) == [
        surprise_bound(30, 0, 0),
        surprise_bound(60, 1, 0),
    ]


def test_a_pair_shown_twice_by_one_ticket_counts_once():
    assert list(surprise_curve([[[*NEW, *NEW]]])) == [surprise_bound(1, 1, 0)]


def test_two_good_sessions_in_a_row_complete_it():
    assert not is_complete([[OLD] * 60])
    assert is_complete([[OLD] * 60, [OLD] * 30])


def test_small_sessions_do_not_count():
    assert not is_complete([[OLD] * 60, [OLD] * 29])


def test_money_asks_for_more():
    assert not is_complete([[OLD] * 30, [OLD] * 30], limit=0.03)


def test_new_modes_keep_it_open():
    sessions = [[[("late", f"mode {i}-{j}")] for j in range(30)] for i in range(5)]
    assert not is_complete(sessions)


def declared_too_early(modes, rng):
    """Whether sessions of 30 from a long-tailed mix are called complete while more than 5 % is unseen."""
    shares = 1 / np.arange(1, modes + 1)
    shares /= shares.sum()
    sessions, seen = [], set()
    for _ in range(30):
        drawn = rng.choice(modes, 30, p=shares).tolist()
        sessions.append([[mode] for mode in drawn])
        seen.update(drawn)
        if is_complete(sessions):
            return 1 - shares[list(seen)].sum() > 0.05
    return False


def test_it_is_seldom_declared_complete_too_early():
    rng = np.random.default_rng(51)
    assert np.mean([declared_too_early(40, rng) for _ in range(100)]) <= 0.06


def test_divergence_runs_from_nothing_to_one_bit():
    assert divergence({"a": 3, "b": 1}, {"a": 6, "b": 2}) == pytest.approx(0)
    assert divergence({"a": 3}, {"b": 1}) == pytest.approx(1)


def test_divergence_needs_both_sides():
    with pytest.raises(ValueError):
        divergence({}, {"a": 1})


def test_two_samples_of_one_mix_differ_by_chance():
    rng = np.random.default_rng(52)
    chances = [shift_chance(*rng.integers(0, 12, (2, 80)).tolist(), shuffles=59) for _ in range(30)]
    assert np.mean([chance <= 0.1 for chance in chances]) <= 0.25


def test_a_shifted_mix_does_not():
    reference, recent = ["late"] * 80 + ["broken"] * 20, ["late"] * 50 + ["broken"] * 50
    assert shift_chance(reference, recent, shuffles=199) <= 0.01
    assert Counter(reference)["late"] == 80  # the caller's lists are left alone
