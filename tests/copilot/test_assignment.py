"""The draw: fixed for a ticket, even over tickets, with the chance of each arm known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.autonomy.assignment import assign, draw_of, effective_share

SHARES = {"auto_share": 0.5, "holdout_share": 0.2}


def test_the_same_ticket_draws_the_same_number():
    assert draw_of("salt", 4821) == draw_of("salt", 4821)


def test_another_salt_another_number():
    assert draw_of("salt", 4821) != draw_of("pepper", 4821)


def test_the_draws_are_spread_evenly():
    draws = [draw_of("salt", ticket) for ticket in range(4000)]
    for tenth in range(10):
        assert 320 < sum(tenth / 10 <= draw < (tenth + 1) / 10 for draw in draws) < 480


@pytest.mark.parametrize(
    ("draw", "arm", "propensity"),
    [
        (0.0, "unseen", 0.1),
        (0.0999, "unseen", 0.1),
        (0.1, "holdout", 0.1),
        (0.1999, "holdout", 0.1),
        (0.2, "auto", 0.4),
        (0.5999, "auto", 0.4),
        (0.6001, "people", 0.4),
        (0.9999, "people", 0.4),
    ],
)
def test_the_holdout_comes_first_then_the_automatic_share_of_the_rest(draw, arm, propensity):
    found = assign(draw, **SHARES)
    assert found.arm == arm
    assert found.propensity == pytest.approx(propensity)


@settings(max_examples=60)
@given(st.floats(0, 1, exclude_max=True), st.floats(0, 1), st.floats(0, 1))
def test_whoever_is_drawn_had_a_chance(draw, auto, holdout):
    found = assign(draw, auto_share=auto, holdout_share=holdout)
    assert 0 < found.propensity <= 1


def test_the_chances_are_those_of_the_draws():
    arms = [assign(draw_of("salt", ticket), **SHARES) for ticket in range(4000)]
    for name in ("unseen", "holdout", "auto", "people"):
        mine = [each for each in arms if each.arm == name]
        assert len(mine) / 4000 == pytest.approx(mine[0].propensity, abs=0.03)


@pytest.mark.parametrize("shares", [{"auto_share": 1.1}, {"holdout_share": -0.1}])
def test_shares_that_are_none(shares):
    with pytest.raises(ValueError, match="between 0 and 1"):
        assign(0.5, **{**SHARES, **shares})


@pytest.mark.parametrize(
    ("level", "light", "share"),
    [("auto", "clear", 0.9), ("auto", "amber", 0.1), ("auto", "red", 0.1), ("canary", "clear", 0.1)],
)
def test_a_canary_and_amber_send_one_in_ten_at_most(level, light, share):
    assert effective_share(0.9, level=level, light=light) == share


def test_less_than_that_stays_less():
    assert effective_share(0.05, level="canary", light="amber") == 0.05
