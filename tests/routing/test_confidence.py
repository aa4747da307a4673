"""Confidence functions keep their promises on any input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing import confidence as c

share = st.floats(0, 1)
outcomes = st.lists(st.tuples(share, st.booleans()), min_size=1, max_size=60)
few = settings(max_examples=40, deadline=None)
PATHS = {"a1": ("a", "a1"), "a2": ("a", "a2"), "b1": ("b", "b1"), "c": ("c",)}


def masses(draws):
    total = sum(draws) or 1
    return {leaf: draw / total for leaf, draw in zip(PATHS, draws, strict=True)}


trees = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(masses)


def test_softmax_rows_are_probabilities():
    rows = c.softmax([[1, 2, 3], [1000, -1000, 0]])
    assert rows.sum(axis=1) == pytest.approx(1)
    assert c.softmax([[0, 5]], temperature=10)[0, 1] < c.softmax([[0, 5]])[0, 1]


def test_temperature_cools_a_boaster():
    chance = np.random.default_rng(0)
    honest = chance.normal(size=(2000, 4))
    truth = [chance.choice(4, p=row) for row in c.softmax(honest)]
    assert c.fit_temperature(honest * 3, truth) == pytest.approx(3, rel=0.15)


def test_few_rows_leave_the_curve_alone():
    assert c.fit_curve([0.5] * 999, [True] * 999) is c.IDENTITY


def test_curve_mends_calibration_and_keeps_order():
    chance = np.random.default_rng(1)
    said = chance.random(4000)
    right = chance.random(4000) < said**2
    curve = c.fit_curve(said, right)
    assert c.ece(curve(said), right) < 0.02 < c.ece(said, right)
    assert np.all(np.diff(curve(np.linspace(0, 1, 200))) >= 0)
    assert 0 < curve(0.0) < curve(1.0) < 1


@few
@given(outcomes)
def test_ece_and_brier_lie_between_nought_and_one(rows):
    said, right = zip(*rows, strict=True)
    assert 0 <= c.ece(said, right) <= 1
    assert 0 <= c.brier(said, right) <= 1


def test_ece_of_certain_and_right_is_nought():
    assert c.ece([1, 1, 0], [True, True, False]) == 0
    assert c.ece([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0)
    assert c.ece([0.9] * 10, [False] * 10) == pytest.approx(0.9)


def test_null_ece_shrinks_with_rows_as_the_root():
    """A perfect router still shows an error; four times the rows, half of it."""
    small, large = c.null_ece(np.linspace(0, 1, 200)), c.null_ece(np.linspace(0, 1, 800))
    assert small / large == pytest.approx(2, rel=0.15)


def test_null_ece_does_not_depend_on_order():
    said = np.linspace(0.2, 0.9, 50)
    assert c.null_ece(said) == c.null_ece(said[::-1])


@pytest.mark.parametrize("function", [c.null_ece, lambda none: c.ece(none, none)])
def test_no_rows_no_calibration_error(function):
    with pytest.raises(ValueError, match="at least one row"):
        function([])


def test_lower_bound_matches_wilson():
    assert float(c.lower_bound(95, 100)) == pytest.approx(0.90084, abs=1e-5)
    assert float(c.lower_bound(0, 0)) == 0


@few
@given(outcomes, st.floats(0.5, 0.99))
def test_threshold_keeps_its_promise_on_its_own_rows(rows, precision):
    said, right = map(np.array, zip(*rows, strict=True))
    threshold = c.threshold_for(said, right, precision)
    if threshold is not None:
        assert right[said >= threshold].mean() >= precision
        assert c.coverage(said, threshold) == pytest.approx((said >= threshold).mean())


def test_perfect_answers_are_promised_only_when_there_are_enough():
    assert c.threshold_for([0.9] * 20, [True] * 20, 0.95) is None
    assert c.threshold_for([0.9] * 60, [True] * 60, 0.95) == 0.9
    assert c.coverage_at([0.9] * 60 + [0.1] * 20, [True] * 60 + [False] * 20, 0.95) == 0.75


@few
@given(st.lists(share, min_size=1, max_size=50), share)
def test_quantile_threshold_keeps_the_share(scores, keep):
    assert np.mean(np.array(scores) <= c.quantile_threshold(scores, keep)) >= keep


@few
@given(trees)
def test_climbing_gathers_mass_up_to_one(probabilities):
    steps = c.climb(probabilities, PATHS)
    assert [mass for _, mass in steps] == sorted(mass for _, mass in steps)
    assert steps[-1] == (c.NOWHERE, pytest.approx(1))


@few
@given(trees, st.floats(0, 1.1), st.floats(0, 1.1))
def test_a_higher_bar_only_moves_the_answer_up(probabilities, one, other):
    low, high = sorted([one, other])
    deep, shallow = c.back_off(probabilities, PATHS, low), c.back_off(probabilities, PATHS, high)
    assert deep[: len(shallow)] == shallow


@few
@given(trees, st.sampled_from(sorted(PATHS)))
def test_the_score_is_the_least_bar_that_contains_the_truth(probabilities, truth):
    score = c.conformal_score(probabilities, PATHS, truth)
    answer = c.back_off(probabilities, PATHS, score)
    assert PATHS[truth][: len(answer)] == answer
    if score > 0:
        below = c.back_off(probabilities, PATHS, math.nextafter(score, 0))
        assert PATHS[truth][: len(below)] != below


def test_conformal_bar_is_the_stated_rank():
    scores = [number / 100 for number in range(1, 100)]
    assert c.conformal_bar(scores, 0.05) == 0.95
    assert c.conformal_bar([0.1] * 10, 0.05) == math.inf


def test_back_off_covers_what_it_promises():
    """An over-confident router on fresh rows: the answer holds the truth in at least 1 - alpha of them."""
    chance = np.random.default_rng(5)
    honest = c.softmax(chance.normal(scale=2, size=(3000, 4)))
    truth = [list(PATHS)[chance.choice(4, p=row)] for row in honest]
    boasts = [
        dict(zip(PATHS, row, strict=True)) for row in honest**2 / (honest**2).sum(axis=1, keepdims=True)
    ]
    scores = [c.conformal_score(p, PATHS, leaf) for p, leaf in zip(boasts, truth, strict=True)]
    bar = c.conformal_bar(scores[:1500], 0.1)
    assert np.mean(np.array(scores[1500:]) <= bar) == pytest.approx(0.9, abs=0.03)
