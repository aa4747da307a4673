"""Conditions of rules: what they match, and which cannot be judged."""

import pytest

from routing.rules import BadRule, Condition, TicketText, holds, parse_conditions

TICKET = TicketText("Return  of Shoes", "My order C++ 12\nis late. Größe 38", "Cleo@Example.net", "form")


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
