"""Amounts worked out from others: what a reply's own figures and the customer's can come to.

Joined are amounts of the reply and of the customer's messages with counts (of things, days, people) and
percentages: n × a, p % of a, a less or plus p %, and, where the sentence says that it adds up, sums and
differences of two or three such terms. All to the cent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key
from copilot.measuring.vocabulary import NUMERALS

CENT = Decimal("0.01")
MONTHS_A_YEAR = Decimal(12)
# More terms than any reply adds up; past this nothing is joined, since then anything could be.
MOST_TERMS = 60
MOST_PARTS, MOST_FACTORS = 4, 4
# “less than £7 each”: within this share.
ROUGHLY = Decimal("0.15")
ABOUT = re.compile(
    r"\b(?:less than|under|about|around|roughly|just over|almost|nearly|approximately|etwa|rund|environ)\b",
    re.I,
)
ADDS_UP = re.compile(
    r"\b(?:together|total|totals|totalling|sum|in all|altogether|makes?|equals?|comes? to|came to|adds? up"
    r"|leaves?|left|which is|that is|that's|this is|so|would be|thus|i\.?e\.?|less|minus|plus|save[sd]?|only"
    r"|stays?|remains?|comes to|difference|more|rest|instead of"
    r"|zusammen|insgesamt|ergibt|also|macht|bleiben|somit|au total|donc|soit|en total|son|quedan|in totale)\b"
    r"|=",
    re.IGNORECASE,
)
YEAR = re.compile(
    r"\b(?:years?|yearly|annual\w*|jahr\w*|jährlich|an(?:née)?s?|año|anual\w*)\b", re.IGNORECASE
)
HALF = re.compile(r"\b(?:half|hälfte|moitié|mitad)\b", re.IGNORECASE)
BOTH = re.compile(r"\b(?:both|two|twice|beide[ns]?|zweimal|zwei|les deux|ambos|ambas)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Operands:
    """What may be joined: amounts of one currency, counts and percentages.

    `given` are amounts of the procedures that the reply does not name; they are only multiplied by a count.
    `said` are the counts that stand in the sentence or the customer's messages.
    """

    amounts: frozenset[Decimal] = field(default_factory=frozenset)
    counts: frozenset[Decimal] = field(default_factory=frozenset)
    rates: frozenset[Decimal] = field(default_factory=frozenset)
    given: frozenset[Decimal] = field(default_factory=frozenset)
    said: frozenset[Decimal] = field(default_factory=frozenset)


def operands(
    key: Key,
    reading: Reading,
    before: Iterable[Key],
    customer: Iterable[tuple[Key, str]],
    procedures: Collection[Key] = (),
) -> Operands:
    """What an amount may follow from: the reply so far, its own sentence, the customer's messages."""
    currency = key[1][0] if isinstance(key[1], tuple) else None
    theirs = list(customer)
    said = [*before, *(other for other in reading.figures if other != key), *(other for other, _ in theirs)]
    rates = _plain(said, "percentage") | ({Decimal(50)} if HALF.search(reading.text) else set())
    return Operands(
        amounts=frozenset(_amounts(said, currency) | _plain([other for other, _ in theirs], "number")),
        counts=frozenset(_all_counts(reading, theirs, _plain(procedures, "number"))),
        rates=frozenset(rates),
        given=frozenset(_amounts(procedures, currency)),
        said=frozenset(_counts([*reading.figures.items(), *theirs])),
    )


def _amounts(keys: Iterable[Key], currency: object) -> set[Decimal]:
    return {
        value[1]
        for kind, value in keys
        if kind == "amount" and isinstance(value, tuple) and value[0] == currency
    }


def _plain(keys: Iterable[Key], wanted: str) -> set[Decimal]:
    return {value for kind, value in keys if kind == wanted and isinstance(value, Decimal)}


def _all_counts(reading: Reading, customer: list[tuple[Key, str]], numbers: set[Decimal]) -> set[Decimal]:
    """Counts of the sentence and the customer, also less those of the procedures: 8 people, 5 included."""
    counts = set(_counts([*reading.figures.items(), *customer]))
    counts |= {abs(one - other) for one in counts for other in numbers if one != other}
    if YEAR.search(reading.text):
        counts |= {MONTHS_A_YEAR, *(MONTHS_A_YEAR - one for one in counts if one < MONTHS_A_YEAR)}
    return counts | ({Decimal(2)} if BOTH.search(reading.text) else set())


def _counts(figures: Iterable[tuple[Key, str]]) -> Iterator[Decimal]:
    for (kind, value), said in figures:
        if kind == "number" and isinstance(value, Decimal):
            yield value
        elif kind == "duration":
            first = said.replace("-", " ").split()[0].lower()
            if first.isdigit():
                yield Decimal(first)
            elif first in NUMERALS:
                yield Decimal(NUMERALS[first])


def follows(value: Decimal, joined: Operands, *, adds_up: bool, roughly: bool = False) -> bool:
    """Whether an amount is what the operands come to."""
    amounts = joined.amounts
    once = {_cents(amount * count) for amount in amounts | joined.given for count in joined.counts}
    shares = {
        _cents(amount * part / 100)
        for amount in amounts
        for rate in joined.rates
        for part in (rate, 100 - rate, 100 + rate)
    }
    parts = {_cents(amount / count) for amount in amounts for count in joined.counts if count}
    if value in once | shares | parts:
        return True
    if roughly and any(abs(value - one) <= ROUGHLY * one for one in once | shares | parts):
        return True
    multiplied = {_cents(amount * count) for amount in amounts for count in joined.said}
    return adds_up and (_joins(value, amounts) or _joins(value, amounts | multiplied | shares))


def amounts_of(keys: Iterable[Key]) -> list[Decimal]:
    """The amounts among figures, whatever their currency."""
    return [value[1] for kind, value in keys if kind == "amount" and isinstance(value, tuple)]


def comes_to(value: Decimal, parts: list[Decimal], earlier: list[Decimal], joined: Operands) -> bool:
    """Whether a stated total is right. Where a sentence adds its own figures up, all of them count."""
    if len(parts) < 2:
        return follows(value, joined, adds_up=True)
    totals = {*parts, *_whole(parts, joined)}
    return value in totals or any(value - one in totals for one in earlier) or _joins(value, set(earlier))


def _whole(parts: list[Decimal], joined: Operands) -> set[Decimal]:
    """Every total of all parts together, each taken once or a stated number of times, some taken off."""
    factors = {Decimal(1), *sorted(joined.said)[:MOST_FACTORS]}
    totals = {part * factor for part in parts[:1] for factor in factors}
    for part in parts[1:MOST_PARTS]:
        steps = {part * factor for factor in factors}
        totals = {each for total in totals for step in steps for each in (total + step, abs(total - step))}
    shares = (share for rate in joined.rates for share in (rate, 100 - rate, 100 + rate))
    return totals | {_cents(part * share / 100) for share in shares for part in parts}


def _joins(value: Decimal, terms: frozenset[Decimal] | set[Decimal]) -> bool:
    """Whether two or three terms come to a value."""
    if len(terms) > MOST_TERMS:
        return False
    pairs = any(value in {one + other, abs(one - other)} for one, other in combinations(terms, 2))
    return pairs or any(value == sum(three) for three in combinations(terms, 3))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT)
