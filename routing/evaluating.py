"""How good are predictions, given the truth? Pure figures, the same for the command and the benchmark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from routing.confidence import coverage, ece, null_ece
from routing.learned import OOS, HeldOut, Prediction


@dataclass(frozen=True)
class Row:
    """A text and the label people gave it; `oos` when it belongs nowhere."""

    text: str
    label: str


@dataclass(frozen=True)
class Scores:
    """Shares in 0..1; None where the rows do not let a figure be had. See the command's help for each."""

    n: int
    accuracy: float | None
    macro_f1: float | None
    ece: float
    ece_null: float
    coverage_at_95: float | None
    coverage_at_98: float | None
    oos_recall: float | None
    oos_precision: float | None

    def as_json(self) -> dict[str, float | int | None]:
        return {name: round(v, 4) if isinstance(v, float) else v for name, v in asdict(self).items()}


def score(rows: Sequence[Row], predictions: Sequence[Prediction], held_out: HeldOut) -> Scores:
    """Figures over test rows; thresholds come from the training's held-out rows alone."""
    confidence = np.array([prediction.confidence for prediction in predictions])
    correct = np.array([p.label == row.label for row, p in zip(rows, predictions, strict=True)])
    pairs = [(row.label, p.label) for row, p in zip(rows, predictions, strict=True) if row.label != OOS]
    put_aside = [row.label == OOS for row, p in zip(rows, predictions, strict=True) if p.out_of_scope]
    strangers = len(rows) - len(pairs)
    answerable = np.where([p.out_of_scope for p in predictions], -1, confidence)
    return Scores(
        n=len(rows),
        accuracy=sum(truth == said for truth, said in pairs) / len(pairs) if pairs else None,
        macro_f1=macro_f1(pairs),
        ece=ece(confidence, correct),
        ece_null=null_ece(confidence),
        coverage_at_95=coverage(answerable, held_out.threshold(0.95)),
        coverage_at_98=coverage(answerable, held_out.threshold(0.98)),
        oos_recall=sum(put_aside) / strangers if strangers else None,
        oos_precision=sum(put_aside) / len(put_aside) if strangers and put_aside else None,
    )


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Mean over the labels that occur as truth of 2·hits / (rows with it + answers with it); None without
    pairs.
    """
    rows, answers = Counter(truth for truth, _ in pairs), Counter(said for _, said in pairs)
    hits = Counter(truth for truth, said in pairs if truth == said)
    each = [2 * hits[label] / (rows[label] + answers[label]) for label in rows]
    return sum(each) / len(each) if each else None
