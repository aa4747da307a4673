"""“Cannot be returned” never turns into “can”, nor the other way round."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("Sale articles can be returned.", "hold"),
    ("Unworn shoes cannot be returned within 30 days.", "hold"),
    ("The delivery cost of €4.95 is refunded.", "hold"),
    ("The price isn't refunded to the original card.", "hold"),
    ("Sale articles cannot be returned.", "pass"),
    ("Unfortunately we are not able to take sale articles back, they can't be returned.", "pass"),
    ("Sale articles are excluded from return.", "pass"),
    ("Because these are sale articles, you cannot return them.", "pass"),
    ("No problem, unworn shoes can be returned.", "pass"),
    ("Can sale articles be returned?", "pass"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_sign(draft, expected):
    assert verdict("rules_keep_their_sign", draft) == expected


def test_a_german_rule_turned_round():
    sop = "# Rückgabe\n\nReduzierte Ware kann nicht zurückgegeben werden."
    draft = "Reduzierte Ware kann zurückgegeben werden."
    assert verdict("rules_keep_their_sign", draft, "Frage", sop) == "hold"


TWO_CASES = """# Rules

If we supply the new address, the contract moves along. If we do not supply it, the contract ends.
The excess is 900 euros; with the safety option it is 250 euros.
We take old beds along. Mattresses are excluded.
You can change the date online.
"""


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("If we supply your new address, the contract moves along.", "pass"),
        ("Without the safety option the excess is 900 euros.", "pass"),
        ("You can change the date online without calling us.", "pass"),
        ("We take Mattresses along.", "hold"),
        ("You cannot change the date online.", "hold"),
    ],
)
def test_what_a_denial_reaches(draft, expected):
    assert (
        verdict("rules_keep_their_sign", draft, "I have two mattresses, can you take them along?", TWO_CASES)
        == expected
    )
