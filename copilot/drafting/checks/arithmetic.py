"""Sums and deadlines done again: what follows from other figures is right, else wrong.

Amounts: a + b, a − b, n × a and p % of a, to the cent. Days: a date plus or minus a period, counting calendar
days, months by the calendar, and working days Monday to Friday.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

from copilot.drafting.checks.reading import Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.facts import Key

CHECK = "sums_are_right"
CENT = Decimal("0.01")
# Without a year any common year will do: months and days are compared.
SOME_YEAR = 2027
MINUTES_A_DAY = 1440
RANGE = re.compile(
    r"(?<![\w.,-])(\d{1,3}) ?(?:to|-|–|bis|à) ?(\d{1,3})(?= (?:\w+ )?(?:days?|hours?|weeks?|months?|years?"
    r"|minutes?|werktage|jours|días))",
    re.I,
)
ADDS_UP = re.compile(
    r"\b(?:together|total|totals|totalling|sum|in all|altogether|makes|equals?|comes? to|adds? up|leaves?"
    r"|which is|that is"
    r"|that's|so you (?:pay|get)|zusammen|insgesamt|ergibt|au total|en total)\b|=",
    re.IGNORECASE,
)


def sums_are_right(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each sum a sentence works out from its own figures and gets wrong, and each wrong date."""
    given = [set(read(text).figures) for section in context.sections for text in sentences(section.text)]
    problems = []
    for sentence in composed.sentences:
        for reading in map(read, sentences(sentence.text)):
            if any(set(reading.figures) <= figures for figures in given):
                continue
            if reason := _wrong_sum(reading) or _wrong_weekday(reading) or _wrong_range(reading):
                problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
    return problems or [CheckResult(CHECK, PASS, "", "Sums and dates agree with each other.")]


def worked_out(key: Key, reading: Reading, known: Iterable[Key]) -> str:
    """How the figure follows from known ones, in words; empty when it does not.

    For an amount at least one of the figures it follows from must stand in the same sentence: among many
    figures some pair always fits.
    """
    kind, value = key
    figures = set(known)
    if kind == "amount" and isinstance(value, tuple):
        operands = [other for other in reading.figures if other != key]
        found = any(value[1] == result for result in _results(operands, figures, value[0]))
        return "a sum of other figures" if found else ""
    if kind == "date" and isinstance(value, tuple):
        return "a deadline counted from a date" if value[1:] in set(_deadlines(figures)) else ""
    return ""


def _results(operands: Iterable[Key], known: set[Key], currency: Hashable) -> Iterator[Decimal]:
    """What comes of each operand joined with each known figure."""
    for kind, value in operands:
        for other_kind, other in known:
            one, two = _number(kind, value, currency), _number(other_kind, other, currency)
            if one is None or two is None or (kind, other_kind) == ("number", "number"):
                continue
            yield from _joined(kind, one, other_kind, two)


def _joined(kind: str, one: Decimal, other_kind: str, two: Decimal) -> Iterator[Decimal]:
    if kind == other_kind == "amount":
        yield from (one + two, abs(one - two))
    kinds = {kind, other_kind}
    if kinds == {"amount", "number"}:
        yield _cents(one * two)
    if kinds == {"amount", "percentage"}:
        amount, rate = (one, two) if kind == "amount" else (two, one)
        share = amount * rate / 100
        yield from (_cents(share), _cents(amount - share), _cents(amount + share))


def _number(kind: str, value: Hashable, currency: Hashable) -> Decimal | None:
    if kind == "amount" and isinstance(value, tuple) and value[0] == currency:
        return value[1] if isinstance(value[1], Decimal) else None
    return value if kind in {"percentage", "number"} and isinstance(value, Decimal) else None


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT)


def _wrong_sum(reading: Reading) -> str:
    """Two or more amounts and words like “in total”: the last must follow from those before it.

    Quiet when the figures may be joined in some way we do not know (a count given in words, for instance).
    """
    total = ADDS_UP.search(reading.text)
    amounts = [value for kind, value in reading.figures if kind == "amount" and isinstance(value, tuple)]
    if total is None or len(amounts) < 2 or len({value[0] for value in amounts}) > 1:
        return ""
    numbers = [value[1] for value in amounts]
    counts = [value for kind, value in reading.figures if kind == "number" and isinstance(value, Decimal)]
    rates = [value for kind, value in reading.figures if kind == "percentage" and isinstance(value, Decimal)]
    *parts, result = numbers
    if result in set(_totals(parts, counts, rates)) or numbers[0] in set(_totals(numbers[1:], counts, rates)):
        return ""
    return f"These figures do not add up to {result:,}; work the sum out again."


def _totals(parts: list[Decimal], counts: list[Decimal], rates: list[Decimal]) -> Iterator[Decimal]:
    """Every total that parts, each taken once or a stated number of times, can come to."""
    factors = [Decimal(1), *counts]
    if len(parts) == 1:
        yield from (parts[0] * factor for factor in factors)
    for order in permutations(parts[:4], min(len(parts), 4)) if len(parts) > 1 else ():
        totals = {order[0] * factor for factor in factors}
        for part in order[1:]:
            totals = {t + sign * part * factor for t in totals for factor in factors for sign in (1, -1)}
        yield from totals
    for part in parts:
        for rate in rates:
            yield from (
                _cents(part * (100 - rate) / 100),
                _cents(part * (100 + rate) / 100),
                _cents(part * rate / 100),
            )


def _deadlines(known: set[Key]) -> Iterator[tuple[int, int]]:
    """(month, day) of every known date moved by every known period, either way."""
    days = [_as_date(value) for kind, value in known if kind == "date"]
    periods = [value for kind, value in known if kind == "duration" and isinstance(value, tuple)]
    for day in filter(None, days):
        for unit, count in periods:
            for sign in (1, -1):
                moved = _moved(day, unit, int(count) * sign)
                if moved:
                    yield moved.month, moved.day


def _as_date(value: Hashable) -> date | None:
    if not (isinstance(value, tuple) and len(value) == 3 and value[1] and value[2]):
        return None
    try:
        return date(value[0] or SOME_YEAR, value[1], value[2])
    except ValueError:
        return None


def _moved(day: date, unit: object, count: int) -> date | None:
    if abs(count) > 10**7:
        return None
    if unit == "minute" and count % MINUTES_A_DAY == 0:
        return day + timedelta(days=count // MINUTES_A_DAY)
    if unit == "month":
        month = day.month - 1 + count
        last = (date(day.year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(day.year + month // 12, month % 12 + 1, min(day.day, last))
    if unit == "business day" and abs(count) <= 260:
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while day.weekday() >= 5:
                day += step
        return day
    return None


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _wrong_range(reading: Reading) -> str:
    """“3 to 2 days”."""
    for low, high in RANGE.findall(reading.text):
        if Decimal(low) > Decimal(high):
            return f"From {low} to {high} is no range."
    return ""


def _wrong_weekday(reading: Reading) -> str:
    """“Friday, 14 May 2026” when that day is a Thursday."""
    for kind, value in reading.figures:
        if kind == "date" and isinstance(value, tuple) and value[0] and value[1] and value[2]:
            day = _as_date(value)
            if day is None:
                return "There is no such date."
            named = [said for other, said in reading.figures if other == "date" and said in WEEKDAYS]
            if len(named) == 1 and named[0] != WEEKDAYS[day.weekday()]:
                return f"{day:%d %B %Y} is a {WEEKDAYS[day.weekday()].capitalize()}."
    return ""
