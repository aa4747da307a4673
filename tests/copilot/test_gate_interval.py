import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.autonomy.eprocess import Tally

counts = st.integers(0, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@settings(max_examples=60)
@given(counts)
def test_it_holds_the_observed_rate(count):
    n, k = count
    low, high = Tally(n, k).interval()
    assert 0 <= low <= (k / n if n else 0) <= high <= 1


@settings(max_examples=60)
@given(counts, st.sampled_from([0.02, 0.05, 0.1, 0.4]))
def test_its_upper_end_is_below_the_line_exactly_when_the_gate_has_its_evidence(count, tau):
    tally = Tally(*count)
    assert (tally.upper_limit() < tau) == (tally.e_value(tau) >= 20)


def test_nothing_seen_says_nothing():
    assert Tally().interval() == (0, 1)


LOOKS = (5, 10, 20, 30, 45, 60, 80, 110, 150, 200, 270, 360)


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.3])
def test_each_end_holds_at_every_look(rate):
    runs = 100
    totals = (np.random.default_rng(5).random((runs, LOOKS[-1])) < rate).cumsum(axis=1)
    paths = [[Tally(n, int(path[n - 1])).interval() for n in LOOKS] for path in totals]
    assert sum(any(low > rate for low, _ in path) for path in paths) <= 0.05 * runs
    assert sum(any(high < rate for _, high in path) for path in paths) <= 0.05 * runs
