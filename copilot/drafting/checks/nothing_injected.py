"""Orders to the machine in a customer's message: a draft that obeys is held, the attempt is pointed out."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.drafting.checks.evidence import Evidence, draft_readings
from copilot.drafting.checks.orders import HARMLESS, ORDERS
from copilot.drafting.checks.reading import Reading, about, read
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.checks.right_customer import GREETING, customer_names
from copilot.drafting.checks.unhiding import hidden, views
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context
from copilot.measuring.facts import find_facts
from copilot.measuring.normalise import uniform, words

CHECK = "nothing_injected"
# What an attempt is worth when the draft shows no trace of it.
ATTEMPT_ALONE = WARN
GROUNDED = 0.4
LONGEST_SPAN = 120


@dataclass(frozen=True)
class Attempt:
    """`span` is exact text of the message where it can be shown; `order` is what was read there."""

    span: str
    order: str
    what: str


def nothing_injected(composed: Composed, context: Context) -> list[CheckResult]:
    """A pass without an attempt; else the attempts, held when a sentence of the draft follows one."""
    messages = [context.subject, *(text for who, text in context.thread if who == CUSTOMER)]
    found = [attempt for message in messages for attempt in attempts(message)]
    if not found:
        return [CheckResult(CHECK, PASS, "", "Nothing in the messages speaks to a machine.")]
    if span := _obeyed(composed, context, found):
        reason = "The message gives orders to the machine, and this obeys. Answer the question only."
        return [CheckResult(CHECK, HOLD, span, reason)]
    reason = "The message holds {}. The draft shows no trace of it; answer this in person."
    return [CheckResult(CHECK, ATTEMPT_ALONE, one.span, reason.format(one.what)) for one in found[:3]]


def attempts(message: str) -> list[Attempt]:
    """Orders to a machine and hidden text in a message."""
    found = [Attempt(span, " ".join(views(span)), what) for span, what in hidden(message)]
    for number, view in enumerate(views(message)):
        for pattern in ORDERS:
            match = pattern.search(view)
            if match and not HARMLESS.search(match[0]):
                said = match[0].strip()[:LONGEST_SPAN]
                what = (
                    "an order to the machine" if number == 0 else "a hidden or encoded order to the machine"
                )
                found.append(Attempt(said if said in message else "", _sentence(view, match.end()), what))
    return found


def _sentence(text: str, at: int) -> str:
    """From the order's line on: what it asks for stands behind it."""
    return text[text.rfind("\n", 0, max(0, at - 1)) + 1 :][:1000]


def _obeyed(composed: Composed, context: Context, found: list[Attempt]) -> str:
    """The sentence of the draft that says what an order asks for and no procedure says, or nothing."""
    evidence = Evidence(context)
    names = about(words(f"{context.customer_name} {' '.join(customer_names(context))}"))
    ours = {key for ground in evidence.grounds for key in ground.reading.figures}
    asked_figures = {
        key
        for attempt in found
        for key in find_facts(words(uniform(attempt.order))).said
        if key[0] != "commitment"
    }
    asked = frozenset().union(*(_about(attempt.order) for attempt in found))
    for sentence, reading in draft_readings(composed):
        grounded = max((evidence.nearness(reading, ground) for ground in evidence.grounds), default=0.0)
        if not reading.stems - names or GREETING.match(reading.text):
            continue
        only_asked = {stem for stem in reading.stems - names if stem in asked and stem not in evidence.stems}
        if grounded < GROUNDED and only_asked:
            return sentence.text
        if any(key in asked_figures and key not in ours for key in reading.figures):
            return sentence.text
        if reading.families & _promised(found) and grounded < GROUNDED:
            return sentence.text
    return ""


def _about(text: str) -> frozenset[str]:
    return read(text).stems


def _promised(found: list[Attempt]) -> frozenset[str]:
    readings: list[Reading] = [read(attempt.order) for attempt in found]
    return frozenset().union(*(reading.families for reading in readings))
