"""Every figure in a draft is written somewhere we may rely on: a cited section, our records or the ticket.

What the customer says counts for their own order number, dates and telephone, and not for money, percentages,
periods and links: “you promised me 60 days” is no source for 60 days. Telling the customer what they said
(“you paid €80”) is worth a look. A figure worked out from others is one when our own sum agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from copilot.drafting.checks.deadlines import Period, is_counted, periods
from copilot.drafting.checks.reading import Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.checks.workings import ABOUT, ADDS_UP, amounts_of, follows, operands
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
# “30 days later, on 30 May”: the sentence gives both what it counts from and how far.
COUNTS = re.compile(r"\b(?:later|after that|from then|from|earlier)\b", re.IGNORECASE)
LESS = re.compile(r"\b(?:less|off|cheaper|reduc\w+|surcharge|on top|additional\w*|weniger|günstiger)\b", re.I)
MOST_COUNTS = 30
MINUTES_A_DAY = 1440
RATE = re.compile(
    r"\b(?:once|twice|times?|one|first|each|\d+) (?:\w+ )?in an? (?:year|month|week|day)\b", re.IGNORECASE
)
AGE = re.compile(r"\b\w+[- ](?:years?|months?|weeks?)[- ]old", re.IGNORECASE)
ATTRIBUTED = re.compile(
    r"\byou(?:'ve| have)? (?:paid|wrote|write|mention(?:ed)?|said|say|told|were charged|expected|expect"
    r"|received|bought|ordered"
    r"|asked|saw|see|sent|chose|want|wanted)\b|\bas you (?:say|wrote|mention)|\byour (?:\w+ ){0,3}(?:of|for"
    r"|over|from)\b"
    r"|\b(?:sorry|apolog\w+)\b.*\b(?:for|about|that)\b"
    r"|\b(?:the|your|this|that) [€£$]? ?\d[\d.,]* ?(?:€|euros?|pounds?|dollars?|EUR|GBP|USD)? ?(?:card"
    r" )?(?:payment|charge|transaction|purchase|order"
    r"|transfer|withdrawal|invoice|bill|booking)\b"
    r"|\bsie haben\b|\bvous avez\b|\bha (?:pagado|escrito)\b",
    re.IGNORECASE,
)
# Before a period: it is granted or set.
GIVEN = r"\b(?:within|up to|until|for|have|has|get|after|of|in|is|are|valid|takes?|least|most|another|by)"
MAKES_A_PROMISE = re.compile(
    r"\b(?:we|i)(?:'ll| will|'ve| have| can| are)\b|\brefund|\bpay\b|\bcredit|\berstatt|\brembours"
    r"|\breembols|\bdiscount|\bvoucher|\bup to\b|\bcover(?:s|ed)?\b|\bat most\b",
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
            for key, said in reading.figures.items():
                if _is_figure(key, said, reading.text) and (
                    problem := evidence.problem(key, said, cited, reading)
                ):
                    problems.append(_result(problem, key, said, sentence.text))
            evidence.told(reading)
    return problems or [CheckResult(CHECK, PASS, "", "Every figure has a source.")]


def _is_figure(key: Key, said: str, text: str) -> bool:
    """A bare “two” is a word more than a figure, an age no period, “please look tomorrow” no date."""
    if said.lower() == "tomorrow" and re.search(r"\bplease\b", text, re.IGNORECASE):
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
        self._said = find_facts(words(plainly(uniform(context.customer_text)))).said
        self._customer = set(self._said)
        self._known = self._ours | self._customer
        for _, figures in self._sections.values():
            self._known |= figures
        texts = [context.customer_text, *(section.text for section in visible)]
        readings = [read(part) for text in texts for part in sentences(text)]
        self._periods = {each for one in readings for each in periods(one.text, one.figures)}
        self._procedures = frozenset().union(*(figures for _, figures in self._sections.values()))
        self._before: list[Key] = []
        self._rules = [read(part) for section in visible for part in sentences(section.text)]
        self._stems = frozenset().union(*(read(part).stems for part in sentences(context.customer_text)))

    def told(self, reading: Reading) -> None:
        """Remember the figures of a sentence: later ones may follow from them."""
        self._before += reading.figures
        self._known |= {key for key in reading.figures if key[0] in {"date", "duration"}}

    def problem(self, key: Key, said: str, cited: set[int], reading: Reading) -> tuple[str, str] | None:
        """(result, reason), or None when the figure has a source."""
        supported = [figures for number, (_, figures) in self._sections.items() if number in cited]
        # Who cites a procedure may use the figures of its facts table.
        supported += [self._tables.get(self._sop.get(number, ""), set()) for number in cited]
        if _has(self._ours, key) or any(_has(figures, key) for figures in supported):
            return None
        from_customer = _has(self._customer, key)
        if from_customer and key[0] not in CUSTOMER_IS_NO_AUTHORITY:
            return None
        for name, figures in self._sections.values():
            if _has(figures, key):
                return WARN, f"“{said}” stands in “{name}”, which this sentence does not cite."
        if how := self._worked_out(key, reading):
            return (WARN, f"“{said}” is {how}; check what it is worked out from.")
        if from_customer:
            reason = f"Only the customer says “{said}”; no cited section and no record does."
            return (WARN if _restates(key, said, reading) else HOLD), reason
        return HOLD, f"“{said}” is in no cited section, no record and not in the ticket."

    def _worked_out(self, key: Key, reading: Reading) -> str:
        """How the figure follows from known ones, in words; empty when it does not."""
        kind, value = key
        if kind == "amount" and isinstance(value, tuple):
            joined = operands(key, reading, self._before, self._said.items(), self._procedures)
            if ("number", value[1]) in self._customer:
                return "a number of the customer's"
            adds_up = ADDS_UP.search(reading.text) is not None
            found = follows(value[1], joined, adds_up=adds_up, roughly=ABOUT.search(reading.text) is not None)
            return "a sum of other figures" if found or value[1] in self._modified(reading) else ""
        if kind == "date" and is_counted(value, *self._counting(key, reading)):
            return "a deadline counted from a date"
        if kind == "duration" and isinstance(value, tuple):
            return "a period in other units" if _in_other_units(value, set(reading.figures)) else ""
        if kind == "number":
            return "a number of other figures" if value in self._plain_numbers(reading) else ""
        return ""

    def _counting(self, key: Key, reading: Reading) -> tuple[set[Key], set[Period]]:
        """(dates, periods) a date may be counted from: the sentence's own, where it works the date out."""
        dates = {other for other in reading.figures if other[0] == "date" and other != key}
        days = {other for other in dates if isinstance(other[1], tuple)}
        own = periods(reading.text, {other for other in reading.figures if other[0] == "duration"})
        worked_out = days and COUNTS.search(reading.text) and any(k[0] == "duration" for k in reading.figures)
        if worked_out and isinstance(key[1], tuple):
            return days, own
        return self._known, self._periods | own

    def _modified(self, reading: Reading) -> set[Decimal]:
        """Prices with a surcharge or reduction that the procedures give in another sentence.

        “Plus costs €39”, “students pay €5 less”: for somebody who speaks of Plus and students, €34.
        """
        about = reading.stems | self._stems
        changes = [one for one in self._rules if LESS.search(one.text) and one.stems & about]
        prices = [one for one in self._rules if one.stems & about]
        found: set[Decimal] = set()
        for change in changes:
            for price in prices:
                for one in amounts_of(price.figures):
                    for other in amounts_of(change.figures):
                        found |= {abs(one - other), one + other} if price is not change else set()
        return found

    def _plain_numbers(self, reading: Reading) -> set[Decimal]:
        """Counts that follow: differences of counts, and amounts written without their currency."""
        counts = {value for kind, value in self._known if kind == "number" and isinstance(value, Decimal)}
        amounts = {value[1] for kind, value in self._known if kind == "amount" and isinstance(value, tuple)}
        del reading
        few = len(counts) <= MOST_COUNTS
        return amounts | ({abs(one - other) for one in counts for other in counts} if few else set())


