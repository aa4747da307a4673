"""Rank SOPs, and the sections within them, for what a customer wrote: pure functions of counted words.

Words are scored by BM25 (Robertson and Zaragoza, “The Probabilistic Relevance Framework”, 2009), titles and
text each with a document frequency of its own: a word that every procedure mentions (“username”, in the step
that identifies the customer) still tells procedures apart when only one has it in its title. The SOP's best
section counts a quarter more: an answer in one place beats the same words strewn about. A word that means
about the same (`synonyms`) counts in part where the word said does not occur. Where sentence vectors are at
hand their cosine is added; both scores are first brought to mean 0 and deviation 1 over the collection, which
measured better than joining the two rankings (benchmarks/retrieval.py).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

SATURATION = 1.5  # k1: how soon repeating a word stops counting
TEXT_LENGTH, TITLE_LENGTH = 0.75, 0.3  # b: how much a long text, a long title, is held against it
SYNONYM = 0.4  # what a word of about the same meaning counts beside the word itself
BEST_SECTION = 0.25  # what a SOP's best section counts beside its whole text

Terms = Mapping[str, int]  # stem -> how often it occurs
Alike = Mapping[str, frozenset[str]]  # stem -> stems that may stand for it


@dataclass(frozen=True)
class SopSize:
    """A SOP of the collection: the words of its title, all words of its sections, and how many sections."""

    sop: Hashable
    title: Terms
    length: int
    sections: int


@dataclass(frozen=True)
class Candidate:
    """A section sharing words or meaning with the query. `heading` and `text` hold the shared words only.

    `length` is the section's, in different words; `similarity` a cosine, -1 to 1, or None without vectors.
    """

    section: Hashable
    sop: Hashable
    heading: Terms
    text: Terms
    length: int
    similarity: float | None = None


@dataclass(frozen=True)
class Found:
    """A SOP with its score, its sections best first, and the words it shares with the query, rarest first.

    Where it shares none, the words of like meaning stand in their place.

    Scores compare SOPs of one answer; they mean nothing between answers.
    """

    sop: Hashable
    score: float
    sections: tuple[Hashable, ...] = ()
    shared: tuple[str, ...] = ()
    bound: bool = False


@dataclass(frozen=True)
class _Entry:
    """What BM25 looks at, whether it is a SOP or a section."""

    key: Hashable
    title: Terms
    text: Terms
    length: int
    title_length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title_length", sum(self.title.values()))


@dataclass(frozen=True)
class _Asked:
    words: Mapping[str, float]
    alike: Alike


def rank(
    query: Mapping[str, float],
    sops: Sequence[SopSize],
    candidates: Sequence[Candidate],
    bound: frozenset[Hashable] = frozenset(),
    alike: Alike | None = None,
) -> list[Found]:
    """Every SOP that shares a word or has a vector, best first; those `bound` to the ticket's category lead.

    `query` gives each word's weight; `sops` is the whole collection, from which rarity is counted. Candidates
    hold the query's words and those `alike`.
    """
    asked = _Asked(query, alike or {})
    by_sop: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_sop[candidate.sop].append(candidate)
    entries = [_Entry(sop.sop, sop.title, _all_words(by_sop[sop.sop]), sop.length) for sop in sops]
    words = lexical(asked, entries, len(sops))
    of_sections = _words_of_sections(asked, candidates, sum(sop.sections for sop in sops))
    for sop in words:
        best_section = max((of_sections[one.section] for one in by_sop[sop]), default=0.0)
        words[sop] += BEST_SECTION * best_section
    best = {sop: max(_similarities(found), default=None) for sop, found in by_sop.items()}
    scores = combine(words, best)
    section_scores = combine(of_sections, {one.section: one.similarity for one in candidates})
    rarity = idf((entry.text for entry in entries), len(sops))
    found = [
        Found(
            sop=entry.key,
            score=scores[entry.key],
            sections=tuple(
                candidate.section
                for candidate in sorted(by_sop[entry.key], key=lambda one: -section_scores[one.section])
            ),
            shared=tuple(sorted(_shared(asked, entry), key=lambda word: (-rarity.get(word, 0.0), word))),
            bound=entry.key in bound,
        )
        for entry in entries
        if words[entry.key] > 0 or best.get(entry.key) is not None or entry.key in bound
    ]
    return sorted(found, key=lambda one: (not one.bound, -one.score))


def lexical(asked: _Asked, entries: Sequence[_Entry], total: int) -> dict[Hashable, float]:
    """BM25 of title plus BM25 of text for each entry, of a collection with `total` members."""
    title_worth = _worth(asked, idf((entry.title for entry in entries), total))
    text_worth = _worth(asked, idf((entry.text for entry in entries), total))
    title_mean = sum(entry.title_length for entry in entries) / max(1, len(entries))
    text_mean = sum(entry.length for entry in entries) / max(1, len(entries))
    return {
        entry.key: _bm25(title_worth, entry.title, TITLE_LENGTH, entry.title_length, title_mean)
        + _bm25(text_worth, entry.text, TEXT_LENGTH, entry.length, text_mean)
        for entry in entries
    }


def idf(documents: Iterable[Terms], total: int) -> dict[str, float]:
    """How telling each word is: ln(1 + (N - n + ½) / (n + ½)), n of N documents having it; never negative."""
    counts = Counter(word for document in documents for word in document)
    return {word: math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}


def _worth(asked: _Asked, rarity: Mapping[str, float]) -> dict[str, list[tuple[str, float]]]:
    """For each word of the collection the words said that it answers, and what it is worth to each.

    A word like the one said is worth no more for being rarer.
    """
    worth: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for said, weight in asked.words.items():
        own = rarity.get(said, math.inf)
        if said in rarity:
            worth[said].append((said, weight * own))
        for other in asked.alike.get(said, frozenset()) & rarity.keys():
            worth[other].append((said, SYNONYM * weight * min(own, rarity[other])))
    return worth


def _bm25(
    worth: Mapping[str, list[tuple[str, float]]], words: Terms, b: float, length: int, mean: float
) -> float:
    """Each word said counts once, by the best of the words that answer it."""
    room = SATURATION * (1 - b + b * length / mean) if mean else SATURATION
    best: dict[str, float] = defaultdict(float)
    for word, often in words.items():
        share = often * (SATURATION + 1) / (often + room)
        for said, most in worth.get(word, ()):
            best[said] = max(best[said], most * share)
    return sum(best.values())


def combine(
    words: Mapping[Hashable, float], meaning: Mapping[Hashable, float | None]
) -> dict[Hashable, float]:
    """Both scores, each standardised over the collection, added; the words' alone where nothing has a vector.

    What has no vector among others that do counts as average. Of the words' scores the logarithm is taken
    first: one SOP that shares several rare words with a long text would outweigh any meaning.
    """
    vectors = {key: value for key, value in meaning.items() if value is not None}
    if not vectors:
        return dict(words)
    flattened = {key: math.log1p(max(0.0, score)) for key, score in words.items()}
    by_words, by_meaning = _standardise(flattened), _standardise(vectors)
    return {key: by_words[key] + by_meaning.get(key, 0.0) for key in words}


def _standardise(scores: Mapping[Hashable, float]) -> dict[Hashable, float]:
    mean = sum(scores.values()) / len(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores))
    return {key: (score - mean) / deviation if deviation else 0.0 for key, score in scores.items()}


def _words_of_sections(asked: _Asked, candidates: Sequence[Candidate], total: int) -> dict[Hashable, float]:
    entries = [_Entry(one.section, one.heading, one.text, one.length) for one in candidates]
    return lexical(asked, entries, total)


def _all_words(candidates: Iterable[Candidate]) -> Counter[str]:
    words: Counter[str] = Counter()
    for candidate in candidates:
        words.update(candidate.heading)
        words.update(candidate.text)
    return words


def _similarities(candidates: Iterable[Candidate]) -> list[float]:
    return [one.similarity for one in candidates if one.similarity is not None]


def _shared(asked: _Asked, entry: _Entry) -> set[str]:
    """The words said that it has; where there are none, those like them."""
    there = entry.title.keys() | entry.text.keys()
    said = asked.words.keys() & there
    return said or there & set(chain(*asked.alike.values()))
