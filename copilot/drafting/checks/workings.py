"""Amounts worked out from others: what a reply's own figures and the customer's can come to.

A term is an amount of the reply or of the customer's messages, taken once or as often as a count says, or a
percentage of it. An amount “per box” is taken as often as there are boxes, where that is known, and one that
begins “above 2 boxes” as often as there are more. A worked-out amount is a term, or two or three terms added
and subtracted, each amount once. All to the cent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key
from copilot.measuring.quantities import as_number
from copilot.measuring.vocabulary import NUMERALS, SHY_NUMERALS

CENT = Decimal("0.01")
# More terms than any reply adds up; past this nothing is joined, since then anything could be.
MOST_PRICES, MOST_COUNTS = 12, 10
# “less than £7 each”: within this share.
ROUGHLY = Decimal("0.15")
ABOUT = re.compile(
    r"\b(?:less than|under|about|around|roughly|just over|almost|nearly|approximately|etwa|rund|environ)\b",
    re.I,
)
ADDS_UP = re.compile(
    r"\b(?:together|total|totals|totalling|sum|in all|altogether|makes?|equals?|comes? to|came to|adds? up"
    r"|leaves?|left|which is|that is|that's|this is|so|would be|thus|i\.?e\.?|less|minus|plus|only"
    r"|difference"
    r"|sav(?:e[sd]?|ings?)|stays?|remains?|more|rest|instead of|works? out|ahead|cheaper|dearer|becomes?"
    r"|means?"
    r"|get back|amounts? to|extra|off|deduct\w*|takes? it to"
    r"|zusammen|insgesamt|ergibt|ergeben|also|macht|machen|bleiben|bleibt|somit|gesamt\w*|sparen|ersparnis"
    r"|daher|weniger|mehr|günstiger|wären"
    r"|au total|donc|soit|en tout|reste|économis\w*|fait|font|ainsi"
    r"|en total|quedan?|sería\w*|total de|por tanto|así que|ahorr\w*|serán"
    r"|in totale|totale|quindi|fanno|risparmi\w*|dunque|perciò|resta\w*"
    r"|samen|totaal|dus|bespaart|maakt|blijft|ao todo|portanto|fica\w*|poupa\w*"
    r"|short of|missing|manque\w*|fehl(?:t|en)|faltan?|mancano|ontbre\w+|brakuje|cada uno|each"
    r"|razem|łącznie|czyli|więc|wynosi|oszczędz\w*)\b"
    r"|=",
    re.IGNORECASE,
)
YEAR = re.compile(
    r"\b(?:years?|yearly|annual\w*|12 months|twelve months|jahr\w*|jährlich|an(?:née)?s?|año|anual\w*"
    r"|anno|annu\w+"
    r"|jaar\w*|ano|rok\w*|lata)\b",
    re.IGNORECASE,
)
# “£100 for gas and electricity together”, “for Saturday and Sunday”.
TWO_NAMED = re.compile(
    r"\bfor (?:the )?\w+ and (?:the )?[^\W\d]+\b|\b\w+ (?:and|und|et|y|e|en) [^\W\d]+"
    r" (?:together|zusammen|samen)\b",
    re.I,
)
# What comes for every so many: “every 100 points give 5 €”.
FOR_EVERY = re.compile(
    r"\b(?:every|each|for each|per|ogni|je|pro|cada|chaque|por cada|elke"
    r"|za każde) (\d[\d.,]*) ([^\W\d]+)",
    re.I,
)
BOTH = re.compile(r"\b(?:both|pair|two|twice|beide[ns]?|zweimal|zwei|les deux|ambos|ambas)\b", re.IGNORECASE)
FRACTIONS = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), Decimal(100) / part)
    for pattern, part in (
        (r"half|halve|hälfte|halbe\w*|moitié|mitad|metà|helft|metade|połow\w+", 2),
        (r"(?:a |one )third|drittel|un tiers|un tercio|un terzo|(?:een|één) derde", 3),
        (r"(?:a |one )quarter (?:of|less)|viertel|un quart|un cuarto|un quarto|(?:een|één) kwart", 4),
        (r"(?:a |one )tenth|zehntel|(?:een|één) tiende", 10),
        (r"(?:one )?thirtieth|dreißigstel|(?:een|één) dertigste", 30),
    )
)
# What an amount is charged for each of: “€14 per day”, “£2 each”.
PER = re.compile(
    r"^ ?(?:(?:a|per|an|each|every|for each|for every|of every|of each|pro|je|par|por|al|alla|a la|na|za"
    r"|am|im) |/ ?)"
    r"(?P<unit>[€£$]? ?\w[\w.,]*)",
    re.IGNORECASE,
)
# From where on an amount is charged.
BEYOND = re.compile(
    r"\b(?:above (?:that|this)|beyond|over that|thereafter|after (?:that|this)|then|each further|darüber"
    r"|danach"
    r"|jede\w* weitere\w*|au-delà|ensuite|puis|oltre|poi|después|daarboven|daarna|além|powyżej)\b",
    re.IGNORECASE,
)
# What is in the price, or free, before.
INCLUDED = re.compile(
    r"\b(?:includ\w+|free|first|up to|gratis|kostenlos\w*|gratuit\w*|inklusive|enthalten|bis(?: zu)?"
    r"|compris\w*"
    r"|jusqu'à|inclu\w+|hasta|compres\w+|fino a|inbegrepen|tot|darmo\w*)\b",
    re.IGNORECASE,
)
# Where customers leave the currency out.
LEAST_PRICE = 5
BARE_BEFORE = re.compile(
    r"\b(?:at|for|paid|pay|pays|charged|costs?|was|is|worth|fare|price|total|deposit|à|zu|für|kostet|de"
    r"|por|voor|van"
    r"|per|da) $",
    re.IGNORECASE,
)
BARE_AFTER = re.compile(
    r" ?(?:each|apiece|per|a (?:month|piece|person|night|year)|je|pro|par|por|al|stuk|cad)\b", re.I
)
PEOPLE = frozenset(map(stem, ("you", "us", "people", "adults", "passengers", "guests", "persons", "person")))


@dataclass(frozen=True)
class Price:
    """An amount, what it is for each of (a stem, empty when unsaid), how many of these its price is for, and
    the counts that come before it is charged."""

    amount: Decimal
    per: str = ""
    lot: Decimal = Decimal(1)
    above: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Operands:
    """What may be joined. `given` are prices of the procedures that the reply does not name: only multiplied.

    `twice` are the amounts that the reply gives for two things.
    `counts` are (count, stem of what is counted); `rates` are per cents.
    """

    prices: tuple[Price, ...] = ()
    twice: frozenset[Decimal] = frozenset()
    counts: tuple[tuple[Decimal, str], ...] = ()
    rates: frozenset[Decimal] = frozenset()
    given: tuple[Price, ...] = ()


def operands(
    key: Key,
    reading: Reading,
    before: Sequence[Reading],
    customer: Sequence[Reading],
    rules: Sequence[Reading] = (),
) -> Operands:
    """What an amount may follow from: its own sentence, the reply so far, the customer's messages."""
    currency = key[1][0] if isinstance(key[1], tuple) else None
    said = [*before, reading, *customer]
    prices = {one.amount: one for one in _prices([*customer, *before, reading], currency)}
    if isinstance(key[1], tuple):
        prices.pop(key[1][1], None)
    # Customers leave the currency out: “two tickets at 40 each”.
    for one in (value for each in customer for value in _bare_prices(each)):
        prices.setdefault(one, Price(one))
    counts = dict.fromkeys(count for each in said for count in counts_of(each))
    counts |= dict.fromkeys(_less_included(list(counts), rules, reading))
    if any(YEAR.search(one.text) for one in (reading, *customer)):
        counts |= dict.fromkeys([(Decimal(12), stem("month")), (Decimal(12), "")])
    if TWO_NAMED.search(reading.text) or any(BOTH.search(one.text) for one in (reading, *customer)):
        counts |= {(Decimal(2), ""): None}
    given = tuple(one for one in _prices(rules, currency) if one.amount not in prices)
    twice = _said_twice([*before, reading], currency)
    return Operands(tuple(prices.values())[-MOST_PRICES:], twice, tuple(counts), _rates(said), given)


