"""From labelled texts to a model: held-out scores first, which decide how far the final scores are
trusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.confidence import Floats, Path, conformal_bar, conformal_score
from routing.embeddings import Embedder
from routing.learned.model import HeldOut, Model, spread
from routing.learned.pool import Pool, fit_pool
from routing.learned.views import Linear, Meaning, embedded
from routing.learned.words import Words

OOS = "oos"
"""The label of texts that belong to no category."""
FEW, MANY = 2000, 20_000
BACK_OFF_ALPHA = 0.05
BACK_OFF_ROWS = 2000
"""Held-out rows from which the back-off bar is chosen; more of them hardly move it."""

Numbers = NDArray[np.intp]
Vectors = NDArray[np.float32]


class NotEnoughLabels(ValueError):
    """There is too little to learn from; the sentence says what is missing."""


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    embedder: Embedder | None = None,
    paths: Mapping[str, Path] | None = None,
    seed: int = 0,
) -> Model:
    """Learns labels from texts; the label `oos` marks texts that belong to none.

    `paths` gives each label's way from the root, its readable name last; without it labels stand side by
    side. A label's name is learned from as one more text. The same arguments give the same model. Raises
    NotEnoughLabels unless two labels have two texts each, ValueError when texts and labels differ in number
    or a label has no path.
    """
    names = _names(texts, labels)
    ways = _ways(names, paths)
    column = {name: number for number, name in enumerate([*names, OOS])}
    material = [*texts, *(_readable(ways[name][-1]) for name in names)]
    truth = np.array([column[label] for label in [*labels, *names]], dtype=np.intp)
    vectors = embedded(embedder, material) if embedder else None
    folds = folds_of(truth[: len(texts)], _fold_count(len(texts)), seed)
    scores = _held_out_scores(material, truth, vectors, folds, seed)
    held = truth[: len(texts)][folds >= 0]
    words_pool = fit_pool(scores[:1], held, len(names))
    meaning_pool = fit_pool(scores, held, len(names)) if vectors is not None else None
    words, by_words = _fit_words(material, truth, seed)
    pool, used = (meaning_pool, scores) if meaning_pool else (words_pool, scores[:1])
    return Model(
        labels=names,
        paths=ways,
        words=words,
        by_words=by_words,
        words_pool=words_pool,
        held_out=_trial(pool, used, held),
        bar=_bar(pool, used, held, names, ways, seed),
        meaning=Meaning.fitted(vectors, truth, seed) if vectors is not None else None,
        meaning_pool=meaning_pool,
        embedder_name=embedder.name if embedder else "",
        trained_on=len(texts),
        embedder=embedder,
    )


def _names(texts: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    if len(texts) != len(labels):
        raise ValueError(f"{len(texts)} texts but {len(labels)} labels")
    counts = Counter(label for label in labels if label != OOS)
    enough = sum(count > 1 for count in counts.values())
    if enough < 2:
        raise NotEnoughLabels(
            f"two labels with two texts each are needed; {enough} of {len(counts)} labels has them"
        )
    if not any(character.isalnum() for text in texts for character in text):
        raise NotEnoughLabels("the texts hold no words")
    return tuple(sorted(counts))


def _readable(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _ways(names: tuple[str, ...], paths: Mapping[str, Path] | None) -> dict[str, Path]:
    if paths is None:
        return {name: (name,) for name in names}
    missing = [name for name in names if name not in paths]
    if missing:
        raise ValueError(f"no path is given for the label {missing[0]!r}")
    return {name: tuple(paths[name]) for name in names}


def _fit_words(texts: Sequence[str], truth: Numbers, seed: int) -> tuple[Words, Linear]:
    words, rows = Words.fitted(texts)
    return words, Linear.by_margin(rows, truth, seed)


def folds_of(truth: Numbers, count: int, seed: int) -> Numbers:
    """The fold, from 0 to count - 1, in which each row is held out; -1 for a label's only row, which never
    is.

    Rows of one label go round the folds, so that every label stays among the rows learned from.
    """
    folds = np.full(len(truth), -1, dtype=np.intp)
    chance = np.random.default_rng(seed)
    turn = 0
    for label in np.unique(truth):
        rows = chance.permutation(np.flatnonzero(truth == label))
        if len(rows) > 1:
            folds[rows] = (turn + np.arange(len(rows))) % count
            turn += len(rows)
    return folds


def _fold_count(rows: int) -> int:
    """More folds where every text counts, fewer where each takes long."""
    return 10 if rows < FEW else 5 if rows < MANY else 3


def _held_out_scores(
    texts: Sequence[str], truth: Numbers, vectors: Vectors | None, folds: Numbers, seed: int
) -> list[Floats]:
    """For each view, the scores of the rows that are held out, by models which had not seen them.

    Texts beyond the folds, the labels' own names, are learned from every time.
    """
    views = 1 if vectors is None else 2
    scores = [np.zeros((len(folds), int(truth.max()) + 1)) for _ in range(views)]
    for fold in range(int(folds.max()) + 1):
        out = np.flatnonzero(folds == fold)
        rest = np.setdiff1d(np.arange(len(texts)), out)
        words, by_words = _fit_words([texts[int(row)] for row in rest], truth[rest], seed)
        scores[0][out] = by_words(words([texts[int(row)] for row in out]))
        if vectors is not None:
            scores[1][out] = Meaning.fitted(vectors[rest], truth[rest], seed)(vectors[out])
    return [score[folds >= 0] for score in scores]


def _trial(pool: Pool, scores: list[Floats], truth: Numbers) -> HeldOut:
    right = pool.probabilities(scores).argmax(axis=1) == truth
    return HeldOut(pool.confidence(scores), right, pool.strangeness(scores) > pool.limit)


def _bar(
    pool: Pool,
    scores: list[Floats],
    truth: Numbers,
    names: tuple[str, ...],
    paths: dict[str, Path],
    seed: int,
) -> float:
    rows = np.random.default_rng(seed).permutation(np.flatnonzero(truth < len(names)))[:BACK_OFF_ROWS]
    some = [score[rows] for score in scores]
    likely, sure = pool.probabilities(some), pool.confidence(some)
    found = []
    for row, own in enumerate(truth[rows]):
        shares = spread(likely[row], int(likely[row].argmax()), float(sure[row]))
        found.append(conformal_score(dict(zip(names, shares.tolist(), strict=True)), paths, names[own]))
    return conformal_bar(found, BACK_OFF_ALPHA)
