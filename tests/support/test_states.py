"""The little state machine that every job and row of ours obeys."""

import pytest

from support.states import IllegalMove, States

LAMP = States("lamp", "off", {"off": ("on",), "on": ("off", "broken"), "broken": ()})


def test_names_keep_their_order():
    assert LAMP.names == ("off", "on", "broken")


def test_choices_for_a_model_field():
    assert LAMP.choices == [("off", "Off"), ("on", "On"), ("broken", "Broken")]


@pytest.mark.parametrize(
    ("here", "there", "may"),
    [
        ("off", "on", True),
        ("on", "broken", True),
        ("off", "broken", False),
        ("broken", "on", False),
        ("on", "on", False),
    ],
)
def test_moves(here, there, may):
    assert LAMP.may_become(here, there) is may


def test_a_refused_move_says_what_is_possible():
    with pytest.raises(IllegalMove) as refusal:
        LAMP.check("off", "broken")
    assert str(refusal.value) == "A lamp that is off cannot become broken, only on."


def test_an_end_says_so():
    with pytest.raises(IllegalMove, match="only nothing else"):
        LAMP.check("broken", "on")


def test_an_allowed_move_is_quiet():
    LAMP.check("off", "on")


def test_where_a_state_is_reached_from():
    assert LAMP.before("broken") == ("on",)
    assert LAMP.before("off") == ("on",)


def test_an_unknown_state_is_an_error_and_not_a_no():
    with pytest.raises(KeyError):
        LAMP.may_become("dim", "on")


def test_the_picture():
    assert LAMP.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> off",
        "    off --> on",
        "    on --> off",
        "    on --> broken",
        "    broken --> [*]",
    ]
