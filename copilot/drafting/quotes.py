"""The words of a section that support a sentence: what a source chip shows, and a check can verify."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W_a-z]|[“\"'(])")
BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+|^\s*(?:>|#{1,6})\s+")
COMMON = frozenset(
    {"the", "and", "for", "you", "your", "our", "are", "was", "were", "will", "can", "has", "have", "had"}
    | {"this", "that", "with", "from", "not"}
)
NUMBER_WEIGHT = 3.0


def spans(markdown: str) -> Iterator[str]:
    """The sentences of a section, each exactly as it stands in the text (without its bullet)."""
    for line in markdown.split("\n"):
        bare = BULLET.sub("", line).strip()
        yield from (span for span in SENTENCE_END.split(bare) if WORD.search(span))


def best_quote(markdown: str, sentence: str) -> str:
    """The span that shares most with the sentence, numbers counting three times; empty when none does."""
    wanted = _weights(sentence)
    best, best_score = "", 0.0
    for span in spans(markdown):
        words = _weights(span)
        shared = sum(weight for word, weight in words.items() if word in wanted)
        # Divided by the length, or the longest span would always win.
        score = shared / (4 + sum(words.values())) if shared else 0.0
        if score > best_score:
            best, best_score = span, score
    return best


def _weights(text: str) -> dict[str, float]:
    words = (word.lower() for word in WORD.findall(text))
    return {word: NUMBER_WEIGHT if word[0].isdigit() else 1.0 for word in words if word not in COMMON}
