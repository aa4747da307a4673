"""Sums and deadlines done again: what a sentence works out from its own figures and gets wrong is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from copilot.drafting.checks.deadlines import WEEKDAYS, as_date
from copilot.drafting.checks.evidence import Evidence, draft_readings
from copilot.drafting.checks.reading import Reading, read
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.checks.workings import follows, operands
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.facts import Key
from copilot.measuring.quantities import as_number
from copilot.measuring.vocabulary import NUMERALS

CHECK = "sums_are_right"
# Among so few amounts, one that the customer names too is theirs, told back.
FEW = 3
MOST_PARTS = 6
CENT = Decimal("0.01")
RANGE = re.compile(
    r"(?<![\w.,-])(\d{1,3}) ?(?:to|-|–|bis|à) ?(\d{1,3})(?= (?:\w+ )?(?:days?|hours?|weeks?|months?|years?"
    r"|minutes?|werktage|jours|días))",
    re.I,
)
# What stands after these words is what the figures before them come to.
COMES_TO = re.compile(
    r"\b(?:(?:makes?|equals?|comes? to|came to|adds? up to|leaves?|which is|total(?:s|ling| is| of)?|sum is"
    r"|amounts? to|works? out at"
    r"|ergibt|ergeben|macht|machen|zusammen(?: sind das| macht das)?|insgesamt|fait|font|au total|samen"
    r"|totaal"
    r"|suman|en total|in totale|fanno|razem|łącznie)\b|=)",
    re.IGNORECASE,
)
# What stands after these may be, where figures before them show a working.
SO_MUCH = re.compile(
    r"\b(?:so|that's|that is|that means|this means|you'd pay|you pay|you'll pay|it's|dus|also|somit"
    r"|zahlen sie"
    r"|donc|soit|payez|por tanto|son|quindi|sono|betaalt u|betaal je|dat is|das sind|das macht)\b",
    re.IGNORECASE,
)
# What stands before these is.
IN_ALL = re.compile(
    r"\b(?:in all|in total|altogether|together|all together|au total|en tout|en total|in totale"
    r"|in totaal|samen"
    r"|insgesamt|razem|łącznie|no total)\b",
    re.IGNORECASE,
)
# How near a rule must come to a sentence that gives its amount as a result.
NEAR = 0.35
NUMBER = r"(?:[A-Z]{0,3}[€$£] ?)?\d[\d.,]*(?: ?(?:%|€|\$|£|EUR|USD|GBP|euros?|dollars?|pounds?))?"
EQUATION = re.compile(
    rf"({NUMBER}(?: ?(?:[-+×*x−–]|plus|minus|times) ?{NUMBER})+) ?= ?({NUMBER})", re.IGNORECASE
)
SPELLED = re.compile(rf"\b(?:{'|'.join(NUMERALS)})\b", re.IGNORECASE)
TERM = re.compile(rf"({NUMBER})|([-+×*x−–]|plus|minus|times)", re.IGNORECASE)
TIMES, MINUS = frozenset("×*x") | {"times"}, frozenset("-−–") | {"minus"}


def sums_are_right(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each sum a sentence works out from its own figures and gets wrong, and each wrong date."""
    evidence = Evidence(context)
    given = [set(ground.reading.figures) for ground in evidence.grounds]
    problems: list[CheckResult] = []
    before: list[Reading] = []
    for sentence, reading in draft_readings(composed):
        if not any(set(reading.figures) <= figures for figures in given):
            wrong = _wrong_equation(reading) or _wrong_total(reading, before, evidence)
            if reason := wrong or _wrong_weekday(reading) or _wrong_range(reading):
                problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
        before.append(reading)
    return problems or [CheckResult(CHECK, PASS, "", "Sums and dates agree with each other.")]


def _wrong_equation(reading: Reading) -> str:
    """“3 × €3.50 = €11.50”."""
    for match in EQUATION.finditer(_in_figures(reading.text)):
        worked, stated = _worked(match[1]), _value(match[2])
        if worked is not None and stated is not None and worked.quantize(CENT) != stated.quantize(CENT):
            return f"{match[1]} is {worked.quantize(CENT).normalize():f}, not {match[2]}."
    return ""


def _in_figures(text: str) -> str:
    """“$29 plus three times $4 makes $45” as “$29 plus 3 times $4 = $45”, “15 % of $40” as “15 % × $40”."""
    text = re.sub(r"(?<=%) of (?=\S{0,3}\d)", " × ", text)
    text = SPELLED.sub(lambda match: str(NUMERALS[match[0].lower()]), text)
    return re.sub(r"\s+(?:makes?|is|are|equals?|comes? to)\s+(?=\S{0,4}\d)", " = ", text)


