"""What a rule denies, thing by thing: “e-books, codes and signed copies cannot be returned” denies three.

Each is told by the words it is about and the word that is denied of it, so that a reply that gives one of
them can be held against the rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copilot.drafting.checks.lexicon import DENYING
from copilot.drafting.checks.reading import ENDS_DENIAL, ENGLISH_DENIALS, about
from copilot.measuring.normalise import words
from copilot.measuring.vocabulary import NEGATIONS

AND = re.compile(r",|;|/|\b(?:and|or|und|oder|sowie|et|ou|ni|y|o|e|en|of|nor|as well as)\b", re.IGNORECASE)
# Verbs that carry a denial and name nothing that is denied.
_CARRIERS = """
werden wird worden wurde vengono viene vengo peut peuvent puede pueden possono possibile possible kunnen kan
mogen mag sein ser être essere zijn be been being sono sont son est
"""
CARRIERS = about(_CARRIERS.split())
MOST_ITEMS = 8
WORD = re.compile(r"[\w'’-]+")


@lru_cache(maxsize=4096)
def denied_items(text: str) -> tuple[frozenset[str], ...]:
    """For each thing a clause denies, its stems and the stem of what is denied of it; empty if unclear."""
    said = [(match.start(), match.end(), match[0].lower()) for match in WORD.finditer(text)]
    at = next((n for n, (_, _, word) in enumerate(said) if _denies(word)), None)
    if at is None or any(DENYING.match(word) for _, _, word in said):
        return ()
    end = next((n for n in range(at + 1, len(said)) if said[n][2] in ENDS_DENIAL), len(said))
    after = text[said[at][1] : said[end][0] if end < len(said) else len(text)]
    subjects, objects = _items(text[: said[at][0]]), _items(after)
    named = [word for _, _, word in said[at + 1 : end] if about([word]) - CARRIERS]
    if not named:
        return ()
    if len(subjects) > 1:
        # The first word of meaning after the denial; in German and Dutch the verb stands last.
        verbs = about(named[:1]) | about(named[-1:]) if len(named) < 3 else about(named[:1])
        return tuple(each | verbs for each in subjects)[:MOST_ITEMS]
    if len(objects) > 1:
        verb = about(named[:1])
        return tuple(verb | each for each in objects if each - verb)[:MOST_ITEMS]
    if said[at][2] in ENGLISH_DENIALS or said[at][2].endswith("n't"):
        return ()  # `cores.core` reads these
    return ((subjects[0] if subjects else about(named[:1])) | about(named[-1:]),)


def _denies(word: str) -> bool:
    return word in ENGLISH_DENIALS or word.endswith("n't") or word in NEGATIONS


def _items(text: str) -> list[frozenset[str]]:
    return [stems for part in AND.split(text) if (stems := about(words(part)) - CARRIERS)]
