"""Where a ticket belongs, as a table: the cheapest path that is good enough, and why a person is asked."""

import pytest

from routing.deciding import MODEL_CANDIDATES, Filed, Thresholds, decide
from routing.rules import Condition, RuleValue, TicketText
from tests.routing.route_help import NOBODY, Scripted, knowing, leaves

TICKET = TicketText("Shoes", "They are too small")
RETURNS, DELIVERY, REFUNDS = 1, 2, 3
RULE = RuleValue(9, "Shoes", DELIVERY, (Condition("text", "contains", "shoes"),))
SURE, MIDDLE, LOW = ("returns", 0.92), ("returns", 0.5), ("returns", 0.2)


@pytest.mark.parametrize(
    ("knowledge", "path", "category"),
    [
        (knowing(SURE, rules=[RULE]), "rule", DELIVERY),
        (knowing(SURE), "learned", RETURNS),
        (knowing(("returns", 0.8)), "learned", RETURNS),
        (knowing(MIDDLE), "person", None),
        (knowing(MIDDLE, model=NOBODY), "person", None),
        (knowing(MIDDLE, model=Scripted("refunds")), "model", REFUNDS),
        (knowing(MIDDLE, model=Scripted("refunds", 0.5)), "person", None),
        (knowing(MIDDLE, model=Scripted(None)), "person", None),
        (knowing(MIDDLE, model=Scripted("unheard-of")), "person", None),
        (knowing(LOW, model=Scripted("refunds")), "person", None),
        (knowing(SURE, out_of_scope=True, model=Scripted("refunds")), "person", None),
        (knowing(out_of_scope=True), "person", None),
        (knowing(), "person", None),
        (knowing(model=Scripted("refunds")), "model", REFUNDS),
        (knowing(model=NOBODY), "person", None),
        (knowing(("retired", 0.99), MIDDLE), "person", None),
        (knowing(("retired", 0.99)), "person", None),
        (knowing(SURE, thresholds=Thresholds()), "person", None),
        (knowing(SURE, candidates={}), "person", None),
    ],
)
def test_the_way_and_the_place(knowledge, path, category):
    verdict = decide(TICKET, knowledge)
    assert (verdict.path, verdict.category) == (path, category)
    assert verdict.reason


@pytest.mark.parametrize("knowledge", [knowing(SURE, rules=[RULE]), knowing(SURE), knowing()])
def test_a_persons_word_outweighs_everything(knowledge):
    verdict = decide(TICKET, knowledge, Filed(REFUNDS, "Ada Agent"))
    assert (verdict.path, verdict.category, verdict.reason) == ("person", REFUNDS, "Ada Agent put it here.")


@pytest.mark.parametrize(
    ("knowledge", "words"),
    [
        (knowing(), "Nothing has been learned yet"),
        (knowing(SURE, out_of_scope=True), "resembles nothing"),
        (knowing(("retired", 0.99)), "resembles nothing"),
        (knowing(MIDDLE, model=Scripted(None)), "found no category"),
        (knowing(MIDDLE), "“Returns” at 50%, and 80% is needed"),
        (knowing(SURE, thresholds=Thresholds()), "too few labels"),
    ],
)
def test_a_person_is_told_why(knowledge, words):
    assert words in decide(TICKET, knowledge).reason


def test_what_it_went_by_is_told():
    assert "“shoes”" in decide(TICKET, knowing(SURE)).reason
    assert decide(TICKET, knowing(MIDDLE, model=Scripted("refunds"))).reason == "It says so."


def test_every_path_that_was_asked_is_listed_with_its_answer():
    verdict = decide(TICKET, knowing(MIDDLE, ("delivery", 0.3), model=NOBODY))
    assert [(step["path"], step["answer"]) for step in verdict.considered] == [
        ("rule", "no rule matched"),
        ("learned", "returns at 50%"),
        ("model", "No model is configured."),
    ]


def test_runners_up_are_the_next_best_and_never_the_chosen():
    ranked = (SURE, ("delivery", 0.05), ("refunds", 0.03))
    verdict = decide(TICKET, knowing(*ranked))
    assert [row["category"] for row in verdict.runners_up] == [DELIVERY, REFUNDS]
    assert verdict.confidence == 0.92


def test_unsure_the_best_guess_is_the_first_runner_up():
    verdict = decide(TICKET, knowing(MIDDLE, ("delivery", 0.3)))
    assert [row["category"] for row in verdict.runners_up] == [RETURNS, DELIVERY]


def test_the_model_is_offered_the_likeliest_only():
    keys = [f"leaf-{number}" for number in range(30)]
    ranked = [(key, 0.5 - number / 100) for number, key in enumerate(keys)]
    model = Scripted("leaf-3")
    decide(TICKET, knowing(*ranked, candidates=leaves(*keys), model=model))
    assert model.asked == [("Shoes\nThey are too small", keys[:MODEL_CANDIDATES])]


def test_before_anything_was_learned_it_is_offered_all():
    model = Scripted("returns")
    decide(TICKET, knowing(model=model))
    assert model.asked[0][1] == ["returns", "delivery", "refunds"]


def test_a_sure_guess_costs_no_model_call():
    model = Scripted("returns")
    decide(TICKET, knowing(SURE, model=model))
    decide(TICKET, knowing(SURE, rules=[RULE], model=model))
    assert model.asked == []
