"""Sums and deadlines done again: what a sentence works out from its own figures and gets wrong is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from copilot.drafting.checks.deadlines import WEEKDAYS, as_date
from copilot.drafting.checks.reading import Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.checks.workings import amounts_of, comes_to, operands
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import plainly, uniform, words
from copilot.measuring.quantities import as_number
from copilot.measuring.vocabulary import NUMERALS

CHECK = "sums_are_right"
# Among so few amounts, one that the customer names too is theirs, told back.
FEW = 3
CENT = Decimal("0.01")
RANGE = re.compile(
    r"(?<![\w.,-])(\d{1,3}) ?(?:to|-|–|bis|à) ?(\d{1,3})(?= (?:\w+ )?(?:days?|hours?|weeks?|months?|years?"
    r"|minutes?|werktage|jours|días))",
    re.I,
)
# What stands after these words is what the figures before them come to.
COMES_TO = re.compile(
    r"\b(?:(?:makes?|equals?|comes? to|came to|adds? up to|leaves?|which is|total(?:s|ling| is| of)?|sum is"
    r"|ergibt|macht|zusammen|insgesamt)\b|=)",
    re.IGNORECASE,
)
# What stands before these is.
IN_ALL = re.compile(
    r"\b(?:in all|in total|altogether|together|all together|au total|en total)\b", re.IGNORECASE
)
NUMBER = r"(?:[A-Z]{0,3}[€$£] ?)?\d[\d.,]*(?: ?(?:%|€|\$|£|EUR|USD|GBP|euros?|dollars?|pounds?))?"
EQUATION = re.compile(
    rf"({NUMBER}(?: ?(?:[-+×*x−–]|plus|minus|times) ?{NUMBER})+) ?= ?({NUMBER})", re.IGNORECASE
)
SPELLED = re.compile(rf"\b(?:{'|'.join(NUMERALS)})\b", re.IGNORECASE)
TERM = re.compile(rf"({NUMBER})|([-+×*x−–]|plus|minus|times)", re.IGNORECASE)
TIMES, MINUS = frozenset("×*x") | {"times"}, frozenset("-−–") | {"minus"}


def sums_are_right(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each sum a sentence works out from its own figures and gets wrong, and each wrong date."""
    given = [set(read(text).figures) for section in context.sections for text in sentences(section.text)]
    customer = list(find_facts(words(plainly(uniform(context.customer_text)))).said.items())
    procedures = frozenset().union(*given)
    problems: list[CheckResult] = []
    before: list[Key] = []
    for sentence in composed.sentences:
        for reading in map(read, sentences(sentence.text)):
            if not any(set(reading.figures) <= figures for figures in given):
                wrong = _wrong_equation(reading) or _wrong_total(reading, before, customer, procedures)
                if reason := wrong or _wrong_weekday(reading) or _wrong_range(reading):
                    problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
            before += reading.figures
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


def _wrong_total(
    reading: Reading, before: list[Key], customer: list[tuple[Key, str]], procedures: frozenset[Key]
) -> str:
    """A total must follow from other amounts of the reply or the ticket."""
    if EQUATION.search(reading.text):
        return ""
    for key, said in _totals(reading):
        assert isinstance(key[1], tuple)
        value = key[1][1]
        joined = operands(key, reading, before, customer, procedures)
        told_back = any(other == key for other, _ in customer) and len(joined.amounts) < FEW
        parts = amounts_of(other for other in reading.figures if other != key)
        if (
            joined.amounts - {value}
            and not told_back
            and not comes_to(value, parts, amounts_of(before), joined)
        ):
            return f"The figures do not come to {said}; work the sum out again."
    return ""


def _totals(reading: Reading) -> Iterator[tuple[Key, str]]:
    """The amounts that a sentence gives as what others come to."""
    amounts = [(key, said) for key, said in reading.figures.items() if key[0] == "amount"]
    for match in COMES_TO.finditer(reading.text):
        after = reading.text[match.end() : match.end() + 30].lstrip(" :,")
        for key, said in amounts:
            if re.match(re.escape(said) + r"(?![.,]?\d)", after):
                yield key, said
    for match in IN_ALL.finditer(reading.text):
        head = reading.text[max(0, match.start() - 30) : match.start()].rstrip(" ,")
        for key, said in amounts:
            if re.search(r"(?<![\d.,])" + re.escape(said) + "$", head):
                yield key, said


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
