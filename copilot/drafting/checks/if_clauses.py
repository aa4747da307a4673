"""Rules with an “if”: what they give, and each thing they give it on.

“Parts can be returned within 60 days if they are unfitted and in the original box” gives a return on two
conditions. A reply that gives what the rule gives, to a customer who says nothing of one of them or says the
contrary, has left it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from copilot.drafting.checks.courtesies import ASKED, courtesy
from copilot.drafting.checks.evidence import Evidence, Ground
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.promises import MENTION
from copilot.drafting.checks.reading import Reading, about, denies, plainly, read
from copilot.measuring.facts import Key
from copilot.measuring.normalise import words

_OPENS = (
    r"only (?:if|when|where|once|after)|but only if|if and only if|if|provided(?: that)?|as long as"
    r"|so long as"
    r"|on condition that|on the condition that|subject to|sofern|vorausgesetzt(?:,? dass)?|nur wenn"
    r"|nur falls|wenn|(?<=, )falls"
    r"|à condition (?:que|qu'|de|d')|seulement (?:si|sur)|uniquement (?:si|sur)|sous réserve|sur présentation"
    r"|siempre que|siempre y cuando|solo si|sólo si|a condición de que|mits|alleen als|alleen wanneer"
    r"|op voorwaarde dat"
    r"|a condizione che|a patto che|purché|solo se|desde que|apenas se|somente se|pod warunkiem|after sending"
)
OPENS = re.compile(rf"(?:^|(?<=[\s,(]))(?:{_OPENS})(?=[\s'])\s*", re.IGNORECASE)
# An “if” that opens the sentence ends at its comma.
CLOSES = re.compile(r",\s|;|:\s|\.(?=\s|$)|\)|\botherwise\b")
STRICT = re.compile(
    r"but only|only|nur|seulement|uniquement|solo|sólo|alleen|mits|siempre que|à condition|purché", re.I
)
ENDS = re.compile(r";|\.(?=\s|$)|\)|\botherwise\b")
JOINS = re.compile(r"\s*(?:,|\band\b|\bund\b|\bet\b|\by\b|\ben\b|\be\b|\bi\b)\s+", re.IGNORECASE)
# Shares by weight: of what a rule gives that a sentence tells, of the sentence that this is, and of a
# condition that makes it told.
GIVEN, OWN, TOLD = 0.45, 0.33, 0.3
# Words of a condition from which it is one.
FEWEST = 2
SLIGHT = frozenset(
    map(stem, ("customer", "passenger", "guest", "member", "user", "buyer", "day", "time", "case", "been"))
)
# Whoever gives a figure of these kinds for their case speaks of the limit.
LIMITS = frozenset({"percentage", "amount", "date"})
ASIDE = re.compile(r"\([^)]*\)")
UN = re.compile(r"^un(?=[a-z]{4,}(?:ed|en|n|t)$)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a rule is given on; `denied` where it must not be so (“unfitted”, “no discount was used”)."""

    text: str
    stems: frozenset[str]
    figures: frozenset[Key]
    denied: bool


@dataclass(frozen=True, slots=True)
class IfRule:
    """What a sentence gives, by stems, and on which conditions; `strict` where it says “only”."""

    gives: frozenset[str]
    conditions: tuple[Condition, ...]
    strict: bool


@lru_cache(maxsize=4096)
def if_rule(text: str) -> IfRule | None:
    """The rule of one sentence; None where it has no “if” or gives nothing beside it."""
    text = plainly(ASIDE.sub(" ", text))
    opened = OPENS.search(text)
    if opened is None:
        return None
    rest = text[opened.end() :]
    closed = (CLOSES if not text[: opened.start()].strip(" ,") else ENDS).search(rest)
    inside = rest[: closed.start()] if closed else rest
    outside = text[: opened.start()] + " " + (rest[closed.end() :] if closed else "")
    given = read(outside)
    conditions = tuple(each for part in JOINS.split(inside) if (each := _condition(part, given.stems)))
    if not given.stems or not conditions or given.denied:
        return None
    strict = STRICT.match(opened[0]) is not None
    return IfRule(given.stems, conditions, strict)


def _condition(text: str, given: frozenset[str]) -> Condition | None:
    plain = " ".join(UN.sub("", word) for word in text.split())
    reading = read(plain)
    stems = about(words(plain)) - given - SLIGHT
    if not stems and not reading.figures:
        return None
    return Condition(text.strip(), stems, frozenset(reading.figures), plain != text or denies(words(text)))


def dropped(readings: list[Reading], evidence: Evidence) -> Iterator[tuple[Reading, Ground, Condition]]:
    """Each sentence that gives what an “if” rule gives while nothing is said of one of its conditions."""
    told = frozenset().union(*(reading.stems for reading in readings))
    figures = frozenset(key for reading in readings for key in reading.figures)
    for reading in readings:
        if not _states_a_rule(reading):
            continue
        rules = [(ground, if_rule(ground.reading.text)) for ground in evidence.grounds]
        # A sentence that another rule gives, without an “if”, is that rule.
        plain = max((evidence.share(reading, ground) for ground, rule in rules if rule is None), default=0.0)
        for ground, rule in rules:
            if (
                rule is None
                or not _gives(rule, reading, evidence)
                or plain >= evidence.share(reading, ground)
            ):
                continue
            for condition in rule.conditions:
                fewest = 1 if rule.strict else FEWEST
                if not _spoken_of(condition, told, figures, evidence, fewest):
                    yield reading, ground, condition


def _states_a_rule(reading: Reading) -> bool:
    """Whether a sentence gives something outright; with an “if” of its own it perhaps says the same anew."""
    if reading.asks or reading.denied or not reading.stems or OPENS.search(reading.text):
        return False
    aside = courtesy(reading.text) or MENTION.search(reading.text) or ASKED.match(reading.text)
    return bool(reading.families) or not aside


def _gives(rule: IfRule, reading: Reading, evidence: Evidence) -> bool:
    shared = evidence.weight(reading.stems & rule.gives)
    return shared >= GIVEN * evidence.weight(rule.gives) and shared >= OWN * evidence.weight(reading.stems)


def _spoken_of(
    condition: Condition, told: frozenset[str], figures: frozenset[Key], evidence: Evidence, fewest: int
) -> bool:
    """Whether the reply names a condition, or the customer says that it is met."""
    kinds = {key[0] for key in condition.figures} & LIMITS
    if condition.figures & figures or kinds & {key[0] for key in figures}:
        return True
    needed = TOLD * evidence.weight(condition.stems)
    if condition.stems and evidence.weight(condition.stems & told) >= needed:
        return True
    if not condition.stems:
        return any(reading.figures for reading in evidence.customer)
    theirs = condition.stems & evidence.customer_stems
    if evidence.weight(theirs) < needed:
        return len(condition.stems) < fewest and not condition.figures
    # “It's already been fitted” speaks of “unfitted”, and says that it is not so.
    clauses = [clause for reading in evidence.customer for clause in reading.clauses if clause.stems & theirs]
    return any(clause.denied == condition.denied for clause in clauses)
