"""A trained model: what it says about a text, and how it is kept as bytes."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import joblib
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from routing.confidence import Floats, Path, back_off, threshold_for
from routing.embeddings import Embedder, EmbeddingUnavailable, Vectors
from routing.learned.pool import Pool
from routing.learned.views import Linear, Meaning, embedded
from routing.learned.words import Row, Words

logger = logging.getLogger(__name__)

FORMAT = 1
"""Raised whenever stored bytes of an earlier version can no longer be used."""
MAGIC = b"understudy-routing-model\n"
RUNNERS_UP = 3
WORDS_SHOWN = 4
BATCH = 256


@dataclass(frozen=True)
class Prediction:
    """Where a text seems to belong. Probabilities are shares of 1 over all labels, the label's own first in
    rank.
    """

    label: str
    confidence: float  # chance that the label is right, a text that belongs nowhere counting as wrong
    probabilities: Mapping[str, float]
    runners_up: tuple[tuple[str, float], ...]
    out_of_scope_score: float  # 0 (at home) to 1 (belongs nowhere); compare texts by it, it is no probability
    out_of_scope: bool
    words: tuple[str, ...]  # those that spoke most for the label, best first
    node: Path  # the deepest place in the tree that can be promised, () for none


@dataclass(frozen=True)
class HeldOut:
    """What the model said about training texts it had not learned from: the ground for choosing
    thresholds.
    """

    confidence: Floats
    correct: NDArray[np.bool_]
    out_of_scope: NDArray[np.bool_]  # the model's verdict; these are never answered, however confident

    def threshold(self, precision: float) -> float | None:
        """The lowest confidence promising this precision among texts not held to be out of scope, or None."""
        answered = ~self.out_of_scope
        return threshold_for(self.confidence[answered], self.correct[answered], precision)


@dataclass
class Model:
    """Learned scores of every label, and the pool that reads them.

    `embedder` is not part of the stored bytes. A model that was trained with one works without it, on words
    alone, and does so for the texts whose vectors cannot be had.
    """

    labels: tuple[str, ...]
    paths: dict[str, Path]
    words: Words
    by_words: Linear
    words_pool: Pool
    held_out: HeldOut
    bar: float
    meaning: Meaning | None = None
    meaning_pool: Pool | None = None
    embedder_name: str = ""
    trained_on: int = 0
    format: int = FORMAT
    embedder: Embedder | None = field(default=None, repr=False)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """One prediction a text, in order; no texts, no predictions."""
        found: list[Prediction] = []
        for start in range(0, len(texts), BATCH):
            found.extend(self._predict(texts[start : start + BATCH]))
        return found

    def _predict(self, texts: Sequence[str]) -> list[Prediction]:
        features = self.words(texts)
        pool, scores = self._scores(texts, features)
        likely, sure = pool.probabilities(scores), pool.confidence(scores)
        strange = pool.strangeness(scores)
        return [
            self._prediction(text, _row(features, row), likely[row], sure[row], strange[row], pool.limit)
            for row, text in enumerate(texts)
        ]

    def _scores(self, texts: Sequence[str], features: sp.csr_matrix) -> tuple[Pool, list[Floats]]:
        by_words = self.by_words(features)
        if self.embedder is None or self.meaning is None or self.meaning_pool is None:
            return self.words_pool, [by_words]
        vectors = self._vectors(self.embedder, texts, self.meaning.landmarks.shape[1])
        if vectors is None:
            return self.words_pool, [by_words]
        return self.meaning_pool, [by_words, self.meaning(vectors)]

    def _vectors(self, embedder: Embedder, texts: Sequence[str], width: int) -> Vectors | None:
        """None when they cannot be had now, or are no longer those the model was trained with."""
        try:
            vectors = embedded(embedder, texts)
        except EmbeddingUnavailable as error:
            logger.warning("Routing by words alone: %s", error)
            return None
        if vectors.shape[1] != width:
            logger.warning(
                "Routing by words alone: %s gives %s numbers a text and gave %s at the training",
                *(embedder.name, vectors.shape[1], width),
            )
            return None
        return vectors

    def _prediction(
        self, text: str, row: Row, likely: Floats, sure: float, strange: float, limit: float
    ) -> Prediction:
        best = int(likely.argmax())
        shares = spread(likely, best, float(sure))
        order = np.argsort(-shares, kind="stable")
        order = order[order != best][:RUNNERS_UP]
        probabilities = dict(zip(self.labels, shares.tolist(), strict=True))
        return Prediction(
            label=self.labels[best],
            confidence=float(sure),
            probabilities=probabilities,
            runners_up=tuple((self.labels[place], float(shares[place])) for place in order),
            out_of_scope_score=float(strange),
            out_of_scope=bool(strange > limit),
            words=self.words.speaking(text, row, self.by_words.weights[:, best], WORDS_SHOWN),
            node=back_off(probabilities, self.paths, self.bar),
        )

    def dumps(self) -> bytes:
        """The model as bytes; the embedder stays outside."""
        kept = {name: value for name, value in vars(self).items() if name != "embedder"}
        buffer = io.BytesIO()
        joblib.dump(kept, buffer, compress=3)
        return MAGIC + buffer.getvalue()

    @classmethod
    def loads(cls, data: bytes, embedder: Embedder | None = None) -> Model:
        """The model of `dumps`. An embedder of another name than the one trained with is left unused.

        The format is Python's pickle: whoever can write the bytes can run code. Load only what this product
        wrote, and compare its sha256 with the one stored beside it before calling. Raises ValueError for
        bytes that are no model or of another format version.
        """
        if not data.startswith(MAGIC):
            raise ValueError("these bytes are not a routing model")
        kept = joblib.load(io.BytesIO(data[len(MAGIC) :]))
        if kept["format"] != FORMAT:
            raise ValueError(
                f"the model has format {kept['format']}, this version reads {FORMAT}: train it again"
            )
        usable = embedder if embedder is not None and embedder.name == kept["embedder_name"] else None
        return cls(**kept, embedder=usable)


def _row(features: sp.csr_matrix, row: int) -> Row:
    cells = slice(features.indptr[row], features.indptr[row + 1])
    return features.indices[cells], features.data[cells]


def spread(likely: Floats, best: int, sure: float) -> Floats:
    """Probabilities with the best one read as `sure`, and the others sharing the rest as before."""
    others = 1.0 - float(likely[best])
    shares = likely * ((1.0 - sure) / others if others > 0 else 0.0)
    shares[best] = sure
    return np.asarray(shares)
