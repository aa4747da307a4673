"""What a rule gives to some, or for a time, is not told without that; in doubt there is a warning."""

import pytest

from tests.copilot.check_help import verdict

SOP = """
# Archive

## Visiting
Dogs up to 20 kg are welcome for €12 per visit. Desks can be used if they are not reserved.
Younger pupils read free.

## Copies
You may have a copy of your file. The first copy is free, each further one costs £12.

## Loans
A loan can be ended only while it is open; ending it costs £10. Pupils get 40 % off with proof of school.
Bags, coats and umbrellas from 1 m length are kept at the desk.
"""

CASES = [
    ("Dogs are welcome for €12 per visit.", "hold"),
    ("Dogs up to 20 kg are welcome for €12 per visit.", "pass"),
    ("Desks can be used.", "hold"),
    ("You can use a desk if it is not reserved.", "pass"),
    ("Pupils read free.", "hold"),
    ("Copies of your file are free.", "hold"),
    ("The first copy of your file is free.", "pass"),
    ("A loan can be ended; ending it costs £10.", "hold"),
    ("Pupils get 40 % off, no proof needed.", "hold"),
    ("A loan can be ended whenever you want.", "hold"),
    ("You may end a loan right up to the last day.", "hold"),
    ("Bags are kept at the desk.", "pass"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_limit(draft, expected):
    found = verdict("conditions_are_kept", draft, "Hello", SOP)
    assert (found == "hold") == (expected == "hold"), found


def test_our_own_time_is_no_condition():
    assert verdict("conditions_are_kept", "The price is refunded to the original card.", "Hello") == "warn"


def test_reaching_us_at_any_time_gives_nothing_away():
    assert verdict("conditions_are_kept", "Please write to us at any time.", "Hello") == "pass"