def _said_twice(said: Sequence[Reading], currency: object) -> frozenset[Decimal]:
    """Amounts that stand more than once in a reply: “delivery €49, and another €49 for collection”."""
    times: Counter[Decimal] = Counter()
    for one in said:
        for (kind, value), as_said in one.figures.items():
            if kind == "amount" and isinstance(value, tuple) and value[0] == currency:
                times[value[1]] += one.text.count(as_said)
    return frozenset(amount for amount, often in times.items() if often > 1)


def _rates(said: Sequence[Reading]) -> frozenset[Decimal]:
    found = {rate for one in said for rate in _plain(one.figures, "percentage")}
    return frozenset(
        found | {rate for one in said for fraction, rate in FRACTIONS if fraction.search(one.text)}
    )


def _plain(keys: Iterable[Key], wanted: str) -> set[Decimal]:
    return {value for kind, value in keys if kind == wanted and isinstance(value, Decimal)}


def _prices(readings: Iterable[Reading], currency: object) -> Iterator[Price]:
    previous: Reading | None = None
    for reading in readings:
        for (kind, value), said in reading.figures.items():
            if kind != "amount" or not isinstance(value, tuple):
                continue
            amount = value[1] / 100 if value[0] == "CENT" else value[1]
            if value[0] in {currency, "CENT"} and isinstance(amount, Decimal):
                before, _, after = reading.text.partition(said)
                per, lot = _per(after)
                every = None if per else FOR_EVERY.search(before)
                if every and (many := as_number(every[1])):
                    per, lot = _thing(every[2]), many
                yield Price(amount, per, lot, tuple(_before_charged(per, reading, previous)))
        previous = reading


