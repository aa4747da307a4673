"""Whether the category chosen is all that the promise of coverage leaves: what the system may act on."""

import pytest

from routing.classifier import Candidate
from routing.deciding import Filed, Guess, Knowledge, Thresholds, decide
from routing.rules import TicketText

PLACES = {("Returns",): 1, ("Returns", "Refund"): 2}
LEAVES = {"refund": (2, Candidate("refund", "Refund", "Returns > Refund"))}


def verdict(place, filed=None):
    guess = Guess((("refund", 0.97),), False, ("back",), place)
    knowledge = Knowledge((), LEAVES, lambda text: guess, Thresholds(sure=0.9), None, PLACES)
    return decide(TicketText("Hello", "I send it back."), knowledge, filed)


@pytest.mark.parametrize(
    ("place", "promised"), [(("Returns", "Refund"), True), (("Returns",), False), ((), False)]
)
def test_only_the_leaf_itself(place, promised):
    found = verdict(place)
    assert (found.category, found.path, found.promised) == (2, "learned", promised)


def test_a_persons_word_is_no_promise_of_coverage():
    assert not verdict(("Returns", "Refund"), Filed(2, "Ada")).promised
