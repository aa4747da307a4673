"""Several scores for one label become one probability, and one doubt: does the text belong to any label at
all?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from routing.confidence import IDENTITY, Curve, Floats, fit_curve, log_loss, quantile_threshold, softmax

KEEP = 0.95
"""Share of texts with a label that the out-of-scope verdict must leave alone."""
STEEPEST = 60.0


@dataclass
class Doubt:
    """A logistic guess, from 0 to 1, that a text belongs to no label."""

    centre: Floats
    weights: Floats
    bias: float

    def __call__(self, signs: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(-((signs - self.centre) @ self.weights + self.bias))))

    @classmethod
    def fitted(cls, signs: Floats, strange: NDArray[np.bool_]) -> Doubt:
        centre, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
        machine = LogisticRegression(C=1.0, max_iter=500).fit((signs - centre) / spread, strange)
        return cls(centre, machine.coef_[0] / spread, float(machine.intercept_[0]))


@dataclass
class Pool:
    """How much each view counts, how its confidence is read, and from where a text counts as out of scope.

    Probabilities are a softmax over the weighted sum of scores (a logarithmic opinion pool, Genest and Zidek
    1986); with one view the weight is an inverse temperature. Everything is fitted on held-out scores.
    """

    weights: Floats
    labels: int
    doubt: Doubt | None = None
    curve: Curve = IDENTITY
    limit: float = 1.0

    def probabilities(self, scores: Sequence[Floats]) -> Floats:
        return softmax(self.mixed(scores)[:, : self.labels])

    def mixed(self, scores: Sequence[Floats]) -> Floats:
        return np.asarray(sum(w * s for w, s in zip(self.weights, scores, strict=True)), dtype=np.float64)

    def signs(self, scores: Sequence[Floats]) -> Floats:
        """What tells texts out of scope: weak best scores, and strong ones for the out-of-scope label
        itself.
        """
        mixed = self.mixed(scores)
        ranked = np.sort(mixed[:, : self.labels], axis=1)
        best = ranked[:, -1]
        energy = best + np.log(np.exp(ranked - best[:, None]).sum(axis=1))
        columns = [energy, best, best - ranked[:, -2]]
        for score in scores:
            columns.append(score[:, : self.labels].max(axis=1))
            columns.extend(score[:, self.labels :].T)
        return np.column_stack(columns)

    def strangeness(self, scores: Sequence[Floats]) -> Floats:
        """From 0 to 1, higher where a text fits no label: learned if there were examples, else what the best
        lacks.
        """
        if self.doubt is not None:
            return self.doubt(self.signs(scores))
        best = self.mixed(scores)[:, : self.labels].max(axis=1)
        return np.asarray(1 / (1 + np.exp(np.clip(best, -50, 50))))

    def confidence(self, scores: Sequence[Floats]) -> Floats:
        """Chance that the likeliest label is right, a text out of scope counting as wrong."""
        return self.curve(self.raw_confidence(scores))

    def raw_confidence(self, scores: Sequence[Floats]) -> Floats:
        best: Floats = self.probabilities(scores).max(axis=1)
        return best if self.doubt is None else np.asarray(best * (1 - self.strangeness(scores)))


def fit_pool(scores: Sequence[Floats], truth: NDArray[np.intp], labels: int) -> Pool:
    """A pool from held-out scores; `truth` at or beyond `labels` means out of scope."""
    inside = truth < labels
    pool = Pool(_weights([s[inside, :labels] for s in scores], truth[inside]), labels)
    if not inside.all():
        pool.doubt = Doubt.fitted(pool.signs(scores), ~inside)
    correct = inside & (pool.probabilities(scores).argmax(axis=1) == truth)
    pool.curve = fit_curve(pool.raw_confidence(scores), correct)
    pool.limit = quantile_threshold(pool.strangeness(scores)[inside], KEEP)
    return pool


def _weights(scores: Sequence[Floats], truth: NDArray[np.intp]) -> Floats:
    def loss(weights: Floats) -> float:
        return log_loss(softmax(sum(w * s for w, s in zip(weights, scores, strict=True))), truth)

    found = minimize(
        loss, np.full(len(scores), 4.0), bounds=[(0.0, STEEPEST)] * len(scores), method="L-BFGS-B"
    )
    return np.maximum(np.asarray(found.x, dtype=np.float64), 1e-3)