def _in_other_units(value: tuple[object, ...], known: set[Key]) -> bool:
    """Five working days are a week."""
    unit, count = value
    if not isinstance(count, Decimal):
        return False
    week = 7 * MINUTES_A_DAY
    if unit == "minute" and count % week == 0:
        return ("duration", ("business day", count / week * 5)) in known
    if unit == "business day" and count % 5 == 0:
        return ("duration", ("minute", count / 5 * week)) in known
    return False


def _restates(key: Key, said: str, reading: Reading) -> bool:
    """Whether a sentence repeats what the customer said, and gives nothing on the strength of it."""
    if reading.asks:
        return True
    # “Up to £1,000” gives what the rule gives; only “up to” the customer's own figure would give that.
    others = re.sub(rf"\bup to (?!{re.escape(said)})(?=\S{{0,3}}\d)", "", reading.text, flags=re.IGNORECASE)
    if MAKES_A_PROMISE.search(others):
        return False
    if key[0] == "amount":
        return True
    given = re.search(rf"(?<!^){GIVEN} (?:\w+ )?{re.escape(said)}", reading.text, re.IGNORECASE)
    return bool(ATTRIBUTED.search(reading.text)) or (key[0] == "duration" and not given)


def _figures(texts: Iterable[str]) -> set[Key]:
    return {key for text in texts for key in find_facts(words(plainly(uniform(text)))).said}


def _has(figures: set[Key], key: Key) -> bool:
    """Whether the figure is there. A date may be given more fully in one place (14 May, 14 May 2026)."""
    if key in figures:
        return True
    if key[0] != "date":
        return False
    return any(_same_day(key[1], day) for kind, day in figures if kind == "date")


def _same_day(one: object, other: object) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
