"""A sentence as the checks read it: its clauses, what each is about, what it denies and what it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.drafting.checks.lexicon import DENYING, PLAIN, STOP, stem
from copilot.drafting.checks.promises import families
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import lowered, uniform, words
from copilot.measuring.normalise import plainly as in_figures
from copilot.measuring.vocabulary import MONTH, NEGATIONS

# A title before a name, or an abbreviation, ends no sentence.
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Tel|approx|max|min|ca|etc|vs|Inc|Ltd|e\.g|i\.e|z\.B|bzw|usw|p\."
    r" ?ex|Sra?"
    r"|Mme|M)\.|^\W*\d{1,2}\.)$",
    re.IGNORECASE,
)
_MONTHS = "|".join(sorted(MONTH, key=len, reverse=True))
DAY_OF_MONTH = re.compile(rf".?.?\d\. +(?:{_MONTHS})", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[”\"')\]]*\s+")
_FINITE = (
    "is|are|was|were|will|can|cannot|can't|may|must|do|does|don't|doesn't|has|have|need|needs|costs?|takes?"
    "|gets?|we|we'll|you|you'll|i|i'll"
    "|it|it's|they|he|she|there|please|if|when|unless|except|only|never|not|no|wird|werden|kann|können|wir"
    "|sie|ist|sind|nous|vous|est|sont|es|son|kan|kunt|mag|moet|wordt|worden|zijn|krijgt|mits|tenzij|è|può"
    "|sono"
    "|niet|nicht|pas"
)
CLAUSE_END = re.compile(
    r"\s*[;()—]\s*|:(?=\s)|\s+[–-]\s+|,?\s+(?:but|aber|sondern|mais|pero|sino)\s+"
    r"|,?\s+(?=(?:although|though|whereas|because|unless|if|when|as soon as|once(?= (?:the|it|you|your"
    r"|they|we"
    r"|a|an|this)\s)|obwohl|wenn|falls|sobald|weil"
    r"|parce que|porque|si|aunque|als|omdat|wanneer|mits|tenzij|perché|purché|quando|lorsque|dès que"
    r"|à condition|siempre que)\s)"
    # A comma ends a clause where a verb or pronoun follows soon; in a list it does not.
    rf"|,\s+(?:(?:and|or|so|which|otherwise|und|et|y)\s+)?(?=(?:[\w'-]+\s+){{0,3}}(?:{_FINITE})\b)"
    r"|\s+(?:and|und|et|y)\s+(?=(?:is|are|was|will|can|cannot|can't|do|does|don't|has|have|needs?|costs?"
    r"|takes?|we|you|I|it|they"
    r"|then|there|that|not|never|no|a|the|your|names?|runs?|wird|werden|kann|können|wir|Sie|nous|vous)\b)",
    re.IGNORECASE,
)
# “Dear Ada, …” says nothing about what follows.
SALUTATION = re.compile(
    r"^\W*(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen|abend)|lieber?|sehr geehrter?"
    r"|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir"
    r"|chère?|hola"
    r"|buen[oa]s (?:días|tardes)|estimad[oa]|ciao|gentile|buongiorno|olá"
    r"|beste)\b[^,.!?:;]{0,40}[,!:]\s+(?=\S)",
    re.IGNORECASE,
)
_ENGLISH = "not no never none nobody nothing neither nor without cannot unable non"
ENGLISH_DENIALS = frozenset(_ENGLISH.split())
# Words within which a “not” turns an “excluded” round.
NEAR = 3
ENDS_DENIAL = frozenset(("if", "when", "unless", "because", "until", "as", "after", "before", "but", "so"))
SUBORDINATE = re.compile(
    r"\W*(?:because|as|since|if|when|where|once|although|though|while|should (?:it|that|this|you|there"
    r"|they|the"
    r"|your)"
    r"|had (?:it|you|that|this|they)|weil|da|wenn|falls|obwohl|car|comme|si"
    r"|puisque|porque|como|aunque)\b",
    re.I,
)
# Denials of a part of what stands beside them, in a rule that gives.
WITHOUT = re.compile(
    r"\b(?:(?:without|ohne|sans|sin|senza|zonder|sem|bez) (?:an? |the |any )?[\w']+"
    r"|non[ -]\w+(?:é|és|ée|ées|ert|erts|erte|ertes))\b",
    re.IGNORECASE,
)
# “No, that is free” denies nothing.
ANSWER = re.compile(r"^\W*(?:no|yes|nein|ja|non|oui|nee|no|sì|sí)\s*[,!:]\s*(?=\S)", re.IGNORECASE)
# An e-book is no book.
JOINED = re.compile(r"\b([eE])-(?=[a-zA-Z]{3})")
MARKS = re.compile(r"\[\^[^\]]*\]|[*_`|>#]+|^\s*(?:[-+]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """`stems` are what it is about, figures left out; `denied` says whether a “not” stands in it, `negated`
    what that reaches."""

    text: str
    stems: frozenset[str]
    denied: bool
    negated: frozenset[str]
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read. `figures` maps each fact but promises (kind, value) to the words it was said in."""

    text: str
    stems: frozenset[str]
    clauses: tuple[Clause, ...]
    figures: dict[Key, str]
    tokens: tuple[str, ...]

    @property
    def asks(self) -> bool:
        return self.text.rstrip(" \"')”").endswith(("?", "？"))

    @property
    def families(self) -> frozenset[str]:
        return frozenset().union(*(clause.families for clause in self.clauses))

    @property
    def denied(self) -> bool:
        return any(clause.denied for clause in self.clauses)


