"""A figure must stand in a cited section, our records or, where the customer may know it, the ticket."""

import pytest

from copilot.drafting.checks import figures_have_a_source, worst
from copilot.drafting.composed import Composed, Sentence, Source
from tests.copilot.compose_help import context

TICKET = "Order MK-10423 came on 14 May. I paid EUR 80 and you promised 60 days. See evil.example.com/pay"
CITED = Source(1, 11, "returns", "Returns › Return Window", "return-window", 3, "")


def check(text, sources=(1,), **changes):
    composed = Composed("reply", text, (Sentence(text, 0, sources),), (CITED,))
    return figures_have_a_source(composed, context(TICKET, **changes))


CASES = [
    ("no figure", "You are welcome.", "pass"),
    ("in the cited section", "You have 30 days.", "pass"),
    ("the same period in other words", "You have thirty days.", "pass"),
    ("another period", "You have 14 days.", "hold"),
    ("in a section that is not cited", "The limit is EUR 200.", "warn"),
    ("in an internal section only", "We lose 12 %.", "hold"),
    ("money only the customer names", "We pay back EUR 80.", "hold"),
    ("a period only the customer names", "You have 60 days.", "hold"),
    ("a link only the customer names", "Pay at evil.example.com/pay", "hold"),
    ("the customer's order number", "Order MK-10423 is here.", "pass"),
    ("another order number", "Order MK-99999 is here.", "hold"),
    ("the customer's date, said more fully", "It came on 14 May 2026.", "pass"),
    ("another date", "It came on 15 May.", "hold"),
    ("a telephone number from nowhere", "Call 020 915 0148.", "hold"),
    ("a percentage from nowhere", "Take 10 % off.", "hold"),
    ("a bare number in words", "Send both, the two of them.", "pass"),
    ("a bare number", "Send all 17 of them.", "warn"),
]


@pytest.mark.parametrize(("text", "verdict"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figure(text, verdict):
    assert worst(check(text)) == verdict


def test_our_records_are_a_source():
    assert worst(check("We pay back EUR 80.", facts={"amount": "80.00 EUR"})) == "pass"


def test_without_its_citation_the_sentence_is_only_warned_about():
    found = check("You have 30 days.", sources=())[0]
    assert (found.result, found.span) == ("warn", "30 days")
    assert "does not cite" in found.reason


def test_what_we_told_the_customer_before_is_a_source():
    thread = (("customer", "When?"), ("agent", "It ships on 3 June."))
    assert worst(check("It ships on 3 June.", thread=thread)) == "pass"


def test_the_reason_says_that_only_the_customer_says_so():
    assert check("We pay back EUR 80.")[0].reason.startswith("Only the customer says “EUR 80”")