def _before_charged(per: str, reading: Reading, previous: Reading | None) -> Iterator[Decimal]:
    """The counts that are free before an amount is charged: “up to 2 boxes free; above that €25 a box”."""
    if BEYOND.search(reading.text):
        for one in (reading, previous):
            if one and INCLUDED.search(one.text):
                yield from (count for count, unit in counts_of(one) if unit == per or not per)


def _bare_prices(reading: Reading) -> Iterator[Decimal]:
    for (kind, value), said in reading.figures.items():
        before, _, after = reading.text.partition(said)
        priced = BARE_BEFORE.search(before) or BARE_AFTER.match(after)
        if priced and kind == "number" and isinstance(value, Decimal) and value >= LEAST_PRICE:
            yield value


def _per(after: str) -> tuple[str, Decimal]:
    """(stem of what an amount is for each of, how many of these): “per 1,000” is for a thousand."""
    found = PER.match(after)
    if not found:
        return "", Decimal(1)
    lot = as_number(found["unit"].strip(" €£$.,"))
    if lot:
        return "", lot
    plural = re.match(r"^ ?a \w+[^su]s\b", after)  # “900 € a plazos”
    return ("" if plural else _thing(found["unit"])), Decimal(1)


def _thing(word: str) -> str:
    short = stem(word.lower().strip(".,"))
    return "person" if short in PEOPLE else short


def counts_of(reading: Reading) -> Iterator[tuple[Decimal, str]]:
    """Counts with what they count: of things, days, people."""
    for (kind, value), said in reading.figures.items():
        if kind == "number" and isinstance(value, Decimal):
            after = re.findall(r"[^\W\d_]+", reading.text.partition(said)[2][:40])
            if after[:1] == ["of"]:
                after = after[1:]
            yield value, _thing(after[0]) if after else ""
        elif kind == "duration":
            first, *rest = said.replace("-", " ").split()
            number = as_number(first) or NUMERALS.get(first.lower()) or SHY_NUMERALS.get(first.lower())
            if number and rest:
                yield Decimal(number), _thing(rest[-1])


