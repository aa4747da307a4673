"""Conditions of rules: what they match, and which cannot be judged."""

import pytest

from routing.rules import BadRule, Condition, TicketText, holds, parse_conditions

ATTRIBUTES = {"plan": "Gold", "club_points": 120, "orders": ["A-1", "B-2"], "city": None}
TICKET = TicketText(
    "Return  of Shoes", "My order C++ 12\nis late. Größe 38", "Cleo@Example.net", "form", ATTRIBUTES
)


@pytest.mark.parametrize(
    ("field", "operator", "value", "answer"),
    [
        ("subject", "contains", "shoes", True),
        ("subject", "contains", "SHOES", True),
        ("subject", "contains", "of   shoes", True),
        ("subject", "contains", "shoe", False),
        ("subject", "contains", "order", False),
        ("text", "contains", "order", True),
        ("text", "contains", "shoes my", True),
        ("text", "contains", "c++", True),
        ("text", "contains", "größe", True),
        ("text", "contains", ".*", False),
        ("subject", "is", "return of shoes", True),
        ("subject", "is", "return", False),
        ("subject", "starts", "return of", True),
        ("subject", "starts", "shoes", False),
        ("sender", "ends", "@example.net", True),
        ("sender", "ends", "@example.com", False),
        ("channel", "is", "form", True),
        ("channel", "is", "email", False),
        ("attribute", "is", "plan: gold", True),
        ("attribute", "is", "Plan:GOLD", True),
        ("attribute", "is", "plan: gol", False),
        ("attribute", "starts", "plan: gol", True),
        ("attribute", "is", "Club points: 120", True),
        ("attribute", "is", "orders: b-2", True),
        ("attribute", "is", "city: none", False),
        ("attribute", "is", "gold: plan", False),
    ],
)
def test_holds(field, operator, value, answer):
    assert holds(Condition(field, operator, value), TICKET) is answer


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "text",
        {},
        [],
        ["text"],
        [{}],
        [{"field": "colour", "operator": "is", "value": "red"}],
        [{"field": "text", "operator": "sounds like", "value": "red"}],
        [{"field": "text", "operator": "is", "value": "  "}],
        [{"field": "text", "operator": "is"}],
        [{"field": ["text"], "operator": "is", "value": "red"}],
        [{"field": "attribute", "operator": "is", "value": "gold"}],
        [{"field": "attribute", "operator": "is", "value": "plan:"}],
        [{"field": "attribute", "operator": "is", "value": ": gold"}],
        [{"field": "language", "operator": "is", "value": "Klingon"}],
    ],
)
def test_what_cannot_be_judged_is_refused(raw):
    with pytest.raises(BadRule):
        parse_conditions(raw)


def test_the_one_at_fault_is_named():
    with pytest.raises(BadRule, match="Condition 2"):
        parse_conditions([{"field": "text", "operator": "is", "value": "red"}, {"field": "text"}])


@pytest.mark.parametrize("value", ["(", "[a-", "\\", "*", "\U0001f600", "a" * 500])
@pytest.mark.parametrize("operator", ["contains", "is", "starts", "ends"])
def test_any_text_can_be_a_condition(value, operator):
    [condition] = parse_conditions([{"field": "text", "operator": operator, "value": value}])
    assert holds(condition, TICKET) is False


def test_control_characters_are_no_part_of_it():
    [condition] = parse_conditions([{"field": "text", "operator": "is", "value": " sho\x00es\n"}])
    assert condition.value == "shoes"


GERMAN = TicketText("Frage", "Guten Tag, wo ist meine Bestellung? Ich habe noch nichts von Ihnen gehört.")


@pytest.mark.parametrize(("value", "answer"), [("German", True), ("de", True), ("english", False)])
@pytest.mark.parametrize("operator", ["is", "contains"])
def test_the_language_is_guessed_and_named_as_people_name_it(value, operator, answer):
    [condition] = parse_conditions([{"field": "language", "operator": operator, "value": value}])
    assert holds(condition, GERMAN) is answer


def test_a_text_of_few_words_is_in_no_language():
    [condition] = parse_conditions([{"field": "language", "operator": "is", "value": "English"}])
    assert not holds(condition, TicketText("Hello", "Help"))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("attribute", "plan: gold", "the customer's “plan” is exactly “gold”"),
        ("language", "fr", "the customer writes French"),
    ],
)
def test_a_condition_reads_like_a_sentence(field, value, sentence):
    [condition] = parse_conditions([{"field": field, "operator": "is", "value": value}])
    assert condition.sentence() == sentence
