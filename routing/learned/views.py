"""Ways of looking at a text, each of which scores every label: its words, and the meaning of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from sklearn.svm import LinearSVC

from routing.confidence import Floats

LANDMARKS = 3000
"""Training texts that meanings are compared with; more cost time and hardly help."""
WIDTH = 1.0
"""Gamma of the comparison exp(-gamma * distance²) between vectors of length one."""
STEADY = 1e-5
"""Keeps the equations solvable when texts repeat."""
CHUNK = 2000
WORDS_PENALTY = 1.0
RIDGE = 0.05


@dataclass
class Linear:
    """A weight for each feature and label, stored so that one text is scored without copying them."""

    weights: NDArray[np.float32]  # features × labels
    bias: NDArray[np.float32]

    def __call__(self, features: Any) -> Floats:
        return np.asarray(features @ self.weights + self.bias, dtype=np.float64)

    @classmethod
    def by_margin(cls, features: Any, truth: NDArray[np.intp], seed: int) -> Linear:
        """Each label against the rest by a support vector machine: quick on many, mostly absent features."""
        machine = LinearSVC(C=WORDS_PENALTY, random_state=seed).fit(features, truth)
        weights, bias = machine.coef_.T, machine.intercept_
        if weights.shape[1] == 1:  # two labels share one boundary
            weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(np.ascontiguousarray(weights, dtype=np.float32), np.asarray(bias, dtype=np.float32))


@dataclass
class Meaning:
    """Sentence vectors compared with landmarks among the training texts, each landmark speaking for its
    labels.

    Kernel ridge regression with exp(-WIDTH * distance²), for many rows on a random part of them (subset of
    regressors, Smola and Schölkopf 2000): one system of equations for all labels.
    """

    landmarks: NDArray[np.float32]
    linear: Linear

    @classmethod
    def fitted(cls, vectors: NDArray[np.float32], truth: NDArray[np.intp], seed: int) -> Meaning:
        chance = np.random.default_rng(seed)
        chosen = np.sort(chance.permutation(len(vectors))[:LANDMARKS])
        landmarks = vectors[chosen]
        targets = np.where(np.arange(truth.max() + 1)[None, :] == truth[:, None], 1.0, -1.0)
        middle = targets.mean(axis=0)
        system = RIDGE * nearness(landmarks, landmarks).astype(np.float64)
        system[np.diag_indices_from(system)] += STEADY * len(vectors)
        wanted = np.zeros((len(landmarks), targets.shape[1]))
        for start in range(0, len(vectors), CHUNK):
            near = nearness(vectors[start : start + CHUNK], landmarks).astype(np.float64)
            system += near.T @ near
            wanted += near.T @ (targets - middle)[start : start + CHUNK]
        weights = cho_solve(cho_factor(system, overwrite_a=True), wanted)
        return cls(landmarks, Linear(weights.astype(np.float32), middle.astype(np.float32)))

    def __call__(self, vectors: NDArray[np.float32]) -> Floats:
        return self.linear(nearness(vectors, self.landmarks))


def nearness(vectors: NDArray[np.float32], landmarks: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike vectors of length one are, from exp(-4 * WIDTH) to 1: rows by landmarks."""
    return np.asarray(np.exp(2 * WIDTH * (vectors @ landmarks.T - 1)), dtype=np.float32)


def unit(vectors: Any) -> NDArray[np.float32]:
    """Rows scaled to length one; a row of noughts stays."""
    rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def embedded(embedder: Any, texts: Sequence[str]) -> NDArray[np.float32]:
    """The texts' vectors. Raises ValueError when the embedder returns another number of rows than texts."""
    vectors = unit(embedder(list(texts)))
    if len(vectors) != len(texts):
        raise ValueError(f"the embedder returned {len(vectors)} rows for {len(texts)} texts")
    return vectors
