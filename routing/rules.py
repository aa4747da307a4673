"""Routing rules: conditions as data, judged without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from support import names
from support.language import NAMES, language
from support.texts import clean_line

LONGEST_VALUE = 200
# A language shows in the first lines; a quoted thread below them may be in another.
LANGUAGE_READ = 300
FIELDS = {
    "subject": "Subject",
    "text": "Subject or message",
    "sender": "Sender's address",
    "channel": "Channel",
    "attribute": "Customer attribute",
    "language": "Language",
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
        if self.field == "language":
            return f"the customer writes {self.value}"
        if self.field == "attribute":
            name, value = _attribute(self.value)
            return f"the customer's “{name}” {OPERATORS[self.operator]} “{value}”"
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
    """What routing may look at. What costs something to work out waits until a rule asks."""

    subject: str
    body: str
    sender: str = ""
    channel: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)
    name: str = ""

    @property
    def whole(self) -> str:
        return f"{self.subject}\n{self.body}"

    @property
    def nameless(self) -> str:
        """The same without the customer's name: what is learned from and what a model is shown."""
        return names.without(self.whole, [self.name])

    @cached_property
    def text(self) -> str:
        """Subject and message, ready to be compared."""
        return folded(self.whole)

    @cached_property
    def language(self) -> str:
        """Two letters, empty when it is not clear (support/language.py says how)."""
        return language(self.whole[:LANGUAGE_READ])

    def attribute(self, name: str) -> list[str]:
        """The folded values of a customer attribute; “Club points” finds `club_points`."""
        known = {_plain_name(key): value for key, value in self.attributes.items()}
        value = known.get(_plain_name(name))
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [folded(str(each)) for each in values]


def parse_conditions(raw: object) -> tuple[Condition, ...]:
    """Conditions from stored or posted JSON. Raises BadRule naming the one at fault."""
    if not isinstance(raw, list) or not raw:
        raise BadRule("A rule needs at least one condition.")
    return tuple(_parse(number, item) for number, item in enumerate(raw, start=1))


def _parse(number: int, item: object) -> Condition:
    values = item if isinstance(item, dict) else {}
    name, operator, value = (str(values.get(key) or "") for key in ("field", "operator", "value"))
    value = clean_line(value, LONGEST_VALUE)
    if name not in FIELDS or operator not in OPERATORS or not value:
        raise BadRule(f"Condition {number} needs a field, a comparison and some text.")
    if name == "attribute" and not all(_attribute(value)):
        raise BadRule(f"Condition {number}: write the attribute as “name: value”.")
    if name == "language":
        known = {folded(said): language for code, language in NAMES.items() for said in (code, language)}
        if folded(value) not in known:
            raise BadRule(f"Condition {number}: the language is one of {', '.join(NAMES.values())}.")
        return Condition(name, "is", known[folded(value)])
    return Condition(name, operator, value)


def holds(condition: Condition, ticket: TicketText) -> bool:
    """Case and spacing do not matter; “contains” looks for whole words."""
    if condition.field == "language":
        return NAMES.get(ticket.language) == condition.value
    if condition.field == "attribute":
        name, value = _attribute(condition.value)
        return any(_compares(condition.operator, has, folded(value)) for has in ticket.attribute(name))
    text = ticket.text if condition.field == "text" else folded(getattr(ticket, condition.field))
    return _compares(condition.operator, text, folded(condition.value))


def _compares(operator: str, text: str, value: str) -> bool:
    if operator == "is":
        return text == value
    if operator == "starts":
        return text.startswith(value)
    if operator == "ends":
        return text.endswith(value)
    return contains(text, value)


def contains(text: str, words: str) -> bool:
    """Whether the words stand in the text, whole; both folded."""
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _attribute(value: str) -> tuple[str, str]:
    name, _, wanted = value.partition(":")
    return name.strip(), wanted.strip()


def _plain_name(name: str) -> str:
    return folded(name.replace("_", " ").replace("-", " "))


def matches(rule: RuleValue, ticket: TicketText) -> bool:
    judged = (holds(condition, ticket) for condition in rule.conditions)
    return any(judged) if rule.match_any else all(judged)


def first_match(rules: Iterable[RuleValue], ticket: TicketText) -> RuleValue | None:
    return next((rule for rule in rules if matches(rule, ticket)), None)
