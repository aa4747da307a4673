from math import isclose, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.autonomy.eprocess import BETS, Tally
from copilot.autonomy.missing import enough

verdicts = st.lists(st.booleans(), max_size=120)
thresholds = st.sampled_from([0.02, 0.05, 0.1])


def from_the_definition(stream, tau):
    ratios = [((bet, (1 - tau * bet) / (1 - tau))) for bet in BETS]
    return sum(prod(bad if x else good for x in stream) for bad, good in ratios) / len(BETS)


def fed(stream):
    tally = Tally()
    for verdict in stream:
        tally = tally.update(verdict)
    return tally


@settings(max_examples=60)
@given(verdicts, thresholds)
def test_one_by_one_gives_the_product_of_the_definition(stream, tau):
    assert isclose(fed(stream).e_value(tau), from_the_definition(stream, tau), rel_tol=1e-9)


@settings(max_examples=30)
@given(verdicts, st.randoms())
def test_the_order_does_not_matter(stream, random):
    shuffled = random.sample(stream, len(stream))
    assert fed(stream) == fed(shuffled)


@settings(max_examples=60)
@given(st.integers(1, 400), st.data(), thresholds)
def test_one_more_failure_is_always_less_evidence(n, data, tau):
    k = data.draw(st.integers(0, n - 1))
    assert Tally(n, k + 1).e_value(tau) < Tally(n, k).e_value(tau)


@settings(max_examples=60)
@given(st.integers(0, 600), st.data(), thresholds, st.sampled_from([2.0, 20.0, 100.0]))
def test_enough_means_that_e_reaches_the_threshold(n, data, tau, threshold):
    k = data.draw(st.integers(0, min(n, 30)))
    assert enough(n, k, threshold, tau, floor=0) == (Tally(n, k).e_value(tau) >= threshold)


def test_evidence_starts_at_one():
    assert Tally().e_value() == pytest.approx(1)


@pytest.mark.parametrize("tally", [Tally(10_000_000, 0), Tally(10_000_000, 10_000_000)])
def test_evidence_stays_a_finite_number(tally):
    assert 0 <= tally.e_value() < 1e300


def test_more_failures_than_verdicts_are_refused():
    with pytest.raises(ValueError):
        Tally(3, 4)
