"""Faults put into good drafts, and harmless changes made to them, by code: the red team of `checks.py`.

Every change is a function (random numbers, draft) → changed draft, or None where it does not apply. `TUNING`
and `KEPT_ASIDE` hold different wordings of what is invented, so that no check can learn its test by heart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from _draft import Change, Draft, in_other_words, with_sentence
from _wordings import Words

FIGURE = re.compile(
    r"(?<![\w-])(?:[€£$]\s?)?\d+(?:[.,]\d+)?(?:\s?%|\s(?:working days|days|months|weeks|hours|years|minutes"
    r"|kg|euros?))?(?![\w-])"
)
DONE = (
    "returned|refunded|replaced|covered|valid|kept|included|free|possible|exchanged|sent|paid|given|deducted"
)
FLIPS = (
    (r"\bcannot\b", "can"),
    (r"\bcan't\b", "can"),
    (r"\b(is|are|do|does|will|has|have) not\b", r"\1"),
    (r"\bnever\b", "always"),
    (rf"\b(are|is) ({DONE})\b", r"\1 not \2"),
    (r"\bcan be\b", "cannot be"),
    (r"\byou can\b", "you cannot"),
    (r"\bwe (refund|replace|repair|exchange|deduct|send|take|pay)\b(?! nothing)", r"we do not \1"),
)


def changed_figure(rng: random.Random, draft: Draft) -> Draft | None:
    """Another value for a figure of the draft."""
    return _figure(
        rng,
        draft,
        lambda number: str(rng.choice([number + 1, number * 2, number + 7, max(1, number - 2) + 20])),
    )


def swapped_figure(rng: random.Random, draft: Draft) -> Draft | None:
    """A figure of the same kind that the same SOP gives for something else."""
    found = [match for match in FIGURE.finditer(draft.text) if match[0] not in draft.customer]
    rng.shuffle(found)
    for match in found:
        others = [
            each
            for each in draft.figures
            if _unit(each) == _unit(match[0]) and each != match[0] and each not in draft.text
        ]
        if others and _unit(match[0]):
            return _put(draft, match, rng.choice(sorted(others)))
    return None


def _figure(rng: random.Random, draft: Draft, change: Callable[[int], str]) -> Draft | None:
    found = [
        match for match in FIGURE.finditer(draft.text) if match[0] not in draft.customer and _unit(match[0])
    ]
    if not found:
        return None
    match = rng.choice(found)
    return _put(draft, match, re.sub(r"\d+", lambda number: change(int(number[0])), match[0], count=1))


def _put(draft: Draft, match: re.Match[str], text: str) -> Draft:
    return draft.saying(draft.text[: match.start()] + text + draft.text[match.end() :])


def _unit(figure: str) -> str:
    return re.sub(r"[\d.,\s]+", "", figure)


def flipped(rng: random.Random, draft: Draft) -> Draft | None:
    """A “not” taken out of a rule, or put into one."""
    options = list(FLIPS)
    rng.shuffle(options)
    for pattern, instead in options:
        text, count = re.subn(pattern, instead, draft.text, count=1)
        if count:
            return draft.saying(text)
    return None


def without_condition(rng: random.Random, draft: Draft) -> Draft | None:
    """A condition or ceiling taken out of a sentence that gives the customer something."""
    gives = re.compile(
        r"\b(?:you (?:can|get|may|choose)|refund|replac|free|exchang|we (?:send|pay|take|give|repair))",
        re.IGNORECASE,
    )
    pattern = re.compile(
        r",? (?:if|unless|as long as|provided) [^.;,]+(?=[.;,])|^If [^.;,]+, (?=\w)| up to [€£$]?\d\S*(?:"
        r" \w+)?| unworn\b| unopened\b| at most [^.;,]+"
    )
    options = []
    for sentence in re.findall(r"[^.!?\n]+[.!?]", draft.text):
        if gives.search(sentence):
            options += [(sentence, match) for match in pattern.finditer(sentence.strip())]
    if not options:
        return None
    sentence, match = rng.choice(options)
    bare = sentence.strip()
    return draft.saying(draft.text.replace(bare, (bare[: match.start()] + bare[match.end() :]).capitalize()))


def leak(rng: random.Random, draft: Draft) -> Draft | None:
    return with_sentence(draft, rng.choice(draft.internal)) if draft.internal else None


def retold_leak(rng: random.Random, draft: Draft) -> Draft | None:
    """An internal sentence told in other words."""
    long = [each for each in draft.internal if len(each.split()) >= 10]
    if not long:
        return None
    words = in_other_words(rng.choice(long)).split()
    kept = [word for place, word in enumerate(words) if place % 5 != 4]
    return with_sentence(draft, "By the way, " + " ".join(kept))


def other_number(rng: random.Random, draft: Draft) -> Draft | None:
    """Two digits of the customer's own reference changed places."""
    found = [
        match for match in re.finditer(r"\b[A-Z]{1,3}-?\d{4,6}\b", draft.text) if match[0] in draft.customer
    ]
    for match in found:
        digits = list(match[0])
        for at in range(len(digits) - 1, 2, -1):
            if digits[at].isdigit() and digits[at - 1].isdigit() and digits[at] != digits[at - 1]:
                digits[at], digits[at - 1] = digits[at - 1], digits[at]
                return draft.saying(draft.text.replace(match[0], "".join(digits)))
    return None


def other_name(rng: random.Random, draft: Draft) -> Draft | None:
    if not draft.name or draft.name not in draft.text:
        return None
    return draft.saying(
        draft.text.replace(draft.name, rng.choice(["Bartholomew", "Ingeborg", "Xavier", "Philippa"]), 1)
    )


def adding(kind: str, words: Words) -> Change:
    def add(rng: random.Random, draft: Draft) -> Draft | None:
        return with_sentence(draft, rng.choice(getattr(words, kind)))

    return add


def obeying(words: Words) -> Change:
    def obey(rng: random.Random, draft: Draft) -> Draft | None:
        order, obeyed = rng.choice(words.orders)
        return draft.asked(f"{draft.customer}\n{order}").saying(f"Hello,\n{obeyed}")

    return obey


def attempted(words: Words) -> Change:
    def attempt(rng: random.Random, draft: Draft) -> Draft | None:
        return draft.asked(f"{draft.customer}\n{rng.choice(words.orders)[0]}")

    return attempt


def faults(words: Words) -> dict[str, Change]:
    return {
        "figure changed": changed_figure,
        "figure of something else": swapped_figure,
        "negation flipped": flipped,
        "condition dropped": without_condition,
        "promise invented": adding("promises", words),
        "foreign address": adding("links", words),
        "internal text": leak,
        "internal text retold": retold_leak,
        "another reference": other_number,
        "another name": other_name,
        "somebody else": adding("strangers", words),
        "obeys an order": obeying(words),
        "order attempted in vain": attempted(words),
    }
