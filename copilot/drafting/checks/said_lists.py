"""What a procedure's owner listed: phrases a reply must never say, and messages that a person must answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.result import HOLD, CheckResult
from copilot.drafting.checks.rules import Rules
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.normalise import uniform


def said_lists(composed: Composed, context: Context, rules: Rules) -> list[CheckResult]:
    """A hold for each listed phrase found; nothing when no list was given."""
    never = [
        CheckResult(
            "never_say", HOLD, span, f"The procedure says never to write “{phrase}”. Put it another way."
        )
        for phrase, span in _found(rules.never_say, composed.body)
    ]
    when = [
        CheckResult(
            "escalate_when",
            HOLD,
            span,
            f"The procedure hands “{phrase}” to a person. Escalate instead of answering.",
        )
        for phrase, span in _found(rules.escalate_when, context.customer_text)
    ]
    return never + when


def _found(phrases: tuple[str, ...], text: str) -> Iterator[tuple[str, str]]:
    """(phrase, the words as they stand in the text), whole words only."""
    for phrase in phrases:
        parts = [re.escape(part) for part in uniform(phrase).split()]
        pattern = r"(?<!\w)" + r"\s+".join(parts).replace("'", "['’]") + r"(?!\w)"
        if parts and (match := re.search(pattern, text, re.IGNORECASE)):
            yield phrase, match[0]
