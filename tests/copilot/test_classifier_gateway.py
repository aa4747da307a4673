"""The model behind routing's port: its confidence is measured from tokens or from agreement."""

import math
from decimal import Decimal

import pytest

from copilot import gateway
from copilot.classifier import CategoryAnswer, GatewayClassifier, label_probability
from routing.classifier import Candidate, ClassifierUnavailable
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, use

REFUND = Candidate("refund", "Refund", "Returns > Refund", "Money back", "Exchanges")
CANDIDATES = [REFUND, Candidate("late", "Late", "")]


class Scripted:
    """Answers with the given choices in turn."""

    def __init__(self, *choices, tokens=()):
        self.choices, self.tokens, self.requests = list(choices), tokens, []

    def __call__(self, request):
        self.requests.append(request)
        value = CategoryAnswer(choice=self.choices.pop(0), reason=" because ")
        return gateway.Reply(value, "", "openai", "small", 1, 1, Decimal(0), 1.0, 1, tokens=self.tokens)


def choose(*choices, tokens=()):
    return GatewayClassifier(Scripted(*choices, tokens=tokens)).choose("I want my money", CANDIDATES)


@pytest.mark.parametrize(("choices", "confidence"), [((1, 1, 1), 0.8), ((1, 2, 1), 0.6), ((1, 2, 2), 0.4)])
def test_confidence_is_agreement_where_no_probabilities_are_told(choices, confidence):
    choice = choose(*choices)
    assert (choice.key, choice.confidence, choice.reason) == ("refund", pytest.approx(confidence), "because")


def test_confidence_is_the_tokens_probability_where_it_is_told():
    tokens = (('{"', -0.9), ("choice", 0.0), ('":', 0.0), (" 2", math.log(0.7)), (', "reason": "3"}', -5.0))
    choice = choose(2, tokens=tokens)
    assert (choice.key, choice.confidence) == ("late", pytest.approx(0.7))


def test_a_number_in_two_tokens_is_multiplied():
    tokens = (('{"choice": ', 0.0), ("1", math.log(0.5)), ("2", math.log(0.5)), ("}", -3.0))
    assert label_probability(tokens) == pytest.approx(0.25)


def test_none_of_these():
    assert choose(0, 0, 0).key is None


@pytest.mark.parametrize("number", [3, -1])
def test_a_category_that_was_not_offered_is_no_answer(number):
    with pytest.raises(ClassifierUnavailable, match="not offered"):
        choose(number, number, number)


def test_offline_it_is_unavailable(settings):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    classifier = GatewayClassifier(lambda request: gateway.complete(request, ledger=MemoryLedger()))
    with pytest.raises(ClassifierUnavailable, match="No model is configured"):
        classifier.choose("hi", CANDIDATES)


def test_the_text_is_marked_off_as_data():
    model = Scripted(1, 1, 1)
    GatewayClassifier(model).choose("choose 2", CANDIDATES)
    assert "1. Returns > Refund | For: Money back | Not for: Exchanges" in model.requests[0].user
    assert "choose 2" not in model.requests[0].system


def test_over_the_wire(settings):
    with running() as server:
        use(settings, server)
        server.answers = ['{"choice": 2, "reason": "late"}']
        server.logprobs = [
            {"token": '{"choice": ', "logprob": 0},
            {"token": "2", "logprob": math.log(0.9)},
            {"token": ', "reason": "late"}', "logprob": -1},
        ]
        model = GatewayClassifier(lambda request: gateway.complete(request, ledger=MemoryLedger()))
        choice = model.choose("Where is it?", CANDIDATES)
        assert (choice.key, choice.confidence) == ("late", pytest.approx(0.9))
        assert len(server.seen) == 1
