"""Examples of a rule: texts it must match and texts it must not, tried whenever the rule is saved. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from routing.rules import BadRule, RuleValue, TicketText, matches
from support.texts import clean_line

MOST = 50
LONGEST = 1000
# What an example can say of a ticket beside its words; any other name is one of the customer's attributes.
FACTS = ("subject", "sender", "channel")


@dataclass(frozen=True)
class Example:
    """One line: `Where is my parcel?`, or with facts before it `sender: a@b.example | Where is it?`."""

    text: str
    matches: bool

    def sentence(self) -> str:
        return f"“{self.text}” {'must match and does not' if self.matches else 'must not match and does'}"


def typed(must_match: str, must_not: str) -> tuple[Example, ...]:
    """Examples as typed, one a line. Raises BadRule when they are too many, too long or cannot be read."""
    lines = [(line, True) for line in must_match.splitlines()]
    lines += [(line, False) for line in must_not.splitlines()]
    examples = tuple(Example(text, kind) for line, kind in lines if (text := " ".join(line.split())))
    if len(examples) > MOST:
        raise BadRule(f"A rule has at most {MOST} examples; these are {len(examples)}.")
    for example in examples:
        if len(example.text) > LONGEST:
            raise BadRule(
                f"The example “{clean_line(example.text, 60)}” is longer than {LONGEST} characters."
            )
        as_ticket(example.text)
    return examples


def stored(raw: object) -> tuple[Example, ...]:
    """What can be read of a rule's stored examples."""
    rows = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
    return tuple(Example(str(row["text"]), bool(row.get("matches"))) for row in rows if row.get("text"))


def lines(examples: Iterable[Example], *, matching: bool) -> str:
    return "\n".join(example.text for example in examples if example.matches == matching)


def as_ticket(line: str) -> TicketText:
    """The ticket an example stands for: its words are the subject, or the message where a subject is given.

    Raises BadRule when what stands before a bar is not a fact.
    """
    *facts, text = (part.strip() for part in line.split("|"))
    given: dict[str, str] = {}
    attributes: dict[str, object] = {}
    for fact in facts:
        name, colon, value = fact.partition(":")
        if not colon or not name.strip():
            raise BadRule(f"In the example “{clean_line(line, 60)}”, write “{fact}” as “name: value”.")
        (given if name.strip().lower() in FACTS else attributes)[name.strip().lower()] = value.strip()
    subject, body = (given["subject"], text) if "subject" in given else (text, "")
    return TicketText(subject, body, given.get("sender", ""), given.get("channel", ""), attributes)


def failing(rule: RuleValue, examples: Iterable[Example]) -> list[Example]:
    return [example for example in examples if matches(rule, as_ticket(example.text)) != example.matches]
