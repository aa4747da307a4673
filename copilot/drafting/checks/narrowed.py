"""Rules that hold for some cases only, told apart by a phrase: “in the Large plan”, “on the Small plan”.

A reply that gives such a rule without its phrase gives it to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.evidence import VERB, Evidence, Ground
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
# Words that take a part of what they stand before.
NARROWS = re.compile(
    r"\b(younger|older|smaller|larger|lighter|heavier|shorter|unopened|unused|unworn|sealed"
    r"|undamaged|defective"
    r"|faulty|first-time|registered|urgent|domestic|first) (\w{3,})",
    re.IGNORECASE,
)
# “The first copy is free” narrows; “before your first appointment” tells when.
FIRST = "first"
GIVEN = frozenset(
    {"free", "refund", "waive", "discount", "replace", "voucher", "credit", "compensate", "bonus"}
)
ONE_PHRASE = 6
# No marks of a kind.
_LITTLE = """
the a an your our all any every each some no you we they it if when and or of for in on with this that these
those der die das ein eine ihr ihre unser unsere le la les un une votre nos el los las su sus
"""
LITTLE = frozenset(_LITTLE.split())


def without_its_word(reading: Reading, told: frozenset[str], evidence: Evidence) -> tuple[Ground, str] | None:
    """(source, words) where a rule for “younger children” or “the first copy” is told of all of them."""
    if reading.denied:
        return None
    known = told | evidence.customer_stems
    for ground in evidence.grounds:
        gives = ground.reading.families & reading.families & GIVEN
        same = gives or evidence.share(reading, ground) >= SAME_RULE
        if ground.reading.denied or not same:
            continue
        for match in NARROWS.finditer(ground.reading.text):
            if match[1].lower() == FIRST and not gives:
                continue
            # What the word narrows, and the word itself, neither in this form nor in another.
            if stem(match[2].lower()) in reading.stems and stem(match[1].lower()) not in known:
                return ground, match[0]
    return None


def without_its_case(reading: Reading, told: frozenset[str], evidence: Evidence) -> tuple[Ground, str] | None:
    """(source, phrase) that a sentence leaves out although a rule beside it is for another case.

    `told` are the stems of the whole reply; what the customer says of their own case counts too.
    """
    for ground in evidence.grounds:
        if evidence.share(reading, ground) < SAME_RULE or ground.reading.denied != reading.denied:
            continue
        if phrase := _other_subject(reading, ground, told | evidence.customer_stems, evidence):
            return ground, phrase
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


def _other_subject(reading: Reading, ground: Ground, told: frozenset[str], evidence: Evidence) -> str:
    """“Guide dogs” where a rule beside it says something else of dogs, and the reply speaks of dogs only."""
    *marks, head = _subject(ground.reading) or [""]
    mine = set(_subject(reading)) & evidence.stems
    if (
        not marks
        or head not in reading.stems
        or set(marks) & (told | set(_subject(reading)))
        or mine - {head}
    ):
        return ""
    for other in evidence.grounds:
        differs = other.section == ground.section and other is not ground and head in _subject(other.reading)
        if (
            differs
            and not set(marks) & other.reading.stems
            and (other.reading.figures or other.reading.denied)
        ):
            return " ".join(VERB.split(ground.reading.text)[0].split()[:ONE_PHRASE])
    return ""


def _subject(reading: Reading) -> list[str]:
    """The stems before a sentence's verb, in order; empty where it is not told what that is."""
    parts = VERB.split(reading.text, maxsplit=1)
    if (
        len(parts) < 2
        and not (parts := re.split(r"\b(?:travel|stay|eat|get|pay|arrive)s?\b", reading.text, maxsplit=1))[1:]
    ):
        return []
    said = parts[0].split()
    marks = [bare for word in said if (bare := word.lower().strip(',.;“”"')) not in LITTLE]
    return [stem(word) for word in marks if word] if len(said) <= ONE_PHRASE else []
