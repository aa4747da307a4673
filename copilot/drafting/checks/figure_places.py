"""Where the figures of a sentence stand: the words around each, its bound, and what it counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from copilot.drafting.checks.lexicon import STOP, stem
from copilot.drafting.checks.reading import WITHOUT, Clause, Reading, read
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import lowered, words

COMPARED = {"amount", "percentage", "duration", "number", "time", "date"}
# Marks a clause that denies, beside what it is about.
DENIED = "not"
# Words looked at on either side.
REACH = 7
# What the words before the first figure of a list count for the others.
HEAD = 0.35
_UPPER = (
    "within until by before under below most max maximum innerhalb bis höchstens dans sous avant hasta dentro"
)
_LOWER = "over above least minimum exceeding beyond mindestens über ab plus más desde"
UPPER, LOWER = frozenset(_UPPER.split()), frozenset(_LOWER.split())
# “costs £5” says nothing about what does.
SAYS_LITTLE = frozenset(map(stem, ("cost", "pay", "price", "amount", "total", "book", "charge", "worth")))
JOINS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "plus"})
TWICE, ONCE = re.compile(r"\btwice\b", re.I), re.compile(r"\bonce (?=a |an |per |in )", re.I)
NO_NOUN = frozenset({"am", "pm", "a.m.", "p.m.", "uhr"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: the words near it, by side and distance, its bound, and the word it counts."""

    key: Key
    near: dict[tuple[str, str], float]
    bound: str
    counts: str
    about: frozenset[str]


@lru_cache(maxsize=8192)
def places(reading_text: str) -> tuple[Place, ...]:
    """Every figure of a sentence that can be compared, with its surroundings in its clause."""
    whole = read(reading_text)
    return tuple(place for clause in whole.clauses for place in _of_clause(clause, whole))


def _of_clause(clause: Clause, whole: Reading) -> Iterator[Place]:
    tokens = words(TWICE.sub("two times", ONCE.sub("one time", clause.text)))
    joined = f" {' '.join(lowered(tokens))} "
    for key, said in find_facts(tokens).said.items():
        if key[0] in COMPARED:
            yield from _each(joined, key, said, clause, whole)
    # “one” is a pronoun to the facts; before a noun it counts.
    yield from _each(joined, ("number", Decimal(1)), "one", clause, whole)


def _each(joined: str, key: Key, said: str, clause: Clause, whole: Reading) -> Iterator[Place]:
    needle = f" {said.lower().replace('%', ' %').replace('  ', ' ')} "
    at = joined.find(needle)
    if at < 0:
        return
    said_before = joined[:at].split()[::-1]
    before, after = said_before[:REACH], joined[at + len(needle) :].split()[:REACH]
    counts = stem(_noun(after)) if key[0] == "number" else ""
    # “without a subscription” and “with one” differ in the denial only.
    near = clause if len(clause.stems) > 1 else whole
    about = near.stems | {DENIED} if near.denied or WITHOUT.search(near.text) else near.stems
    yield Place(key, _near(before, after, said_before), _bound(before[:3]), counts, about)


def _near(before: list[str], after: list[str], all_before: list[str]) -> dict[tuple[str, str], float]:
    """Words up to the next figure or “and”, the nearer the weightier."""
    near: defaultdict[tuple[str, str], float] = defaultdict(float)
    for side, listed in (("before", before), ("after", after)):
        for distance, word in enumerate(listed, start=1):
            if word in JOINS or any(letter.isdigit() for letter in word):
                break
            if len(word) > 2 and word not in STOP and stem(word) not in SAYS_LITTLE:
                weight = 1 / (1 + 0.3 * distance)
                near[side, stem(word)] += weight * 0.6
                near["", stem(word)] += weight
    _add_head(near, all_before)
    return dict(near)


def _add_head(near: defaultdict[tuple[str, str], float], before: list[str]) -> None:
    """“The deposit is 50 for bicycles and 150 for e-bikes”: what both are stands before the first figure."""
    figures = [at for at, word in enumerate(before) if any(letter.isdigit() for letter in word)]
    head = before[figures[-1] + 1 :] if figures else []
    for distance, word in enumerate(head, start=1):
        if len(word) > 2 and word not in STOP and stem(word) not in SAYS_LITTLE:
            near["before", stem(word)] += HEAD * 0.6 / (1 + 0.3 * distance)
            near["", stem(word)] += HEAD / (1 + 0.3 * distance)


def _bound(before: list[str]) -> str:
    for word in before:
        if word in UPPER:
            return "upper"
        if word in LOWER:
            return "lower"
    return ""


def _noun(after: list[str]) -> str:
    return next((word for word in after[:2] if word not in NO_NOUN and word not in STOP), "")