def sentences(text: str) -> list[str]:
    """The sentences of a text line by line, each exactly as it stands there."""
    return [part for line in text.splitlines() for part in _of_line(line)]


def _of_line(line: str) -> list[str]:
    found: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(line):
        dated = DAY_OF_MONTH.match(line, match.start() - 3)
        if not dated and not ABBREVIATED.search(line[start : match.start()]):
            found.append(line[start : match.start()] + match[0].rstrip())
            start = match.end()
    found.append(line[start:])
    return [part.strip() for part in found if part.strip()]


@lru_cache(maxsize=16_384)
def read(text: str) -> Reading:
    """Read one sentence."""
    even = JOINED.sub(r"\1", uniform(MARKS.sub(" ", text)).strip())
    even = SALUTATION.sub("", even) or even
    even = ANSWER.sub("", even) or even
    even = in_figures(even)
    said = plainly(even)
    clauses = tuple(_clause(part) for part in CLAUSE_END.split(said) if part and part.strip(" .!?,"))
    tokens = words(even)
    stems = frozenset().union(*(clause.stems for clause in clauses)) if clauses else frozenset()
    figures = {key: said for key, said in find_facts(tokens).said.items() if key[0] != "commitment"}
    return Reading(even, stems, clauses, figures, tuple(lowered(tokens)))


def plainly(text: str) -> str:
    """The text with phrases of one meaning in one form, so that “at no cost” is “free” and denies nothing."""
    for pattern, plain in PLAIN:
        text = pattern.sub(plain, text)
    return text


def _clause(text: str) -> Clause:
    tokens = words(text)
    # “Up to the third floor without a lift” gives what it gives.
    denied = denies(words(WITHOUT.sub(" ", text)) if WITHOUT.search(text) else tokens)
    negated = _negated(lowered(tokens)) if denied else frozenset()
    return Clause(text, about(tokens), denied, negated, families(text))


def _negated(words_: list[str]) -> frozenset[str]:
    """What the denials of a clause reach: in English the next few words of meaning, elsewhere all of them.

    Words such as “excluded” deny what stands before them.
    """
    found: set[str] = set()
    for at, word in enumerate(words_):
        if DENYING.match(word):
            found |= about(words_[: at + 1])
        elif word in ENGLISH_DENIALS or word.endswith("n't"):
            ahead = words_[at + 1 :]
            end = next((place for place, each in enumerate(ahead) if each in ENDS_DENIAL), len(ahead))
            meant = [each for each in ahead[:end] if about([each])]
            found |= about(meant[: 1 if word == "without" else 4])
        elif word in NEGATIONS:
            found |= about(words_)
    return frozenset(found)


def about(tokens: list[str]) -> frozenset[str]:
    """The stems of the words that carry meaning; figures and common words are left out."""
    return frozenset(
        stem(word)
        for word in lowered(tokens)
        if len(word) > 2
        and word not in STOP
        and not any(letter.isdigit() or letter in "./@" for letter in word)
    )


def denies(tokens: list[str]) -> bool:
    """Whether a denial stands in these words; “not excluded” denies nothing."""
    plain = len(find_facts(tokens).denials)
    said = lowered(tokens)
    lexical = [at for at, word in enumerate(said) if DENYING.match(word)]
    if plain == 1 and len(lexical) == 1:
        ahead = said[max(0, lexical[0] - NEAR) : lexical[0]]
        return not any(word in NEGATIONS or word in ENGLISH_DENIALS or word.endswith("n't") for word in ahead)
    return plain + len(lexical) > 0
