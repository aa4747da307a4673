"""Rules and moved tickets for tests."""

from __future__ import annotations

from routing.models import Rule
from routing.rules import Condition, RuleValue
from tests.factories import file_under, make_ticket
from tests.routing.route_help import CONDITION


def rule_value(*words: str, category: int = 1, match_any: bool = False) -> RuleValue:
    """A rule that holds when the text contains each of `words`."""
    conditions = tuple(Condition("text", "contains", each) for each in words)
    return RuleValue(1, "R", category, conditions, match_any)


def make_rule(category, name="Shoes", **fields) -> Rule:
    return Rule.objects.create(**{"name": name, "category": category, "conditions": [CONDITION], **fields})


def moved(source, target, by, body: str):
    """A ticket filed under one category and corrected to another."""
    ticket = make_ticket(subject="Question", body=body)
    for category in (source, target):
        file_under(ticket, category, by=by)
    return ticket
