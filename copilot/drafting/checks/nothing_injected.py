"""Orders to the machine in a customer's message, plain or disguised: whatever the draft says, a person looks.

A draft that followed an order may look like any other, so this reads the messages only. It fails closed, and
costs a person a look at the few customers who do write in such a way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.orders import orders
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.checks.unhiding import hidden, views
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context

CHECK = "nothing_injected"
MOST_SHOWN = 3
LONGEST_SPAN = 120
BLANKS = re.compile(r"(\s)\s{3,}")


def nothing_injected(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each of the first few orders and hidden words in the customer's messages; else a pass."""
    del composed  # every check is called alike
    messages = [context.subject, *(text for who, text in context.thread if who == CUSTOMER)]
    found = dict.fromkeys(attempt for message in messages for attempt in attempts(message))
    if not found:
        return [CheckResult(CHECK, PASS, "", "Nothing in the messages speaks to a machine.")]
    reason = "The message holds {}. Read the message and the draft yourself; nothing is sent by itself."
    return [CheckResult(CHECK, HOLD, span, reason.format(what)) for span, what in list(found)[:MOST_SHOWN]]


def attempts(message: str) -> Iterator[tuple[str, str]]:
    """(exact text of the message, empty where it was decoded; what it is) for orders and hidden words."""
    yield from ((span[:LONGEST_SPAN], what) for span, what in hidden(message))
    # Long runs of blanks and lines say nothing and make searching slow.
    for number, view in enumerate(views(BLANKS.sub(r"\1\1", message))):
        for match in orders(view):
            said = match[0].strip()[:LONGEST_SPAN]
            what = "an order to the machine" if number == 0 else "a hidden or encoded order to the machine"
            yield (said if said in message else ""), what
