"""Does the customer want two things? Pure: each sentence is asked on its own.

A second intent is claimed only when one sentence points surely at another category while the rest, without
that sentence, still points at the first. A whole text that is torn between two categories is not two wishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from routing.deciding import Guess

# Shorter sentences (“Thanks!”, “Order 4711.”) say nothing about a category.
FEWEST_WORDS = 4
# Somebody who writes a novel has not more wishes than the first sentences tell.
MOST_SENTENCES = 12
_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def sentences(text: str) -> list[str]:
    found = [" ".join(part.split()) for part in _END.split(text)]
    return [part for part in found if len(part.split()) >= FEWEST_WORDS][:MOST_SENTENCES]


def second_intent(
    text: str, chosen: str, guess: Callable[[Sequence[str]], Sequence[Guess]], sure: float
) -> str | None:
    """The key of a second category that one sentence is about, or None.

    `chosen` is the whole text's category; `sure` the confidence (0 to 1) from which a sentence counts.
    `guess` is asked about all sentences at once.
    """
    parts = sentences(text)
    if len(parts) < 2:
        return None
    guesses = guess(parts)
    about_first = [bool(each.ranked) and each.ranked[0][0] == chosen for each in guesses]
    if not any(about_first):
        return None
    others = [
        each.ranked[0]
        for each in guesses
        if each.ranked and not each.out_of_scope and each.ranked[0][0] != chosen and each.ranked[0][1] >= sure
    ]
    return max(others, key=lambda found: found[1])[0] if others else None
