"""Rules that hold for some cases only, told apart by a phrase: “in the Large plan”, “on the Small plan”.

A reply that gives such a rule without its phrase gives it to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.evidence import Evidence, Ground
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.reading import Reading, about
from copilot.measuring.normalise import words

# Share of the reply's sentence that must stand in the rule.
SAME_RULE = 0.8
PHRASE = re.compile(
    r"\b(?:in|on|for|with|from|im|auf|für|bei|mit|pour|avec|dans|para|con|en) (?:the |our |a |an "
    r"|every |all |den |der |dem"
    r" |die |das |einem |einer |les |le |la |un |une |los |las |el )?((?:[\w-]+ ){0,4}?[\w-]+)(?=[\s,.;:]|$)",
    re.IGNORECASE,
)
ONE_PHRASE = 6


def without_its_case(reading: Reading, told: frozenset[str], evidence: Evidence) -> tuple[Ground, str] | None:
    """(source, phrase) that a sentence leaves out although a rule beside it is for another case.

    `told` are the stems of the whole reply; what the customer says of their own case counts too.
    """
    for ground in evidence.grounds:
        if evidence.share(reading, ground) < SAME_RULE or ground.reading.denied != reading.denied:
            continue
        for phrase, case, head in _cases(ground):
            if case & (told | evidence.customer_stems):
                continue
            if any(_another(head, case, ground, other, reading) for other in evidence.grounds):
                return ground, phrase
    return None


def _cases(ground: Ground) -> Iterator[tuple[str, frozenset[str], str]]:
    """(phrase, what it names, the kind of thing) of a rule: (“in the Large plan”, {large}, plan)."""
    text = ground.reading.text
    for match in PHRASE.finditer(text):
        # To the end of the phrase: up to a comma, a verb or six words.
        tail = re.split(r"[,.;:]|\b(?:is|are|can|must|will|costs?|takes?)\b", text[match.start(1) :])[0]
        said = tail.split()[:ONE_PHRASE]
        stems = [stem(word.lower()) for word in said if about(words(word))]
        if len(stems) > 1:
            yield " ".join([match[0].split()[0], *said]), frozenset(stems[:-1]), stems[-1]


def _another(head: str, case: frozenset[str], ground: Ground, other: Ground, reading: Reading) -> bool:
    """Whether another rule of the section is for another case of the same kind."""
    if other is ground or other.section != ground.section:
        return False
    return any(
        kind == head and not named & case and bool(other.reading.figures or other.reading.denied)
        for _, named, kind in _cases(other)
    ) and bool(reading.stems & other.around)
