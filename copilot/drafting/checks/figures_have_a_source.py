"""Every figure in a draft is written somewhere we may rely on: a cited section, our records or the ticket.

What the customer says counts for their own order number, dates and telephone, and not for money, percentages,
periods and links: “you promised me 60 days” is no source for 60 days. Telling the customer what they said
(“you paid €80”) is worth a look. A figure worked out from others is one when our own sum agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from copilot.drafting.checks.deadlines import (
    NIGHTS,
    Period,
    as_date,
    days_named,
    is_counted,
    is_counted_time,
    is_end_of_month,
    is_leap_day_count,
    is_left_over,
    is_put_together,
    lies_between,
    periods,
)
from copilot.drafting.checks.reading import Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.checks.shares import shares
from copilot.drafting.checks.told_back import tells_back
from copilot.drafting.checks.workings import ABOUT, ADDS_UP, YEAR, amounts_of, counts_of, follows, operands
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import plainly, uniform, words

CHECK = "figures_have_a_source"
CUSTOMER_IS_NO_AUTHORITY = {"amount", "percentage", "duration", "link", "e-mail"}
# A bare number may be anything (“these two”); what it counts is for another check.
ONLY_WARN = {"number"}
# Unless it is long enough to be the number of an order or a customer.
REFERENCE = re.compile(r"(?=(?:\D*\d){5})[\d/-]+")
# A number from here on is a figure even when nothing says what it counts.
MANY = 100
# What comes of the sentence before.
SO = re.compile(
    r"\b(?:so|means?|that is|that's|which is|in your case|therefore|thus|also|somit|daher|das heißt|donc"
    r"|soit"
    r"|ainsi|por tanto|así que|es decir|quindi|dunque|cioè|dus|portanto|więc|czyli)\b",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:left|remain\w*|more|still|to go|another|in all|altogether|noch|übrig|weitere|reste\w*|encore"
    r"|quedan?"
    r"|restan\w*|rimangono|restano|ancora|nog|over|restam|zosta\w*)\b",
    re.IGNORECASE,
)
# A line of a bill: “- Refund: £888”.
LISTED = re.compile(r"^\W*(?:[^\W\d][\w'-]*[ ,]*){1,6}(?:\([^)]*\))? ?: ?\S{0,3}\d")
CASE_YEARS = re.compile(r"^(\d+) (?:years?|jahren?|ans|años|anni|jaar|anos|lat)$", re.IGNORECASE)
TONIGHT = re.compile(r"\bto midnight\b", re.IGNORECASE)
A_YEAR = ("month", Decimal(12))
YEARS = {Decimal(year) for year in range(1900, 2100)}
# Words of meaning that a sentence must share with a rule before it is said to speak of it.
STANDS_OUT = 3
LESS = re.compile(r"\b(?:less|off|cheaper|reduc\w+|surcharge|on top|additional\w*|weniger|günstiger)\b", re.I)
MOST_COUNTS = 30
MINUTES_A_DAY = 1440
RATE = re.compile(
    r"\b(?:once|twice|times?|one|first|each|\d+) (?:\w+ )?in an? (?:year|month|week|day)\b", re.IGNORECASE
)
AGE = re.compile(
    r"\b\w+[- ](?:years?|months?|weeks?)[- ]old"
    r"|\b(?:enfants?|filles?|fils|âgée?s?|niñ[oa]s?|hij[oa]s?|kind\w*|enkel\w*|tochter|sohn|bambin[oaie]"
    r"|figli[oaie]?"
    r"|dochter|zoon) (?:\w+ ){0,2}\d+ \w+",
    re.IGNORECASE,
)


def figures_have_a_source(composed: Composed, context: Context) -> list[CheckResult]:
    """One result for each figure without a source; a single pass when all have one."""
    evidence = _Evidence(context)
    sections = {source.n: source.section for source in composed.sources}
    problems = []
    for sentence in composed.sentences:
        cited = {sections[n] for n in sentence.sources if n in sections}
        for reading in map(read, sentences(sentence.text)):
            for key, said in _figures_of(reading):
                if _is_figure(key, said, reading.text) and (
                    problem := evidence.problem(key, said, cited, reading)
                ):
                    problems.append(_result(problem, key, said, sentence.text))
            evidence.told(reading)
    return problems or [CheckResult(CHECK, PASS, "", "Every figure has a source.")]


def _figures_of(reading: Reading) -> Iterator[tuple[Key, str]]:
    """The figures of a sentence, and its shares of money in words: “half of the price”."""
    yield from reading.figures.items()
    for share, said in shares(reading.text, of_money=True):
        if ("percentage", share) not in reading.figures:
            yield ("percentage", share), said


def _is_figure(key: Key, said: str, text: str) -> bool:
    """A bare “two” is a word more than a figure, an age no period, “please look tomorrow” no date."""
    if said.lower() == "tomorrow" and re.search(r"\bplease\b", text, re.IGNORECASE):
        return False
    if TONIGHT.search(text) and key in {("time", 0), ("duration", ("minute", Decimal(1)))}:
        return False
    if key[0] == "duration" and (AGE.search(text) or (RATE.search(text) and said.startswith("a"))):
        return False
    return key[0] != "number" or any(letter.isdigit() for letter in said)


def _result(problem: tuple[str, str], key: Key, said: str, sentence: str) -> CheckResult:
    result, reason = problem
    span = said if said in sentence else sentence
    vague = key[0] in ONLY_WARN and not REFERENCE.fullmatch(said) and _small(key)
    return CheckResult(CHECK, WARN if vague else result, span, reason)


def _small(key: Key) -> bool:
    return not isinstance(key[1], Decimal) or key[1] < MANY


class _Evidence:
    """The figures of everything a draft may rely on, read once."""

    def __init__(self, context: Context) -> None:
        visible = [section for section in context.sections if not section.internal]
        self._sections = {section.key: (section.name, _figures([section.text])) for section in visible}
        ours = [text for who, text in context.thread if who != CUSTOMER]
        self._tables = {
            section.sop_slug: self._sections[section.key][1] for section in visible if section.is_facts
        }
        self._sop = {section.key: section.sop_slug for section in visible}
        self._ours = _figures([*context.facts.values(), *ours])
        self._told = [read(part) for part in sentences(context.customer_text)]
        self._customer = {key for one in self._told for key in one.figures} | days_named(self._told)
        self._procedures = frozenset().union(*(figures for _, figures in self._sections.values()))
        self._rules = [read(part) for section in visible for part in sentences(section.text)]
        self._before: list[Reading] = []

    def told(self, reading: Reading) -> None:
        """Remember a sentence: later figures may follow from its own."""
        self._before.append(reading)

    @property
    def _case(self) -> set[Key]:
        """The figures of the case: of our records, the customer's messages and the draft so far."""
        return self._ours | self._customer | {key for one in self._before for key in one.figures}

    def problem(self, key: Key, said: str, cited: set[int], reading: Reading) -> tuple[str, str] | None:
        """(result, reason), or None when the figure has a source."""
        supported = [figures for number, (_, figures) in self._sections.items() if number in cited]
        # Who cites a procedure may use the figures of its facts table.
        supported += [self._tables.get(self._sop.get(number, ""), set()) for number in cited]
        if _has(self._ours, key) or any(_has(figures, key, partly=False) for figures in supported):
            return None
        from_customer = _has(self._customer, key)
        if from_customer and key[0] not in CUSTOMER_IS_NO_AUTHORITY:
            return None
        for name, figures in self._sections.values():
            if _has(figures, key, partly=False):
                return WARN, f"“{said}” stands in “{name}”, which this sentence does not cite."
        if how := self._worked_out(key, reading):
            return (WARN, f"“{said}” is {how}; check what it is worked out from.")
        if from_customer:
            reason = f"Only the customer says “{said}”; no cited section and no record does."
            return (WARN if tells_back(key, said, reading, self._told) else HOLD), reason
        return HOLD, f"“{said}” is in no cited section, no record and not in the ticket."

    def _worked_out(self, key: Key, reading: Reading) -> str:
        """How the figure follows from known ones, in words; empty when it does not."""
        kind, value = key
        known = self._case | {other for other in reading.figures if other != key}
        if kind == "amount" and isinstance(value, tuple):
            joined = operands(key, reading, self._before, self._told, self._rules)
            if ("number", value[1]) in self._customer:
                return "a number of the customer's"
            listed = LISTED.match(reading.text) is not None
            adds_up = listed or ADDS_UP.search(reading.text) is not None
            found = follows(value[1], joined, adds_up=adds_up, roughly=ABOUT.search(reading.text) is not None)
            return "a sum of other figures" if found or value[1] in self._modified(reading) else ""
        if kind == "date":
            dates, counts = self._counting(key, reading)
            counted = (
                is_put_together(value, [*self._told, *self._rules, *self._before, reading])
                or is_counted(value, dates, counts)
                or is_leap_day_count(value, dates, counts, reading.text)
                or is_end_of_month(value, self._case - {key}, self._rules)
            )
            return "a deadline counted from a date" if counted else ""
        if kind == "percentage":
            return "a share of the customer's figures" if self._is_share(value, reading) else ""
        if kind == "time" and isinstance(value, int) and ("number", Decimal(value // 60)) in self._customer:
            return "a time of the customer's" if value % 60 == 0 else ""
        if kind == "time":
            return "a time counted from another" if is_counted_time(value, known | self._procedures) else ""
        if kind == "duration" and isinstance(value, tuple):
            return self._period(value, known, reading)
        if kind == "number":
            return "a number of other figures" if value in self._plain_numbers(key, reading) else ""
        return ""

    def _is_share(self, value: object, reading: Reading) -> bool:
        """Whether a per cent is what two counts of the customer's come to: 13 km for 10 are 30 % more."""
        told = self._customer & set(reading.figures)
        counts = [count for kind, count in told if kind == "number" and isinstance(count, Decimal) and count]
        pairs = [(one, other) for one in counts for other in counts if one != other]
        return any(value in {(a - b) / b * 100, (b - a) / b * 100, a / b * 100} for a, b in pairs)

    def _period(self, value: tuple[object, Decimal], known: set[Key], reading: Reading) -> str:
        if _in_other_units(value, set(reading.figures)):
            return "a period in other units"
        # “My granddaughter is 9” – “at 9 years”
        age = CASE_YEARS.match(reading.figures[("duration", value)])
        if age and ("number", Decimal(age[1])) in self._customer:
            return "a number of the customer's"
        priced = any(kind == "amount" for kind, _ in reading.figures)
        if value == A_YEAR and priced and any(YEAR.search(one.text) for one in (*self._told, *self._rules)):
            return "a year"
        if lies_between(value, known):
            return "the time between two dates"
        left = LEFT.search(reading.text) and is_left_over(value, known | self._procedures)
        return "what is left of another period" if left else ""

    def _counting(self, key: Key, reading: Reading) -> tuple[set[Key], set[Period]]:
        """(dates, periods) a date may be counted from.

        Where the sentence or the one before gives a period and then the date, from that; else from those of
        the rules that the sentence speaks of.
        """
        dates = self._case | {other for other in reading.figures if other != key}
        if not any(kind == "date" and as_date(value) for kind, value in dates):
            dates |= self._procedures
        before = reading.text.partition(reading.figures[key])[0]
        own = {k for k, said in reading.figures.items() if k[0] == "duration" and said in before}
        if own or NIGHTS.search(before):
            return dates, periods(reading.text, own)
        if self._before and SO.search(reading.text):
            last = self._before[-1]
            if found := periods(last.text, last.figures):
                return dates, found | periods(reading.text, reading.figures)
        mine = periods(reading.text, reading.figures)
        return dates, mine.union(*(periods(one.text, one.figures) for one in self._spoken_of(reading)))

    def _spoken_of(self, reading: Reading) -> list[Reading]:
        """The sentences with a period that a sentence of the draft speaks of; all where none stands out."""
        timed = [*self._told, *self._rules, *self._before]
        timed = [one for one in timed if periods(one.text, one.figures)]
        shared = {id(one): len(one.stems & reading.stems) for one in timed}
        most = max(shared.values(), default=0)
        return [one for one in timed if shared[id(one)] * 2 >= most] if most >= STANDS_OUT else timed

    def _modified(self, reading: Reading) -> set[Decimal]:
        """Prices with a surcharge or reduction that the procedures give in another sentence.

        “Plus costs €39”, “students pay €5 less”: for somebody who speaks of Plus and students, €34.
        """
        about = reading.stems.union(*(one.stems for one in self._told))
        changes = [one for one in self._rules if LESS.search(one.text) and one.stems & about]
        prices = [one for one in self._rules if one.stems & about]
        found: set[Decimal] = set()
        for change in changes:
            for price in prices:
                for one in amounts_of(price.figures):
                    for other in amounts_of(change.figures):
                        found |= {abs(one - other), one + other} if price is not change else set()
        return found

    def _plain_numbers(self, key: Key, reading: Reading) -> set[Decimal]:
        """Counts that follow: sums, differences and products, and amounts written without their currency."""
        known = self._case | self._procedures
        counts = {value for kind, value in known if kind == "number" and isinstance(value, Decimal)}
        amounts = {value[1] for kind, value in known if kind == "amount" and isinstance(value, tuple)}
        told = {count for one in (*self._told, *self._before[-1:]) for count, _ in counts_of(one)}
        factors = told | {count for count, _ in counts_of(reading) if count != key[1]}
        products = {count * factor for count in counts for factor in factors if count > 1 and factor > 1}
        differences = {abs(one - other) for one in counts | factors for other in counts}
        found = products | differences if len(counts) <= MOST_COUNTS else set()
        # A year is no difference of other numbers.
        return amounts | told | {one for one in found if one not in YEARS}


def _in_other_units(value: tuple[object, ...], known: set[Key]) -> bool:
    """Five working days are a week."""
    unit, count = value
    if not isinstance(count, Decimal):
        return False
    week = 7 * MINUTES_A_DAY
    if unit == "month" and count % 12 == 0 and ("duration", ("minute", count / 12 * 52 * week)) in known:
        return True
    if unit == "minute" and count % week == 0:
        return ("duration", ("business day", count / week * 5)) in known
    if unit == "business day" and count % 5 == 0:
        return ("duration", ("minute", count / 5 * week)) in known
    return False


def _figures(texts: Iterable[str]) -> set[Key]:
    even = [plainly(uniform(text)) for text in texts]
    said: set[Key] = {key for text in even for key in find_facts(words(text)).said}
    return said | {("percentage", share) for text in even for share, _ in shares(text)}


def _has(figures: set[Key], key: Key, *, partly: bool = True) -> bool:
    """Whether the figure is there. A date may be given more fully in one place (14 May, 14 May 2026).

    `partly`: also where only its day is there (the 14th), which a rule says of any month.
    """
    if key in figures:
        return True
    if key[0] == "amount" and isinstance(key[1], tuple) and key[1][0] == "CENT":
        return any(k == "amount" and isinstance(v, tuple) and v[1] == key[1][1] / 100 for k, v in figures)
    if key[0] != "date":
        return False
    return any(_same_day(key[1], day, partly) for kind, day in figures if kind == "date")


def _same_day(one: object, other: object, partly: bool) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    if not partly and one[1] != other[1]:
        return False
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
