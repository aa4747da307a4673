from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.autonomy.detector import WORSE, Detector, light_after


def fed(stream, tau=0.05):
    detector = Detector(tau)
    for verdict in stream:
        detector = detector.update(verdict)
    return detector


def likelihood(stream, worse, tau):
    product = 1.0
    for verdict in stream:
        product *= worse if verdict else (1 - worse * tau) / (1 - tau)
    return product


@settings(max_examples=40)
@given(st.lists(st.booleans(), max_size=60))
def test_one_by_one_gives_the_sum_over_all_possible_beginnings(stream):
    batch = sum(likelihood(stream[i:], worse, 0.05) for worse in WORSE for i in range(len(stream)))
    assert isclose(fed(stream).level, batch / len(WORSE), rel_tol=1e-9)


@settings(max_examples=40)
@given(st.lists(st.booleans(), min_size=1, max_size=60), st.data())
def test_one_more_failure_is_always_more_alarming(stream, data):
    i = data.draw(st.integers(0, len(stream) - 1))
    assert (
        fed([*stream[:i], True, *stream[i + 1 :]]).level >= fed([*stream[:i], False, *stream[i + 1 :]]).level
    )


@pytest.mark.parametrize(
    ("before", "level", "after"),
    [
        ("clear", 99.9, "clear"),
        ("clear", 100, "amber"),
        ("amber", 30.1, "amber"),
        ("amber", 30, "clear"),
        ("clear", 500, "red"),
        ("amber", 500, "red"),
        ("red", 0, "red"),
    ],
)
def test_amber_clears_and_red_stays(before, level, after):
    assert light_after(before, level) == after


def test_a_run_of_failures_is_red_within_a_handful():
    assert fed([True] * 3).light == "clear"
    assert fed([True] * 6).light == "red"


def test_it_idles_around_seventeen():
    assert 15 < fed([False] * 500).level < 20


def test_it_never_overflows():
    assert fed([True] * 5000).level < 1e301


def test_a_threshold_it_cannot_watch_is_refused():
    with pytest.raises(ValueError):
        Detector(0.2).update(False)
