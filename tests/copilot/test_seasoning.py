"""One bet a day: what it says, and that bad days do not fool it."""

from random import Random

import pytest

from copilot.autonomy.eprocess import Tally
from copilot.autonomy.seasoning import seasoning


def test_no_day_says_nothing():
    assert seasoning([]).e_value == 1.0
    assert seasoning([(0, 0)]).days == 0


@pytest.mark.parametrize("bad", [(0, 0, 0), (0, 1, 0), (1, 1, 1)])
def test_with_one_draft_a_day_it_is_the_gates_evidence(bad):
    found = seasoning([(1, each) for each in bad]).e_value
    assert found == pytest.approx(Tally(len(bad), sum(bad)).e_value())


def test_more_drafts_on_a_day_are_no_more_evidence():
    assert seasoning([(100, 0)]).e_value == seasoning([(1, 0)]).e_value


@pytest.mark.parametrize(("days", "seasoned"), [(60, False), (90, True)])
def test_clean_days_season(days, seasoned):
    assert seasoning([(20, 0)] * days).seasoned is seasoned


def test_the_order_of_days_does_not_matter():
    days = [(20, 0), (10, 4), (5, 1)]
    assert seasoning(days).e_value == pytest.approx(seasoning(days[::-1]).e_value)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.41])
def test_a_days_expected_factor_is_at_most_one(share):
    """Bad days with a chance that makes the mean exactly 5 %, all drafts of a day alike."""
    chance = 0.05 / share
    bad, good = seasoning([(100, round(100 * share))]).e_value, seasoning([(100, 0)]).e_value
    assert chance * bad + (1 - chance) * good <= 1 + 1e-9


def bursts(random, days):
    """One day in ten has 41 % unacceptable drafts, the others 1 %: 5 % on average, 20 a day."""
    for _ in range(days):
        rate = 0.41 if random.random() < 0.1 else 0.01
        yield 20, sum(random.random() < rate for _ in range(20))


def ever_seasoned(days):
    return any(seasoning(days[:end]).seasoned for end in range(60, len(days) + 1, 5))


def test_bad_days_do_not_fool_it():
    random = Random(7)
    fooled = sum(ever_seasoned(list(bursts(random, 180))) for _ in range(20))
    assert fooled <= 1


@pytest.mark.parametrize("days", [[(2, 3)], [(2, -1)]])
def test_no_count(days):
    with pytest.raises(ValueError, match="day"):
        seasoning(days)
