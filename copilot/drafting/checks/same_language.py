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
from support.language import COMMON, FEWEST_WORDS, NAMES, WORD, language

CHECK = "same_language"
# Letters from which a script is worth comparing, and the share that makes it the text's.
FEWEST_LETTERS, MOSTLY = 4, 0.6
# Words of a sentence without a single common word of the customer's language.
FOREIGN_FROM = 4
FEWEST_COMMON = 3
# Letters beyond a to z that a language writes.
LETTERS = {
    "en": "éèêïñç",
    "de": "äöüßé",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü",
    "it": "àèéìòù",
    "nl": "áéëïíóöúèêü",
    "pt": "áâãàçéêíóôõú",
    "pl": "ąćęłńóśźż",
}
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»|https?://\S+|\S+@\S+")
ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}
ASKED_FOR = re.compile(
    r"\b(?:in|auf|en|em|po|på|w) (?:english|german|french|spanish|italian|dutch|portuguese|russian"
    r"|chinese|japanese"
    r"|arabic|polish|turkish|englisch|deutsch|französisch|spanisch|anglais|français|allemand|inglés"
    r"|español|alemán"
    r"|inglese|italiano|tedesco|engels|duits|nederlands|inglês|português|angielsku|polsku|niemiecku)\b",
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
        ours = language(QUOTED.sub(" ", composed.body))
        named = " and ".join(sorted(NAMES[each] for each in theirs))
        if ours and ours not in theirs:
            reason = f"The customer writes {named}, the draft is {NAMES[ours]}. Translate it."
            return [CheckResult(CHECK, result, "", reason)]
        for sentence in sentences(composed.body):
            if _foreign(sentence, theirs):
                reason = f"The customer writes {named}; this is in another language. Translate it."
                return [CheckResult(CHECK, result, sentence, reason)]
    elif _unknown_other(context.customer_text, language(composed.body)):
        reason = "The customer seems to write another language than the draft's. Translate it."
        return [CheckResult(CHECK, result, "", reason)]
    return [CheckResult(CHECK, PASS, "", "The draft is in the customer's language.")]


def _unknown_other(customer: str, ours: str) -> bool:
    """Whether a customer's language, none that is known by its words, has letters and words ours has"
    " not."""
    found = WORD.findall(customer.lower())
    if not ours or len(found) < FEWEST_WORDS:
        return False
    strange = sum(
        any(not letter.isascii() and letter not in LETTERS[ours] for letter in word) for word in found
    )
    return strange >= 2 and sum(word in COMMON[ours] for word in found) < len(found) / 8


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
    """Whether a sentence is clearly in another language than the customer's.

    Either a known one, or it has letters that the customer's languages do not use and none of their common
    words. Quotations, names of products and lists of prices are of no language.
    """
    bare = QUOTED.sub(" ", sentence)
    found = WORD.findall(bare.lower())
    if (spoken := language(bare)) and spoken not in theirs:
        shared = max(sum(word in COMMON[code] for word in found) for code in theirs)
        return sum(word in COMMON[spoken] for word in found) >= max(FEWEST_COMMON, 3 * shared)
    letters = {letter for word in found for letter in word if not letter.isascii()}
    return (
        len(found) >= FOREIGN_FROM
        and bool(letters - set("".join(LETTERS[code] for code in theirs)))
        and not any(word in COMMON[code] for code in theirs for word in found)
    )
