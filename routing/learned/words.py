"""Words and pieces of words as numbers, and back: which words spoke for a label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from routing.confidence import Floats

MOST_FEATURES = 60_000
"""Columns kept of each vectoriser: what bounds the model's memory with many labels."""
WORD = r"(?u)\b\w+\b"
RARE_FROM_ROWS = 3000
"""Rows from which a feature must occur twice; with fewer, a word seen once may be all a label has."""


@dataclass
class Words:
    """Two TF-IDF vectorisers side by side: words and word pairs, then pieces of two to five letters."""

    whole: TfidfVectorizer
    pieces: TfidfVectorizer

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> Words:
        """Raises ValueError when the texts hold no letters at all."""
        common: dict[str, Any] = {
            "sublinear_tf": True,
            "dtype": np.float32,
            "strip_accents": "unicode",
            "max_features": MOST_FEATURES,
            "min_df": 2 if len(texts) >= RARE_FROM_ROWS else 1,
        }
        whole = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD, **common)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common)
        return cls(whole.fit(texts), pieces.fit(texts))

    def __call__(self, texts: Sequence[str]) -> sp.csr_matrix:
        return sp.hstack([self.whole.transform(texts), self.pieces.transform(texts)], format="csr")

    def known_share(self, text: str) -> float:
        """Share of the text's words, in 0..1, that occur in the training texts; nought for a text without
        words.
        """
        words = self._tokens(text)
        return sum(word in self.whole.vocabulary_ for word in words) / len(words) if words else 0.0

    def _tokens(self, text: str) -> list[str]:
        prepared = self.whole.build_preprocessor()(text)
        return list(dict.fromkeys(self.whole.build_tokenizer()(prepared)))

    def speaking(
        self, text: str, row: sp.csr_matrix, weights: NDArray[np.float32], most: int
    ) -> tuple[str, ...]:
        """The text's words that add most to a label, best first, by the label's column of weights.

        A word is credited with itself, half of each pair it stands in, and the pieces inside it.
        """
        shares: dict[int, float] = dict(zip(row.indices, row.data * weights[row.indices], strict=True))
        tokens = self._tokens(text)
        credit: dict[str, float] = defaultdict(float)
        for pair in self.whole.build_analyzer()(text):
            column = self.whole.vocabulary_.get(pair)
            for word in pair.split(" "):
                credit[word] += shares.get(column, 0.0) / (1 + pair.count(" "))
        analyse, first = self.pieces.build_analyzer(), len(self.whole.vocabulary_)
        for word in tokens:
            columns = {self.pieces.vocabulary_.get(piece) for piece in analyse(word)} - {None}
            credit[word] += sum(shares.get(first + column, 0.0) for column in columns)
        best = sorted(tokens, key=lambda word: -credit[word])[:most]
        return tuple(word for word in best if credit[word] > 0)


def scores_of(row: Any) -> Floats:
    """Any matrix product as a plain array of doubles."""
    return np.asarray(row, dtype=np.float64)
