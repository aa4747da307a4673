"""Shares with honest intervals, and the agreement of two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.confidence import interval, risk_coverage
from routing.reports.shares import agreement, plain, weighted


def test_wilsons_interval():
    assert interval(9, 10) == pytest.approx((0.5958, 0.9821), abs=0.0001)
    assert interval(0, 0) == (0, 1)


def test_with_equal_chances_it_is_the_plain_share():
    drawn = weighted([(True, 0.05)] * 9 + [(False, 0.05)])
    assert drawn == plain(9, 10)


def test_rarely_drawn_tickets_count_for_more():
    """One drawn with one in ten stands for ten tickets, one drawn with one in two for two."""
    share = weighted([(True, 0.1), (False, 0.5)])
    assert share.point == pytest.approx(10 / 12)
    assert share.n == 2


def test_unequal_weights_widen_the_interval():
    even, uneven = weighted([(True, 0.1)] * 20), weighted([(True, 0.1)] * 10 + [(True, 0.9)] * 10)
    assert uneven.low < even.low


def test_nothing_drawn_says_nothing():
    assert (weighted([]).point, weighted([]).n) == (None, 0)


def test_a_chance_of_nought_cannot_be():
    with pytest.raises(ValueError):
        weighted([(True, 0.0)])


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=30))
def test_the_interval_holds_the_share(rows):
    share = weighted(rows)
    assert 0 <= share.low <= share.point + 1e-9
    assert share.point - 1e-9 <= share.high <= 1


def test_kappa_of_a_known_table():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: p = 0.7, e = 0.5, κ = 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs)
    assert (found.n, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.low < 0.4 < found.high


def test_full_agreement_on_few_cases_is_no_certainty():
    found = agreement([("a", "a"), ("b", "b"), (None, None)])
    assert found.kappa == pytest.approx(1)
    assert found.low < 0.5


def test_kappa_is_undefined_where_chance_agrees_fully():
    assert agreement([("a", "a")] * 5).kappa is None
    assert agreement([]).n == 0


def test_the_curve_answers_the_surest_first():
    points = risk_coverage([0.9, 0.8, 0.8, -1.0], [1, 0, 1, 1])
    assert points == [(0.25, 0.0, 0.9), (0.75, pytest.approx(1 / 3), 0.8)]


def test_the_curve_weighs_tickets_by_what_they_stand_for():
    assert risk_coverage([0.9, 0.5], [1, 0], [3, 1]) == [(0.75, 0.0, 0.9), (1.0, 0.25, 0.5)]


def test_a_long_curve_keeps_its_end():
    points = risk_coverage([n / 1000 for n in range(1000)], [1] * 1000, points=10)
    assert len(points) == 10
    assert points[-1][0] == 1.0


@pytest.mark.parametrize("confidence", [[], [-1.0]])
def test_nothing_answered_is_no_curve(confidence):
    assert risk_coverage(confidence, [True] * len(confidence)) == []
