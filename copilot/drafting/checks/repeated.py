"""A sentence that repeats a source word for word but for a “not” says the opposite, whatever it is about."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from copilot.drafting.checks.evidence import Evidence, Ground
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.reading import ENGLISH_DENIALS, Reading
from copilot.measuring.vocabulary import NEGATIONS

# Words from which a sentence can be recognised, and the share of them that may differ (a name, a number).
FEWEST, MAY_DIFFER = 5, 0.2
# Verbs that come and go with a “not”.
_HELPERS = frozenset(("do", "does", "did", "can", "be", "is", "are", "yet", "already", "always"))


def flipped(reading: Reading, evidence: Evidence) -> Ground | None:
    """The source that a sentence repeats with one denial more or less; None if another has its own sign."""
    mine, denials = _told(reading.tokens)
    if sum(mine.values()) < FEWEST:
        return None
    against = None
    for ground in evidence.grounds:
        theirs, other = _told(ground.reading.tokens)
        if not theirs or not _same(mine, theirs):
            continue
        if other == denials:
            return None
        if abs(other - denials) == 1:
            against = against or ground
    return against


def _same(one: Counter[str], other: Counter[str]) -> bool:
    differing = (one - other) + (other - one)
    return sum(differing.values()) <= MAY_DIFFER * max(sum(one.values()), sum(other.values()))


@lru_cache(maxsize=4096)
def _told(tokens: tuple[str, ...]) -> tuple[Counter[str], int]:
    """(words but denials, number of denials) of a sentence; “cannot” is a denial."""
    denials = [
        word for word in tokens if word in ENGLISH_DENIALS or word in NEGATIONS or word.endswith("n't")
    ]
    rest = [
        stem(word) for word in tokens if word not in denials and word not in _HELPERS and word[:1].isalnum()
    ]
    return Counter(rest), len(denials)