def _less_included(
    counts: Collection[tuple[Decimal, str]], rules: Sequence[Reading], reading: Reading
) -> Iterator[tuple[Decimal, str]]:
    """Counts less those of the procedures: 8 people, 5 included."""
    included = {count for one in rules for count in counts_of(one) if INCLUDED.search(one.text)}
    for one, unit in counts:
        yield from ((one - other, unit) for other, thing in included if thing == unit and other < one)
        if one < 12 and YEAR.search(reading.text):
            yield 12 - one, ""


def follows(value: Decimal, joined: Operands, *, adds_up: bool, roughly: bool = False) -> bool:
    """Whether an amount is what the operands come to."""
    terms = [_terms(price, joined) for price in joined.prices]
    single = {one for found in terms for one in found}
    given = {one for price in joined.given for one in _times(price, joined, shared=False)}
    if any(_cents(value) == _cents(one) for one in single | given):
        return True
    if roughly and any(abs(value - one) <= ROUGHLY * one for one in single):
        return True
    if not adds_up:
        return False
    # Twelve boxes at $8 a box are never $8.
    alone = [
        set()
        if _counted(price, joined)
        else {price.amount, 2 * price.amount}
        if price.amount in joined.twice
        else {price.amount}
        for price in joined.prices
    ]
    return _joins(value, [found | once for found, once in zip(terms, alone, strict=True)])


def _terms(price: Price, joined: Operands) -> set[Decimal]:
    """What one amount may come to: as often as counted, and per cents of that; not the amount alone."""
    whole = _times(price, joined)
    bases = whole | {price.amount}
    shares = {
        base * part / 100
        for base in bases
        for rate in joined.rates
        for part in (rate, 100 - rate, 100 + rate)
    }
    return whole | shares


def _counted(price: Price, joined: Operands) -> list[Decimal]:
    """How many there are of what an amount is for each of; empty when that is not known."""
    return [count for count, unit in joined.counts if price.per and unit == price.per]


def _times(price: Price, joined: Operands, *, shared: bool = True) -> set[Decimal]:
    """An amount as often as there are of what it is for; any count will do where that is not known."""
    known = _counted(price, joined)
    counts = known or [count for count, _ in joined.counts][-MOST_COUNTS:]
    if price.above:
        counts = [count - most for count in counts for most in price.above if count > most] or counts
    others = [count for count, unit in joined.counts if not known or unit != price.per]
    every = {Decimal(1), *others}
    found = {
        price.amount / price.lot * count * other for count in counts for other in sorted(every)[-MOST_COUNTS:]
    }
    if price.lot > 1 and price.per:
        found |= {price.amount * (count // price.lot) for count in counts}
    parts = {
        price.amount / count for count in counts if shared and count not in {0, price.amount} and not known
    }
    # “25p for every £1”: as often as another amount has pounds.
    money = {
        price.amount / price.lot * other.amount
        for other in joined.prices
        if price.lot == 1 and price.per == ""
    }
    return found | parts | (money if price.amount < 1 else set())


def _joins(value: Decimal, terms: Sequence[set[Decimal]]) -> bool:
    """Whether two or three terms, of different amounts, come to a value."""
    goal = _cents(value)
    for one, other in combinations(terms, 2):
        if any(goal in {_cents(a + b), _cents(abs(a - b))} for a in one for b in other):
            return True
    for three in combinations(terms, 3):
        for one, other, last in ((three[i], three[i - 1], three[i - 2]) for i in range(3)):
            if any(
                _cents(abs(a - b - c)) == goal or _cents(a + b + c) == goal
                for a in one
                for b in other
                for c in last
            ):
                return True
    return False


def amounts_of(keys: Iterable[Key]) -> list[Decimal]:
    """The amounts among figures, whatever their currency."""
    return [value[1] for kind, value in keys if kind == "amount" and isinstance(value, tuple)]


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT)
