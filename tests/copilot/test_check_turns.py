"""A rule turned round without a “not” is held; the rule in its own turn is not."""

import pytest

from tests.copilot.check_help import verdict

SOP = """
# Travel

## Paying
Instalments are free of interest. The fare is £8 plus the booking fee.

## Boarding
Pushchairs are folded before boarding. Cars check in no later than 60 minutes before departure.
"""

CASES = [
    ("Instalments are subject to interest.", "hold"),
    ("Instalments are free of interest.", "pass"),
    ("The fare is £8 including the booking fee.", "hold"),
    ("The fare is £8 plus the booking fee.", "pass"),
    ("Pushchairs are folded after boarding.", "hold"),
    ("Please fold pushchairs before boarding.", "pass"),
    ("Cars check in no earlier than 60 minutes before departure.", "hold"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_turn(draft, expected):
    assert verdict("rules_keep_their_sign", draft, "Hello", SOP) == expected


def test_a_case_that_is_not_in_time_denies_nothing():
    sop = "# Visits\n\nPlease cancel visits at least 24 hours before; otherwise we charge £35."
    draft = "We charge £35 for visits that aren't cancelled at least 24 hours before."
    assert verdict("rules_keep_their_sign", draft, "Hello", sop) == "pass"


def test_the_excepted_part_may_be_denied():
    sop = "# House\n\nPhotos without flash are allowed, except in the reading room."
    draft = "You're welcome to take photos without flash, just not in the reading room."
    assert verdict("rules_keep_their_sign", draft, "Hello", sop) == "pass"
