"""What a procedure's owner listed: phrases a reply must never say, and messages that a person must"
" answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.reading import about, read, sentences
from copilot.drafting.checks.result import HOLD, CheckResult
from copilot.drafting.checks.rules import Rules
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.normalise import uniform, words

SHORTEST_INFLECTED = 4
ENDING = re.compile(r"(?:ees?|eed|eeing|ies|ied|ing|ed|es|e|y|s)$", re.IGNORECASE)
ENDINGS = (
    r"(?:e|ee|y|s|es|ees|d|ed|eed|ies|ied|ing|eeing|er|ers|ly|ity|ies|ness|ful|less|ment|ments|en|ened"
    r"|ening|['’]s|s['’]"
    r"|em|ern|n|t|te|ten|et|st|ung|ungen|isch\w{0,2}|x|ée?s?|és|er|ons|ez|ent|a|o|as|os|i|mente|ar|ado"
    r"|ada|ato|ata|are"
    r"|ami|om|ów|ę|ą)?"
)
ALTERNATIVES = re.compile(r"\s*(?:[,;/]|\b(?:or|oder|ou|lub|albo)\b)\s*", re.IGNORECASE)


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
        for phrase, span in _meant(rules.escalate_when, context.customer_text)
    ]
    return never + when


def _found(phrases: tuple[str, ...], text: str) -> Iterator[tuple[str, str]]:
    """(phrase, the words as they stand in the text): whole words with their endings, however they are"
    " spaced."""
    even = uniform(text)
    for phrase in phrases:
        words_ = [_inflected(word) for word in uniform(phrase).split()]
        pattern = r"(?<!\w)" + r"[\W_]*".join(words_) + r"(?!\w)"
        match = re.search(pattern, text, re.IGNORECASE) or re.search(pattern, even, re.IGNORECASE)
        if words_ and match:
            yield phrase, match[0] if match[0] in text else ""


def _meant(phrases: tuple[str, ...], text: str) -> Iterator[tuple[str, str]]:
    """(phrase, what says it) where a sentence has all words of a phrase, or of one of its alternatives.

    “Smoke or fire” is two; “press enquiry” is also meant by “an enquiry from the press”.
    """
    for phrase in phrases:
        for part in ALTERNATIVES.split(phrase):
            if found := next(_found((part,), text), None):
                yield phrase, found[1]
                break
            wanted = about(words(uniform(part)))
            sentence = next((one for one in sentences(text) if wanted and wanted <= read(one).stems), None)
            if sentence is not None and len(wanted) > 1:
                yield phrase, sentence
                break


def _inflected(word: str) -> str:
    """A pattern for a word and the forms of it that European languages make by an ending."""
    bare = re.escape(word).replace("'", "['’]")
    if not word.isalpha() or len(word) < SHORTEST_INFLECTED:
        return bare
    root = ENDING.sub("", word)
    if len(root) <= SHORTEST_INFLECTED:
        return rf"{bare}(?:(?:{word[-1]})?(?:s|es|ed|d|ing|er|ers)|['’]s)?"
    return rf"{re.escape(root)}(?:{root[-1]})?{ENDINGS}"
