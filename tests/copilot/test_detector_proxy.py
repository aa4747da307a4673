import numpy as np
import pytest

from copilot.autonomy.detector import Cusum


def until_alarm(rate, seed, base=0.03, cap=20_000):
    watch = Cusum(base)
    for step, signal in enumerate((np.random.default_rng(seed).random(cap) < rate).tolist(), start=1):
        watch = watch.update(signal)
        if watch.alarm:
            return step
    return cap


def test_the_usual_rate_is_left_alone_for_thousands_of_tickets():
    assert np.mean([until_alarm(0.03, seed, cap=5000) == 5000 for seed in range(10)]) >= 0.7


def test_a_doubled_rate_is_noticed():
    assert np.mean([until_alarm(0.06, seed) for seed in range(10)]) < 1500


def test_the_score_never_falls_below_zero():
    assert Cusum(0.1).update(False).score == 0


def test_it_watches_for_twice_the_base_rate():
    assert Cusum(0.1).worse == pytest.approx(0.2)


@pytest.mark.parametrize("base", [0, 1, -0.1])
def test_a_base_rate_that_cannot_be_is_refused(base):
    with pytest.raises(ValueError):
        Cusum(base)
