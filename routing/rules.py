"""Routing rules: conditions as data, judged without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from support.texts import clean_line

LONGEST_VALUE = 200
FIELDS = {
    "subject": "Subject",
    "text": "Subject or message",
    "sender": "Sender's address",
    "channel": "Channel",
}
OPERATORS = {
    "contains": "contains the words",
    "is": "is exactly",
    "starts": "starts with",
    "ends": "ends with",
}


class BadRule(ValueError):
    """A condition that cannot be judged; the sentence names it."""


@dataclass(frozen=True)
class Condition:
    field: str
    operator: str
    value: str

    def sentence(self) -> str:
        return f"{FIELDS[self.field].lower()} {OPERATORS[self.operator]} “{self.value}”"


@dataclass(frozen=True)
class RuleValue:
    """A rule as plain values, in the order it is asked."""

    id: int
    name: str
    category: int
    conditions: tuple[Condition, ...]
    match_any: bool = False


@dataclass(frozen=True)
class TicketText:
    """What routing may look at."""

    subject: str
    body: str
    sender: str = ""
    channel: str = ""

    @property
    def whole(self) -> str:
        return f"{self.subject}\n{self.body}"


def parse_conditions(raw: object) -> tuple[Condition, ...]:
    """Conditions from stored or posted JSON. Raises BadRule naming the one at fault."""
    if not isinstance(raw, list) or not raw:
        raise BadRule("A rule needs at least one condition.")
    conditions = []
    for number, item in enumerate(raw, start=1):
        values = item if isinstance(item, dict) else {}
        field, operator, value = (str(values.get(name) or "") for name in ("field", "operator", "value"))
        value = clean_line(value, LONGEST_VALUE)
        if field not in FIELDS or operator not in OPERATORS or not value:
            raise BadRule(f"Condition {number} needs a field, a comparison and some text.")
        conditions.append(Condition(field, operator, value))
    return tuple(conditions)


def holds(condition: Condition, ticket: TicketText) -> bool:
    """Case and spacing do not matter; “contains” looks for whole words."""
    text = _folded(
        ticket.whole if condition.field == "text" else getattr(ticket, _ATTRIBUTE[condition.field])
    )
    value = _folded(condition.value)
    if condition.operator == "is":
        return text == value
    if condition.operator == "starts":
        return text.startswith(value)
    if condition.operator == "ends":
        return text.endswith(value)
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


_ATTRIBUTE = {"subject": "subject", "sender": "sender", "channel": "channel"}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def first_match(rules: Iterable[RuleValue], ticket: TicketText) -> RuleValue | None:
    for rule in rules:
        judged = [holds(condition, ticket) for condition in rule.conditions]
        if any(judged) if rule.match_any else all(judged):
            return rule
    return None
