"""What changed, for people: segments for an inline or side-by-side view, and what became of each sentence.

A segment is a stretch of text with one fate. Words decide: a change of punctuation or spacing alone is shown
as kept, in the final text's spelling. Everything is plain text; templates escape it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from copilot.measuring.alignment import Alignment, align
from copilot.measuring.normalise import TOKEN, lowered, uniform

KEPT, REMOVED, ADDED, MOVED = "kept", "removed", "added", "moved"
CHANGED, DROPPED = "changed", "dropped"

# A sentence of which less than this share of words survives was dropped (or written anew), not changed.
SENTENCE_SURVIVES_FROM = 0.4
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=\S)|(?<=[。！？])|\n+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text and its fate: kept, removed, added or moved."""

    fate: str
    text: str


@dataclass(frozen=True, slots=True)
class SentenceFate:
    """kept, changed or moved sentences have both texts; dropped ones only `draft`, added ones only
    `final`.
    """

    fate: str
    draft: str
    final: str


@dataclass(frozen=True, slots=True)
class Diff:
    """`draft` and `final` are the two sides; `inline` is one text holding both."""

    draft: tuple[Segment, ...]
    final: tuple[Segment, ...]
    inline: tuple[Segment, ...]
    sentences: tuple[SentenceFate, ...]


@dataclass(slots=True)
class _Side:
    """One text: where its words stand, each word's fate, and the word in the other text it came from or went
    to.
    """

    text: str
    spans: list[tuple[int, int]]
    tokens: list[str]
    fates: list[str]
    partners: list[int | None]


def diff(draft: str, final: str) -> Diff:
    """Compare two whole texts, greeting and signature included, word by word."""
    old, new = _side(draft, REMOVED), _side(final, ADDED)
    _match(old, new, align(old.tokens, new.tokens))
    return Diff(
        draft=_segments(old), final=_segments(new), inline=_inline(old, new), sentences=_sentences(old, new)
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text as `diff` tells them apart."""
    return [sentence for sentence, _ in _sentence_words(_side(text, KEPT))]


def _side(text: str, unmatched: str) -> _Side:
    text = uniform(text).strip()
    found = list(TOKEN.finditer(text))
    tokens = lowered([word.group() for word in found])
    return _Side(text, [word.span() for word in found], tokens, [unmatched] * len(found), [None] * len(found))


def _match(old: _Side, new: _Side, alignment: Alignment) -> None:
    """Pair the words: moved runs first, then what an edit of the rest leaves equal."""
    for run in alignment.moved:
        for offset in range(run.length):
            _pair(old, new, run.draft + offset, run.final + offset, MOVED)
    old_rest = [at for at, partner in enumerate(old.partners) if partner is None]
    new_rest = [at for at, partner in enumerate(new.partners) if partner is None]
    old_words, new_words = [old.tokens[at] for at in old_rest], [new.tokens[at] for at in new_rest]
    for block in Levenshtein.editops(old_words, new_words).as_matching_blocks():
        # One word kept between two rewritten phrases only makes both hard to read.
        if block.size == 1 and _is_lonely(block.a, block.b, len(old_words), len(new_words)):
            continue
        for offset in range(block.size):
            _pair(old, new, old_rest[block.a + offset], new_rest[block.b + offset], KEPT)


def _is_lonely(a: int, b: int, old_size: int, new_size: int) -> bool:
    return 0 < a < old_size - 1 and 0 < b < new_size - 1


def _pair(old: _Side, new: _Side, at: int, partner: int, fate: str) -> None:
    old.fates[at], new.fates[partner] = fate, fate
    old.partners[at], new.partners[partner] = partner, at


def _segments(side: _Side) -> tuple[Segment, ...]:
    """The whole text cut where the fate of the words changes; joined again it is the text."""
    if not side.spans:
        return (Segment(KEPT, side.text),) if side.text else ()
    pieces = []
    for first, last in _stretches(side.fates):
        start = side.spans[first][0] if first else 0
        end = side.spans[last][0] if last < len(side.spans) else len(side.text)
        pieces.append(Segment(side.fates[first], side.text[start:end]))
    return tuple(pieces)


def _stretches(fates: Sequence[str]) -> list[tuple[int, int]]:
    cuts = [at for at in range(1, len(fates)) if fates[at] != fates[at - 1]]
    return list(zip([0, *cuts], [*cuts, len(fates)], strict=True))


def _inline(old: _Side, new: _Side) -> tuple[Segment, ...]:
    """The final text, with what was removed set in where it stood. Moved words are shown at their new
    place.
    """
    left, right = _segments(old), _segments(new)
    pieces: list[Segment] = []
    at = 0
    for segment, (first, _) in zip(right, _stretches(new.fates) if new.fates else [(0, 0)], strict=False):
        if segment.fate in {KEPT, ADDED}:
            at = _insert_removed(pieces, left, at, old, new, first)
        pieces.append(segment)
    pieces += [piece for piece in left[at:] if piece.fate == REMOVED]
    return tuple(pieces)


def _insert_removed(
    pieces: list[Segment], left: tuple[Segment, ...], at: int, old: _Side, new: _Side, first: int
) -> int:
    """Append the removed segments of the draft that stood before the next kept word; return where to go
    on.
    """
    kept = (
        old_at
        for place, old_at in enumerate(new.partners[first:], start=first)
        if old_at is not None and new.fates[place] == KEPT
    )
    limit = next(kept, len(old.tokens))
    starts = [start for start, _ in _stretches(old.fates)] if old.fates else []
    while at < len(starts) and starts[at] < limit:
        if left[at].fate == REMOVED:
            pieces.append(left[at])
        at += 1
    return at


def _sentences(old: _Side, new: _Side) -> tuple[SentenceFate, ...]:
    """Each draft sentence's fate in the draft's order, then the added sentences in the final's."""
    ours, theirs = _sentence_words(old), _sentence_words(new)
    home = {at: number for number, (_, places) in enumerate(theirs) for at in places}
    taken: set[int] = set()
    fates = []
    for text, places in ours:
        survivors = [at for at in places if old.partners[at] is not None]
        if len(survivors) < max(1.0, SENTENCE_SURVIVES_FROM * len(places)):
            fates.append(SentenceFate(DROPPED, text, ""))
            continue
        homes = [home[partner] for at in survivors if (partner := old.partners[at]) is not None]
        target = max(set(homes), key=lambda number: (homes.count(number), -number))
        taken.update(homes)
        fates.append(SentenceFate(_fate(old, places, theirs[target][1]), text, theirs[target][0]))
    fates += [SentenceFate(ADDED, "", text) for at, (text, _) in enumerate(theirs) if at not in taken]
    return tuple(fates)


def _fate(old: _Side, places: range, counterpart: range) -> str:
    partners = [old.partners[at] for at in places]
    if partners != list(counterpart):
        return CHANGED
    return MOVED if any(old.fates[at] == MOVED for at in places) else KEPT


def _sentence_words(side: _Side) -> list[tuple[str, range]]:
    """(sentence, its words) for every sentence that has words."""
    bounds = [0, *(found.end() for found in _SENTENCE_END.finditer(side.text)), len(side.text)]
    found, at = [], 0
    for start, end in pairwise(bounds):
        first = at
        while at < len(side.spans) and side.spans[at][0] < end:
            at += 1
        if at > first:
            found.append((side.text[start:end].strip(), range(first, at)))
    return found
