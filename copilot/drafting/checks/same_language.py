"""The draft is in the customer's language, as far as common words tell.

Method: the language whose common words are the largest share of a text, among seven; texts of few words, or
with two languages nearly level, are of no known language, and then nothing is said.
"""

from __future__ import annotations

import re

from copilot.drafting.checks.lexicon import COMMON
from copilot.drafting.checks.result import PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context

CHECK = "same_language"
NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
FEWEST_WORDS = 6
LEAST_SHARE, LEAD = 0.2, 0.08


def same_language(composed: Composed, context: Context) -> list[CheckResult]:
    """A warning when customer and draft are clearly in two languages."""
    last = next((text for who, text in reversed(context.thread) if who == CUSTOMER), "")
    theirs = language(last) or language(context.customer_text)
    ours = language(composed.body)
    if theirs and ours and theirs != ours:
        reason = f"The customer writes {NAMES[theirs]}, the draft is {NAMES[ours]}. Translate it."
        return [CheckResult(CHECK, WARN, "", reason)]
    return [CheckResult(CHECK, PASS, "", "The draft is in the customer's language.")]


def language(text: str) -> str:
    """Two letters for a language, empty when it is not clear."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)]
    if len(found) < FEWEST_WORDS:
        return ""
    shares = {code: sum(word in common for word in found) / len(found) for code, common in COMMON.items()}
    (best, share), (_, second) = sorted(shares.items(), key=lambda pair: -pair[1])[:2]
    return best if share >= LEAST_SHARE and share - second >= LEAD else ""
