"""A person's name in running text: finding it in order to leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Names that are also words: in small letters they are left alone, or half of what people write would go.
_WORDS = """
    ace amber an angel april art august autumn bank banks bell best bill bird black bless blue bond
    brook brown bush can carol case cash chance chase christian church clay cliff cook craft cross
    crystal day dean dear do drew eve fair faith fall fields fish flower ford forest fox frank free gene
    gift gill glen gold good grace grant gray green grey guy hall hand hart has he heather hill holly
    home honey hope house hunter iris ivy jack jade jasmine jean jewel joy june king knight lake lane
    law lee lily link little long love mark marsh mason may me mercy miles mill moon my nick noble norm
    north olive page park pat patience pearl penny pepper piper pleasant pool poppy price prince queen
    rain ray reed rich rio rob rock rod rose ruby rusty sale sandy see sharp short silver skip sky small
    smart so son spring star stone storm sue summer sun sunny swift tab temple thank the to trip van
    victor violet walk wall ward was waters way wells west white wild will winter wise wood woods wright
    you young
"""
ALSO_WORDS = frozenset(_WORDS.split())


def parts_of(name: str) -> tuple[str, ...]:
    """The whole name and each word of it that is at least two letters long, longest first."""
    whole = " ".join(name.split())
    words = [word.strip(".,;:()\"'“”") for word in whole.split()]
    found = dict.fromkeys([whole, *(word for word in words if sum(map(str.isalpha, word)) >= 2)])
    return tuple(sorted((one for one in found if len(one) >= 2), key=len, reverse=True))


def pattern_of(part: str) -> re.Pattern[str]:
    """Finds a name or a part of one as words, however it is spaced.

    In any mixture of small and capital letters, except for a single word that is also an ordinary one: that
    must be written as names are, with a capital letter or all in capitals.
    """
    words = part.split()
    spaced = r"[\s ]+".join(re.escape(word) for word in words)
    if len(words) > 1 or part.lower() not in ALSO_WORDS:
        return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
    capital = {part, part.capitalize(), part.upper()} - {part.lower()}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(capital)))})(?!\w)")


def without(text: str, names: Iterable[str], instead: str = " ") -> str:
    """The text with each of these people's names, and each part of them, replaced."""
    for name in names:
        for part in parts_of(name):
            if part.split()[0].lower() in text.lower():  # most texts hold no name: a pattern costs more
                text = pattern_of(part).sub(instead, text)
    return text