def _worked(text: str) -> Decimal | None:
    """The value of a chain of terms, multiplication first; a percentage is a hundredth."""
    total, product, sign, times = Decimal(0), None, 1, False
    for number, sign_ in TERM.findall(text):
        if not number:
            times = sign_.lower() in TIMES
            if not times:
                total, product = total + sign * (product or 0), None
                sign = -1 if sign_.lower() in MINUS else 1
            continue
        value = _value(number)
        if value is None:
            return None
        product = value if product is None or not times else product * value
    return total + sign * (product or 0)


def _value(text: str) -> Decimal | None:
    found = as_number(re.sub(r"[^\d.,]", "", text).rstrip(".,"))
    return found / 100 if found is not None and "%" in text else found


def _wrong_total(reading: Reading, before: list[Reading], evidence: Evidence) -> str:
    """A total must follow from other amounts of the reply or the ticket."""
    if EQUATION.search(reading.text):
        return ""
    for key, said, plain in _totals(reading):
        assert isinstance(key[1], tuple)
        rules = [ground.reading for ground in evidence.grounds]
        joined = operands(key, reading, before, evidence.customer, rules)
        number = ("number", key[1][1])
        theirs = any(key in one.figures or number in one.figures for one in evidence.customer)
        told_back = theirs and (not plain or len(joined.prices) < FEW)
        worked_out = joined.prices if plain else _has_a_working(reading, before)
        if (
            worked_out
            and not told_back
            and (
                not follows(key[1][1], joined, adds_up=True)
                or (plain and _leaves_one_out(key, said, reading))
            )
            and not (_stands_here(key, reading, evidence))
        ):
            return f"The figures do not come to {said}; work the sum out again."
    return ""


def _leaves_one_out(key: Key, said: str, reading: Reading) -> bool:
    """Whether three or more amounts before a total, and no counts, do not all go into it."""
    head = read(reading.text.partition(said)[0])
    parts = [value[1] for kind, value in head.figures if kind == "amount" and isinstance(value, tuple)]
    if len(parts) < FEW or len(parts) > MOST_PARTS or len(head.figures) > len(parts):
        return False
    totals = set(parts[:1])
    for part in parts[1:]:
        totals = {each for total in totals for each in (total + part, abs(total - part))}
    return isinstance(key[1], tuple) and key[1][1] not in totals


def _has_a_working(reading: Reading, before: list[Reading]) -> bool:
    """Whether a sentence, or it and the one before, shows what an amount is worked out from."""
    marker = SO_MUCH.search(reading.text)
    shown = read(reading.text[: marker.start()]) if marker and marker.start() else reading
    figures = [*shown.figures, *(before[-1].figures if before else ())]
    return any(kind == "amount" for kind, _ in figures) and len(figures) > 1


def _stands_here(key: Key, reading: Reading, evidence: Evidence) -> bool:
    """Whether a rule that the sentence speaks of gives the very amount: a cap, a plan's own price."""
    homes = [ground for ground in evidence.grounds if key in ground.reading.figures]
    others = set(reading.figures) - {key}
    return any(
        others & set(home.reading.figures) or evidence.nearness(reading, home) >= NEAR for home in homes
    )


def _totals(reading: Reading) -> Iterator[tuple[Key, str, bool]]:
    """(amount, its words, whether plainly said) of what a sentence gives as what others come to."""
    amounts = [(key, said) for key, said in reading.figures.items() if key[0] == "amount"]
    for pattern, plain in ((COMES_TO, True), (SO_MUCH, False)):
        for match in pattern.finditer(reading.text):
            after = reading.text[match.end() : match.end() + 30].lstrip(" :,")
            for key, said in amounts:
                if re.match(re.escape(said) + r"(?![.,]?\d)", after):
                    yield key, said, plain
    for match in IN_ALL.finditer(reading.text):
        head = reading.text[max(0, match.start() - 30) : match.start()].rstrip(" ,")
        for key, said in amounts:
            if re.search(r"(?<![\d.,])" + re.escape(said) + "$", head):
                yield key, said, True


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
            day = as_date(value)
            if day is None:
                return "There is no such date."
            named = [said for other, said in reading.figures if other == "date" and said in WEEKDAYS]
            if len(named) == 1 and named[0] != WEEKDAYS[day.weekday()]:
                return f"{day:%d %B %Y} is a {WEEKDAYS[day.weekday()].capitalize()}."
    return ""
