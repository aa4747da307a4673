"""Where no leaf is sure, the deepest place that is sure gets the ticket; a person files it."""

from routing.classifier import Candidate
from routing.deciding import Guess, Knowledge, Thresholds, decide
from routing.rules import TicketText

PLACES = {("Returns",): 1, ("Returns", "Refund"): 2, ("Returns", "Exchange"): 3}
LEAVES = {
    "refund": (2, Candidate("refund", "Refund", "Returns > Refund")),
    "exchange": (3, Candidate("exchange", "Exchange", "Returns > Exchange")),
}


def verdict(place, out_of_scope=False):
    guess = Guess((("refund", 0.5), ("exchange", 0.45)), out_of_scope, ("back",), place)
    knowledge = Knowledge((), LEAVES, lambda text: guess, Thresholds(sure=0.9), None, PLACES)
    return decide(TicketText("Hello", "I send it back."), knowledge)


def test_torn_between_two_leaves_it_names_their_parent():
    assert (verdict(("Returns",)).category, verdict(("Returns",)).back_off) == (None, 1)


def test_a_leaf_that_is_promised_but_not_sure_enough_falls_back_to_its_parent():
    assert verdict(("Returns", "Refund")).back_off == 1


def test_nothing_is_promised_about_what_belongs_nowhere():
    assert verdict(("Returns",), out_of_scope=True).back_off is None
    assert verdict(()).back_off is None
