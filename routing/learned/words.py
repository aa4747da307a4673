"""Words and pieces of words as numbers, and back: which words spoke for a label."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

Row = tuple[NDArray[np.int32], NDArray[np.float32]]
"""The columns of a text's features, and their weights."""
MOST_FEATURES = 60_000
"""Columns kept of each vectoriser: what bounds the model's memory with many labels."""
WORD = r"(?u)\b\w+\b"
RARE_FROM_ROWS = 3000
"""Rows from which a feature must occur twice; with fewer, a word seen once may be all a label has."""


@dataclass
class Counted:
    """A fitted TF-IDF vectoriser, applied to one text without the checks that cost more than the work."""

    vectorizer: TfidfVectorizer

    def __post_init__(self) -> None:
        self.analyse: Callable[[str], list[str]] = self.vectorizer.build_analyzer()
        self.vocabulary: dict[str, int] = self.vectorizer.vocabulary_

    def __reduce__(self) -> tuple[Any, ...]:
        return Counted, (self.vectorizer,)

    def __call__(self, text: str) -> Row:
        """Columns and their weights, of length one together: (1 + log count) * inverse document frequency."""
        known = self.vocabulary
        counts = Counter(known[part] for part in self.analyse(text) if part in known)
        columns = np.fromiter(sorted(counts), dtype=np.int32, count=len(counts))
        often = np.fromiter((counts[column] for column in columns.tolist()), np.float32, len(counts))
        weights = (1 + np.log(often)) * self.vectorizer.idf_[columns]
        return columns, np.asarray(weights / max(float(np.linalg.norm(weights)), 1e-12), dtype=np.float32)


@dataclass
class Words:
    """Two TF-IDF vectorisers side by side: words and word pairs, then pieces of two to five letters."""

    whole: Counted
    pieces: Counted

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> tuple[Words, sp.csr_matrix]:
        """With the texts' rows, so that each is taken apart once. Raises ValueError without any letters."""
        common: dict[str, Any] = {
            "sublinear_tf": True,
            "dtype": np.float32,
            "strip_accents": "unicode",
            "max_features": MOST_FEATURES,
            "min_df": 2 if len(texts) >= RARE_FROM_ROWS else 1,
        }
        whole = TfidfVectorizer(ngram_range=(1, 2), token_pattern=WORD, **common)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **common)
        rows = sp.hstack([whole.fit_transform(texts), pieces.fit_transform(texts)], format="csr")
        return cls(Counted(whole), Counted(pieces)), rows

    def __call__(self, texts: Sequence[str]) -> sp.csr_matrix:
        """A row a text, a column a feature: whole words first."""
        first = len(self.whole.vocabulary)
        found = [(self.whole(text), self.pieces(text)) for text in texts]
        columns = [part for (whole, _), (pieces, _) in found for part in (whole, pieces + first)]
        weights = [part for (_, whole), (_, pieces) in found for part in (whole, pieces)]
        ends = np.cumsum([0, *(len(whole[0]) + len(pieces[0]) for whole, pieces in found)])
        if not columns:
            return sp.csr_matrix((0, first + len(self.pieces.vocabulary)), dtype=np.float32)
        shape = (len(texts), first + len(self.pieces.vocabulary))
        return sp.csr_matrix((np.concatenate(weights), np.concatenate(columns), ends), shape=shape)

    def speaking(self, text: str, row: Row, weights: NDArray[np.float32], most: int) -> tuple[str, ...]:
        """The text's words that add most to a label, best first, by the label's column of weights.

        A word is credited with itself, half of each pair it stands in, and the pieces inside it.
        """
        columns, values = row
        shares: dict[int, float] = dict(
            zip(columns.tolist(), (values * weights[columns]).tolist(), strict=True)
        )
        credit: dict[str, float] = defaultdict(float)
        found = self.whole.analyse(text)
        for pair in set(found):
            share = shares.get(self.whole.vocabulary.get(pair, -1), 0.0)
            for word in pair.split(" "):
                credit[word] += share / (1 + pair.count(" "))
        first = len(self.whole.vocabulary)
        for word in credit:
            inside = {self.pieces.vocabulary.get(piece, -1) for piece in self.pieces.analyse(word)} - {-1}
            credit[word] += sum(shares.get(first + column, 0.0) for column in inside)
        best = sorted(dict.fromkeys(found), key=lambda word: -credit[word])
        return tuple(word for word in best if " " not in word and credit[word] > 0)[:most]
