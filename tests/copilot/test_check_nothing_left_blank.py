"""No blank reaches a customer."""

import pytest

from copilot.drafting import checks
from copilot.drafting.composed import Composed, Sentence
from tests.copilot.check_help import verdict
from tests.copilot.compose_help import context


@pytest.mark.parametrize("text", ["Order {order_id}.", "[[EMAIL_9]]", "Dear [customer name],", "{{name}}"])
def test_a_blank_holds(text):
    composed = Composed("reply", text, (Sentence(text, 0),), ())
    assert checks.worst(checks.run(composed, context())) == "hold"


def test_ordinary_brackets_pass():
    composed = Composed("reply", "Wash it (cold) [see label].", (), ())
    assert checks.worst(checks.run(composed, context())) == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "Your account [PLAYER ID] is fine.",
        "Your parcel comes on <date>.",
        "[Ihr Name]",
        "Bonjour [Prénom],",
        "You get €XX.XX back.",
        "Das dauert X Tage.",
        "Refund of (insert amount here)",
        "TODO: check",
        "Lorem ipsum dolor",
        "Your order number is ____.",
        "Hi ${name},",
        "Hi *|FNAME|*,",
        "Hi undefined,",
        "Dear ,",
        "Am TT.MM.JJJJ kommt es.",
    ],
)
def test_blanks_have_many_shapes(text):
    assert verdict("nothing_left_blank", text) == "hold"


@pytest.mark.parametrize(
    "text",
    [
        "The card ending XXXX 1234 was charged.",
        "We have it in XXL and in XS/XL.",
        "See [our page](https://oxhill.example/labels).",
        "Please give the date as DD/MM/YYYY.",
        "Enter your order number here: https://oxhill.example/labels",
        "None of it is lost.",
        "Love from all of us xx",
    ],
)
def test_what_only_looks_like_a_blank_passes(text):
    assert verdict("nothing_left_blank", text) == "pass"
