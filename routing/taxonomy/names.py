"""What a category's name says: its words, its alternatives, the thing it is a kind of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from routing.taxonomy.vocabulary import (
    ACTIONS,
    ARTICLES,
    COORDINATIONS,
    EMPTY_MODIFIERS,
    LAST_MARKERS,
    LIGHT,
    MARKERS,
    NEGATIONS,
    NOT_PLURALS,
    PHRASES,
    PREPOSITIONS,
    QUALITIES,
    SIDE_MARKERS,
    SINGULARS,
    SYNONYMS,
    TELLING,
    VERBAL,
)

Words = tuple[str, ...]

# “ReportLostCard” and “ATMFees” come apart, “iPhone” does not.
_CAMEL = re.compile(r"(?<=[a-z])(?<!\b[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_POSSESSIVE = re.compile(r"(?<=\w)(['’]s\b|(?<=s)['’](?=\s|$))")
_TOKEN = re.compile(r"[^\W_]+|[,;/&]|(?<=\s)[+](?=\s)|[()\[\]:|]|(?<=\s)[-–—]+(?=\s)")
_SIDE = re.compile(r"[()\[\]:|–—-]+")
_VERSION = re.compile(r"v\d{1,2}")


def split(text: str) -> Words:
    """Lower-case words; `,` where things are listed, `|` where a bracket, a colon or a dash sets apart."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = _POSSESSIVE.sub("", plain)
    plain = re.sub(r"['’]", "", plain)
    found = []
    for mark in _TOKEN.findall(_CAMEL.sub(" ", plain)):
        if mark in ",;/&+":
            found.append("and" if mark in "&+" else ",")
        else:
            found.append("|" if _SIDE.fullmatch(mark) else mark.lower())
    return tuple(found)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The word as one of its kind; words it does not know by the plain rules of English."""
    if word in SINGULARS:
        return SINGULARS[word]
    if word in NOT_PLURALS or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A rough stem for running text, where a wrong meeting of two words costs little."""
    word = SYNONYMS.get(singular(word), singular(word))
    word = VERBAL.get(word, word)
    for ending in ("ation", "ing", "ed", "ly", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return _undoubled(word.rstrip("e"))


def _undoubled(word: str) -> str:
    """“adress” is “address” and “cancelation” “cancellation”; short words are left alone."""
    return re.sub(r"([a-z])\1", r"\1", word) if len(word) > 5 else word


@dataclass(frozen=True)
class Name:
    """One name, read. `words` are singular and in order, marks of version and copy set aside."""

    text: str
    words: Words
    markers: Words

    @cached_property
    def content(self) -> Words:
        """The words that mean something, in order."""
        return _content(self.words)

    @cached_property
    def key(self) -> Words:
        """Equal for names that mean the same, whatever their order, number, spelling or synonyms."""
        return _key(self.content)

    @cached_property
    def alternatives(self) -> tuple[Words, ...]:
        """What an “or”, “and”, comma or slash lists, each read as a name of its own; one when there is none.

        “Lost or stolen card” lists the lost card and the stolen card.
        """
        parts = self._listed
        last = parts[-1]
        head, tail = _before_preposition(last)
        if len(parts) > 1 and len(head) > 1:
            shared = (*head[-1:], *tail)
            return (*((*part, *shared) if len(part) == 1 else part for part in parts[:-1]), last)
        return tuple(parts)

    @cached_property
    def alternative_keys(self) -> frozenset[Words]:
        keys = {_key(_content(part)) for part in (*self.alternatives, *self._listed)}
        return frozenset(keys - {()})

    @cached_property
    def _listed(self) -> list[Words]:
        heavy = tuple(word for word in self.words if word not in LIGHT)
        parts = _listed(heavy if len(heavy) > 1 else self.words)
        # “Not updated after cheque or cash deposit” lists nothing that stands by itself.
        return parts if not (PREPOSITIONS | NEGATIONS) & set(parts[0]) else [self.words]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(_kind(part) for part in self.alternatives)


@dataclass(frozen=True)
class Kind:
    """A name as a thing and what narrows it: (`women`, `shoe`) for “women's shoes” and “shoes for women”."""

    words: Words
    tail: Words

    @property
    def head(self) -> str:
        return self.words[-1] if self.words else ""

    def is_kind_of(self, other: Kind) -> bool:
        """The same head, and everything the other says and more: “partial refunds” of “refunds”."""
        if not other.words or self.head != other.head or NEGATIONS & set(self.words):
            return False
        if other.tail and other.tail != self.tail:
            return False
        fewer, more = set(other.words), set(self.words) - EMPTY_MODIFIERS
        return fewer < more or (fewer == more and bool(self.tail) and not other.tail)


def _kind(words: Words) -> Kind:
    head, tail = _before_preposition(words)
    return Kind(tuple(w for w in head if w not in ARTICLES), _content(tail))


def _before_preposition(words: Words) -> tuple[Words, Words]:
    for at, word in enumerate(words):
        if word in PREPOSITIONS and at:
            return words[:at], words[at:]
    return words, ()


def _listed(words: Words) -> list[Words]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in COORDINATIONS:
            parts.append([])
        else:
            parts[-1].append(word)
    return [tuple(part) for part in parts if part] or [()]


def _content(words: Words) -> Words:
    dropped = ARTICLES | COORDINATIONS | (PREPOSITIONS - TELLING)
    kept = tuple("not" if word in NEGATIONS else word for word in words if word not in dropped)
    heavy = tuple(word for word in kept if word not in LIGHT)
    return heavy if len(heavy) > 1 else kept


def _key(content: Words) -> Words:
    same = [SYNONYMS.get(word, word) for word in content]
    if len(same) > 1:
        same = [SYNONYMS.get(VERBAL.get(word, word), VERBAL.get(word, word)) for word in same]
    return tuple(sorted({_undoubled(word.replace("isation", "ization")) for word in same}))


def reversed_nouns(one: Name, other: Name) -> bool:
    """Two nouns that changed places name two things: “card payment” and “payment card”."""
    if len(one.key) != 2 or one.content[::-1] != other.content:
        return False
    joints = (PREPOSITIONS | COORDINATIONS) & {*one.words, *other.words}
    return not joints and not any(word in ACTIONS | QUALITIES for word in one.content)


class Reader:
    """Reads a name in the light of all others: “reportlostcard” where one of them says “report lost card”."""

    def __init__(self, texts: Iterable[str]) -> None:
        split_texts = [split(text) for text in texts]
        alone = {word for words in split_texts for word in words if len(word) > 4}
        self._pieces: dict[str, Words] = {}
        for words in split_texts:
            for size in (2, 3, 4):
                for at in range(len(words) - size + 1):
                    pieces = words[at : at + size]
                    if "".join(pieces) in alone and all(piece.isalnum() for piece in pieces):
                        self._pieces.setdefault("".join(pieces), pieces)
        self._known = {word for words in split_texts if len(words) > 1 for word in words if len(word) > 2}

    def read(self, text: str) -> Name:
        words = [piece for word in split(text) for piece in self._pieces.get(word, (word,))]
        if len(words) == 1:
            words = list(self._deed(words[0]) or words)
        kept, markers = _without_markers(_joined(words))
        return Name(text, tuple(singular(word) for word in kept if word), markers)

    def _deed(self, word: str) -> Words:
        """“updateaddress” as a verb and words that other names hold, where it is nothing else."""
        for at in range(3, len(word) - 2):
            if word[:at] in ACTIONS and (rest := self._in_known(word[at:])):
                return (word[:at], *rest)
        return ()

    def _in_known(self, text: str) -> Words:
        if text in self._known:
            return (text,)
        for at in range(len(text) - 3, 2, -1):
            if text[:at] in self._known and (rest := self._in_known(text[at:])):
                return (text[:at], *rest)
        return ()


def _joined(words: Sequence[str]) -> list[str]:
    """PHRASES made one word, in either number."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            piece = tuple(singular(word) for word in words[at : at + size])
            exact = tuple(words[at : at + size])
            phrase = PHRASES.get(exact, PHRASES.get(piece))
            if phrase is not None and len(exact) == size:
                found.append(phrase)
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return [word for word in found if word]


def _without_markers(words: list[str]) -> tuple[list[str], Words]:
    """The words and the marks apart. A name that is nothing but marks keeps them as its words."""
    kept: list[str] = []
    markers: list[str] = []
    for at, word in enumerate(words):
        before = words[at - 1] if at else "|"
        after = words[at + 1] if at + 1 < len(words) else "|"
        aside = word in SIDE_MARKERS and before == after == "|"
        last = word in LAST_MARKERS and at > 0 and after == "|"
        version = at > 0 and _VERSION.fullmatch(word) is not None
        (markers if word in MARKERS or aside or last or version else kept).append(word)
    trimmed = _trimmed(kept)
    return (trimmed, tuple(markers)) if trimmed else (words, ())


def _trimmed(words: list[str]) -> list[str]:
    """Without `|` at the ends or twice in a row."""
    found = [word for at, word in enumerate(words) if word != "|" or (at and words[at - 1] != "|")]
    while found and found[0] == "|":
        del found[0]
    while found and found[-1] == "|":
        del found[-1]
    return found
