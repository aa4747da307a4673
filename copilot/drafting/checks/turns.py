"""Rules turned round without a “not”: “subject to a fee” for “free of fees”, “after” for “before”."""

from __future__ import annotations

import re

from copilot.drafting.checks.evidence import Evidence, Ground
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.reading import Reading

# Share of a sentence that must stand in the rule it turns round.
SAME_RULE = 0.5
_THING = r"\s+(?:an? |the |any |all |your |our )?([^\W\d_][\w-]{2,})"
_TURNS = (
    (
        r"subject to|liable (?:to|for)|carr(?:y|ies)|incurs?|attracts?",
        r"free (?:of|from)|exempt from|without|no",
    ),
    (r"includ(?:es?|ing)|inclusive of", r"exclud(?:es?|ing)|exclusive of|plus|except(?: for)?|other than"),
    (r"before|prior to|ahead of", r"after|following"),
    (r"(?:no|not) (?:earlier|sooner) than", r"(?:no|not) later than|at the latest"),
    (r"in addition to|as well as|on top of", r"instead of|in place of|rather than"),
    (r"inside|within", r"outside|beyond"),
)
TURNS = tuple(
    tuple(re.compile(rf"\b(?:{side}){_THING}", re.IGNORECASE) for side in sides) for sides in _TURNS
)
# The same where a figure follows: “no earlier than 60 minutes”.
BOUNDS = (
    re.compile(r"\b(?:no|not) (?:earlier|sooner) than\s+(\S*\d\S*)", re.IGNORECASE),
    re.compile(r"\b(?:no|not) later than\s+(\S*\d\S*)", re.IGNORECASE),
)


def turned(reading: Reading, evidence: Evidence) -> Ground | None:
    """The source that says the contrary turn of the same thing, where none says the sentence's own."""
    for one, other in (*TURNS, BOUNDS):
        for mine, theirs in ((one, other), (other, one)):
            things = _things(mine, reading.text)
            if not things:
                continue
            near = [ground for ground in evidence.grounds if evidence.share(reading, ground) >= SAME_RULE]
            if any(things & _things(mine, ground.reading.text) for ground in near):
                continue
            for ground in near:
                if things & _things(theirs, ground.reading.text) and ground.reading.denied == reading.denied:
                    return ground
    return None


def _things(turn: re.Pattern[str], text: str) -> set[str]:
    """What a turn of phrase is said of, by stem."""
    return {stem(match[1].lower()) for match in turn.finditer(text)}
