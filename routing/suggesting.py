"""Words for a rule, when the same correction keeps being made: what tells its tickets apart. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from routing.rules import contains
from support.language import COMMON

# A correction made this often within the window is a habit.
FEWEST_MOVED = 5
# With fewer tickets to compare with, two per cent of them say nothing.
FEWEST_OTHERS = 50
LEAST_INSIDE = 0.6
MOST_OUTSIDE = 0.02
# Candidates that are common among the moved tickets are looked for in the others; the commonest this many.
MOST_TRIED = 200

_WORD = re.compile(r"\w+")
_PAIR = re.compile(r"(?<!\w)(?=(\w+ \w+)(?!\w))")


@dataclass(frozen=True)
class Suggestion:
    words: str
    moved: int
    inside: int  # of those moved, how many hold the words
    others: int
    outside: int  # of the others, how many hold them too


def suggest(moved: Sequence[str], others: Sequence[str]) -> Suggestion | None:
    """The word, or two words side by side, that tells `moved` from `others`.

    It stands in at least the share LEAST_INSIDE of the moved texts and at most MOST_OUTSIDE of the others.
    Texts come folded (`TicketText.text`): a rule “contains the words” then holds for exactly those counted.
    Of several, the one with the largest difference of the two shares; then the rarer elsewhere, then one word
    before two, then by the alphabet. None when nothing tells them apart, or there is too little to compare.
    """
    if len(moved) < FEWEST_MOVED or len(others) < FEWEST_OTHERS:
        return None
    found = Counter(words for text in moved for words in phrases(text))
    common = sorted((-n, words) for words, n in found.items() if n >= LEAST_INSIDE * len(moved))
    told: list[tuple[float, int, int, str, int]] = []
    for negative, words in common[:MOST_TRIED]:
        outside = sum(contains(text, words) for text in others)
        if outside <= MOST_OUTSIDE * len(others):
            difference = -negative / len(moved) - outside / len(others)
            told.append((-difference, outside, words.count(" "), words, -negative))
    if not told:
        return None
    _, outside, _, words, inside = min(told)
    return Suggestion(words, len(moved), inside, len(others), outside)


def phrases(text: str) -> set[str]:
    """Words of three letters and more that are not everybody's, and pairs with at least one such word."""
    words = {word for word in _WORD.findall(text) if _tells(word)}
    pairs = {
        pair
        for pair in _PAIR.findall(text)
        if any(_tells(word) for word in pair.split()) and not re.search(r"[\d_]", pair)
    }
    return words | pairs


def _tells(word: str) -> bool:
    return len(word) >= 3 and word.isalpha() and word not in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset().union(*COMMON.values())
