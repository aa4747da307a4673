"""Newcombe's interval for the difference of two shares, against his published examples."""

import pytest

from copilot.autonomy.intervals import difference


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ],
)
def test_published_examples(counts, expected):
    assert difference(*counts) == pytest.approx(expected, abs=5e-4)


def test_nothing_seen_says_nothing():
    assert difference(0, 0, 1, 2) == (-1.0, 1.0)


def test_the_other_way_round_it_is_mirrored():
    low, high = difference(3, 20, 9, 30)
    assert difference(9, 30, 3, 20) == pytest.approx((-high, -low))
