"""A promise keeps the condition its source ties it to."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("condition left out", "Damaged shoes are replaced free of charge.", "Hello", "hold"),
    (
        "condition kept",
        "Damaged shoes are replaced free of charge if reported within 7 days with a photo.",
        "Hello",
        "pass",
    ),
    (
        "kept in the next sentence",
        "Damaged shoes are replaced. Report them within 7 days with a photo.",
        "Hello",
        "pass",
    ),
    ("limit left out", "The price is refunded to the original card.", "Hello", "warn"),
    ("limit lifted", "Unworn shoes can be returned at any time.", "Hello", "hold"),
    ("whatever the case", "Damaged shoes are replaced even without a photo.", "Hello", "hold"),
    ("no promise", "Please make a label.", "Hello", "pass"),
]


@pytest.mark.parametrize(
    ("draft", "customer", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_condition(draft, customer, expected):
    assert verdict("conditions_are_kept", draft, customer) == expected


def test_a_condition_the_customer_meets_need_not_be_said():
    sop = "# Rules\n\nWe replace the lamp if the switch is broken."
    assert verdict("conditions_are_kept", "We replace the lamp.", "The switch is broken.", sop) == "pass"
    assert verdict("conditions_are_kept", "We replace the lamp.", "I do not like it.", sop) == "hold"


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("You don't need to send a photo of the shoes.", "hold"),
        ("The price is refunded to the card today.", "hold"),
        ("You don't need to worry.", "pass"),
    ],
)
def test_a_requirement_lifted_or_a_time_shortened(draft, expected):
    assert verdict("conditions_are_kept", draft, "Hello") == expected
