import numpy as np
import pytest

from routing.mix_shift import compare, divergence, shift_chance


def test_the_divergence_of_known_tables():
    # p = (1, 0), q = (½, ½): ½·log2(4/3) + ½·(½·log2(2/3) + ½·log2(2)) bits
    expected = 0.5 * np.log2(4 / 3) + 0.25 * np.log2(2 / 3) + 0.25
    assert divergence({"a": 4}, {"a": 2, "b": 2}) == pytest.approx(expected)


def test_the_distance_is_its_root_and_runs_to_one():
    assert compare(["a"] * 5, ["b"] * 5).distance == pytest.approx(1)
    assert compare(["a", "b"], ["b", "a"]).distance == pytest.approx(0)


def test_an_empty_window_cannot_be_compared():
    assert compare([], ["a"]) is None
    assert compare(["a"], []) is None


def test_the_chance_is_that_of_dealing_tickets_anew():
    """Two a and two b dealt to windows of two: they part by kind in two of six ways."""
    chance = shift_chance(["a", "a"], ["b", "b"], shuffles=4999)
    assert chance == pytest.approx(1 / 3, abs=0.03)


def test_the_same_question_gets_the_same_answer():
    windows = ["a"] * 30 + ["b"] * 20, ["a"] * 20 + ["b"] * 30
    assert shift_chance(*windows) == shift_chance(*windows)


def test_small_windows_with_many_kinds_are_no_shift():
    """Where a stability index would cry wolf: 40 kinds, 200 tickets a side, one mix."""
    rng = np.random.default_rng(3)
    chances = [shift_chance(*rng.integers(0, 40, (2, 200)).tolist()) for _ in range(40)]
    assert np.mean([chance <= 0.05 for chance in chances]) <= 0.15


def test_what_changed_most_stands_first():
    shift = compare(["a"] * 50 + ["b"] * 50, ["a"] * 48 + ["b"] * 42 + ["new"] * 10)
    assert [change.kind for change in shift.changes] == ["new", "b", "a"]
    assert shift.changes[0].by == pytest.approx(0.1)
    assert (shift.before, shift.now) == (100, 100)
