"""The draft is in the customer's language and script, as far as common words tell (support/language.py)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from copilot.drafting.checks.reading import sentences
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context
from support.language import COMMON, NAMES, WORD, language

CHECK = "same_language"
# Letters from which a script is worth comparing, and the share that makes it the text's.
FEWEST_LETTERS, MOSTLY = 4, 0.6
# Words of a sentence without a single common word of the customer's language.
FOREIGN_FROM = 4
ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}
ASKED_FOR = re.compile(
    r"\b(?:in|auf|en|em|po|på) (?:english|german|french|spanish|italian|dutch|portuguese|russian|chinese"
    r"|japanese|arabic|polish|turkish|englisch|deutsch|anglais|français|inglés|español|inglese|italiano)\b",
    re.IGNORECASE,
)


def same_language(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold when customer and draft are clearly in two languages or scripts; a warning when they asked."""
    last = next((text for who, text in reversed(context.thread) if who == CUSTOMER), "")
    theirs = {each for text in (last, context.customer_text, *sentences(last)) if (each := language(text))}
    result = WARN if ASKED_FOR.search(last) else HOLD
    if reason := _other_script(composed.body, context.customer_text):
        return [CheckResult(CHECK, result, "", reason)]
    if theirs:
        ours = language(composed.body)
        named = " and ".join(sorted(NAMES[each] for each in theirs))
        if ours and ours not in theirs:
            reason = f"The customer writes {named}, the draft is {NAMES[ours]}. Translate it."
            return [CheckResult(CHECK, result, "", reason)]
        for sentence in sentences(composed.body):
            if _foreign(sentence, theirs):
                reason = f"The customer writes {named}; this is in another language. Translate it."
                return [CheckResult(CHECK, result, sentence, reason)]
    return [CheckResult(CHECK, PASS, "", "The draft is in the customer's language.")]


def _other_script(body: str, customer: str) -> str:
    """Why a sentence is in another script than the customer writes; empty when none is."""
    theirs = script(customer)
    if theirs:
        for sentence in sentences(body):
            if (ours := script(sentence)) and ours != theirs:
                return f"The customer writes in {theirs.capitalize()} letters, “{sentence[:60]}” does not."
    return ""


@lru_cache(maxsize=1024)
def script(text: str) -> str:
    """The script that most letters of a text belong to, in Unicode's name for it; empty when not clear."""
    counts = Counter(
        ONE_SCRIPT.get(name, name)
        for letter in text[:2000]
        if letter.isalpha() and (name := unicodedata.name(letter, "").split(" ")[0])
    )
    total = counts.total()
    most = counts.most_common(1)
    return most[0][0] if total >= FEWEST_LETTERS and most[0][1] >= MOSTLY * total else ""


def _foreign(sentence: str, theirs: set[str]) -> bool:
    """Whether a sentence is clearly in another language than the customer's."""
    found = WORD.findall(sentence.lower())
    return (
        len(found) >= FOREIGN_FROM
        and any(not word.isascii() for word in found)
        and not any(word in COMMON[code] for code in theirs for word in found)
    )
