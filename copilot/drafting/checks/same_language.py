"""The draft is in the customer's language, as far as common words tell (support/language.py says how)."""

from __future__ import annotations

from copilot.drafting.checks.result import PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context
from support.language import NAMES, language

CHECK = "same_language"


def same_language(composed: Composed, context: Context) -> list[CheckResult]:
    """A warning when customer and draft are clearly in two languages."""
    last = next((text for who, text in reversed(context.thread) if who == CUSTOMER), "")
    theirs = language(last) or language(context.customer_text)
    ours = language(composed.body)
    if theirs and ours and theirs != ours:
        reason = f"The customer writes {NAMES[theirs]}, the draft is {NAMES[ours]}. Translate it."
        return [CheckResult(CHECK, WARN, "", reason)]
    return [CheckResult(CHECK, PASS, "", "The draft is in the customer's language.")]
