"""Changes to a draft after which it is as good as before."""

from __future__ import annotations

import random
import re

from _draft import Change, Draft, in_other_words, with_sentence
from _wordings import Words

NUMBER_WORDS = {
    "2": "two",
    "3": "three",
    "5": "five",
    "7": "seven",
    "10": "ten",
    "14": "fourteen",
    "30": "thirty",
    "60": "sixty",
}


def unchanged(rng: random.Random, draft: Draft) -> Draft | None:
    del rng
    return draft


def polite(words: Words) -> Change:
    def add(rng: random.Random, draft: Draft) -> Draft | None:
        first, second = rng.sample(words.polite, 2)
        return with_sentence(draft.saying(draft.text.replace("\n\n", f"\n\n{first} ", 1)), second)

    return add


def in_words(rng: random.Random, draft: Draft) -> Draft | None:
    del rng
    text = re.sub(
        r"(?<![\w.,€-])(\d+)(?= (?:working )?(?:days|months|weeks|hours|years|minutes))", _word, draft.text
    )
    return draft.saying(text) if text != draft.text else None


def other_format(rng: random.Random, draft: Draft) -> Draft | None:
    text = re.sub(r"€(\d+)\.00\b", r"€\1", draft.text)
    text = (
        re.sub(r"€(\d+\.\d\d)", r"EUR \1", text)
        if rng.random() < 0.5
        else re.sub(r"€(\d+\.\d\d)", r"\1 euros", text)
    )
    return draft.saying(text) if text != draft.text else None


def other_words(rng: random.Random, draft: Draft) -> Draft | None:
    del rng
    return draft.saying(in_other_words(draft.text))


def one_paragraph(rng: random.Random, draft: Draft) -> Draft | None:
    del rng
    return draft.saying(" ".join(draft.text.split()))


def shorter(rng: random.Random, draft: Draft) -> Draft | None:
    """One sentence fewer."""
    parts = re.split(r"(?<=[.!?])\s+", draft.text)
    if len(parts) < 5:
        return None
    del parts[rng.randrange(2, len(parts) - 1)]
    return draft.saying("\n".join(parts))


def _word(match: re.Match[str]) -> str:
    return NUMBER_WORDS.get(match[1], match[1])


def harmless(words: Words) -> dict[str, Change]:
    return {
        "unchanged": unchanged,
        "polite": polite(words),
        "numbers in words": in_words,
        "other format": other_format,
        "other words": other_words,
        "one paragraph": one_paragraph,
        "shorter": shorter,
    }
