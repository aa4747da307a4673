"""Money given back or let off is a promise in whatever words; talk of money is not."""

import pytest

from copilot.drafting.checks.promises import families
from copilot.drafting.checks.reading import plainly

GIVEN = [
    "You get the £30 for the room back.",
    "You will get your payment back.",
    "The money has gone back to your card.",
    "We'll transfer January's premium back to you.",
    "We'll take the first night off your bill.",
    "Please accept this as a small token of our regret.",
    "Because of the rain you do not have to pay.",
    "There's nothing to pay.",
    "Your insurer will pay for all of it.",
]
TALK = [
    "A colleague will get back to you about the £30.",
    "We'll come back to you with a decision.",
    "Please pay the fee on the day.",
    "You will pay for the journey back.",
]


@pytest.mark.parametrize("text", GIVEN)
def test_given(text):
    assert families(plainly(text))


@pytest.mark.parametrize("text", TALK)
def test_talk(text):
    assert not families(plainly(text))
