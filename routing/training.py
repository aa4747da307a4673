"""Training the classifier from what people said, and having its live version at hand in every process."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from routing import corrections, embeddings, reference
from routing.confidence import coverage, ece, null_ece, risk_coverage
from routing.deciding import MAYBE, NEVER, Guess, Thresholds
from routing.models import ClassifierVersion
from support import taxonomy

if TYPE_CHECKING:
    from routing.embeddings import Embedder
    from routing.learned import Model
    from routing.learned.model import Prediction

logger = logging.getLogger(__name__)

# The precision promised when the classifier decides alone; the threshold for it is chosen on held-out labels.
PRECISION = 0.95
# For which precisions a version's coverage is shown, and in how many points its risk-coverage curve.
PRECISIONS = (0.9, PRECISION, 0.98, 0.99)
CURVE_POINTS = 50
# A worker asks at most this often whether a newer version went live.
FRESH_SECONDS = 5.0
# A tie within this many points of held-out accuracy is no reason to keep an old version.
WORSE_BY = 0.01


@dataclass(frozen=True)
class Live:
    """The version in use, ready to be asked."""

    version: int
    model: Model
    thresholds: Thresholds

    def guess(self, text: str) -> Guess:
        return guess_from(self.model, text)

    def guesses(self, texts: Sequence[str]) -> list[Guess]:
        """As `guess` for each text, asking the embedder once."""
        return [_guess(prediction) for prediction in self.model.predict(texts)]


def guess_from(model: Model, text: str) -> Guess:
    return _guess(model.predict([text])[0])


def _guess(prediction: Prediction) -> Guess:
    ranked = ((prediction.label, prediction.confidence), *prediction.runners_up)
    return Guess(ranked, prediction.out_of_scope, prediction.words, prediction.node)


def thresholds_of(model: Model) -> Thresholds:
    """Sure from where the promised precision holds on held-out labels.

    With too few labels to promise that, it never decides alone: a person or a model is asked.
    """
    sure = model.held_out.threshold(PRECISION)
    return Thresholds(sure=NEVER if sure is None else sure, maybe=min(MAYBE, (sure or 1.0) / 2))


_lock = Lock()
_kept: tuple[float, Live | None] = (0.0, None)


def live() -> Live | None:
    """The live version; read from the database once a version, checked for a newer one every few seconds."""
    global _kept
    with _lock:
        asked, current = _kept
        if time.monotonic() - asked < FRESH_SECONDS and asked:
            return current
        number = ClassifierVersion.objects.filter(live=True).values_list("pk", flat=True).first()
        if number is None:
            current = None
        elif current is None or current.version != number:
            current = _load(number)
        _kept = (time.monotonic(), current)
        return current


def forget() -> None:
    """Ask the database again next time; after training, and between tests."""
    global _kept
    _kept = (0.0, None)


def _load(number: int) -> Live | None:
    from routing.learned import Model  # a second of imports that pages never need

    row = ClassifierVersion.objects.get(pk=number)
    artifact = bytes(row.artifact)
    if hashlib.sha256(artifact).hexdigest() != row.artifact_digest:
        logger.error("Classifier %s does not match its digest and is not used", number)
        return None
    try:
        model = Model.loads(artifact)
    except ValueError as error:  # of an earlier format; the next training replaces it
        logger.error("Classifier %s is not used: %s", number, error)
        return None
    embedder = embeddings.configured() if model.embedder_name else None
    if embedder is not None and embedder.name == model.embedder_name:
        model.embedder = embedder
    return Live(number, model, thresholds_of(model))


def retrain() -> ClassifierVersion | None:
    """Train on every label there is and go live unless the new version is clearly worse.

    None when there is too little to learn from, or nothing new since the last training: neither a label nor
    another embedder. Where the embedder fails it learns from words alone, and the version says why.
    """
    from routing.learned import NotEnoughLabels

    labels = corrections.labels()
    newest = ClassifierVersion.objects.defer("artifact").first()
    done = newest.labels_digest if newest else ""
    try:
        learned = _learned(labels, embeddings.configured(), done)
    except NotEnoughLabels as error:
        logger.info("Not trained: %s", error)
        return None
    if learned is None:
        return None
    model = learned.model
    scores = {**scores_of(model, len(labels)), "reference": reference_scores(model, live())}
    return _keep(learned, scores)


@dataclass(frozen=True)
class Learned:
    """A model just trained, from what, and a sentence where it had to do without its embedder."""

    model: Model
    digest: str
    trouble: str = ""


def _learned(labels: Sequence[tuple[str, str, int]], embedder: Embedder | None, done: str) -> Learned | None:
    """None when `done` is the digest of the same. Raises NotEnoughLabels."""
    from routing.learned import train

    digest = digest_of(labels, embedder)
    if digest == done:
        return None
    texts, keys = [text for text, _, _ in labels], [key for _, key, _ in labels]
    ways = paths(keys)
    try:
        return Learned(train(texts, keys, embedder=embedder, paths=ways), digest)
    except embeddings.EmbeddingUnavailable as error:
        logger.warning("Learning from words alone: %s", error)
        trouble = f"Learned from words alone: {error}"
    digest = digest_of(labels, None)
    return None if digest == done else Learned(train(texts, keys, paths=ways), digest, trouble)


def digest_of(labels: Sequence[tuple[str, str, int]], embedder: Embedder | None) -> str:
    """What a training learns from, as one value: the labels, and the name of the embedder beside words."""
    name = embedder.name if embedder else ""
    return hashlib.sha256((repr(sorted(labels)) + name).encode()).hexdigest()


def paths(keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Names from the root to each category: the classifier learns from a category's name, too."""
    tree = taxonomy.load()
    by_key = {node.key: node.id for node in tree.nodes.values()}
    return {key: tuple(step.name for step in tree.path(by_key[key])) for key in set(keys)}


def scores_of(model: Model, labelled: int) -> dict[str, Any]:
    """What the version got right on labels held back while it was learning, and how much it may answer.

    `coverage` says for each promised precision from which confidence it holds, and the share of held-out
    labels then answered (None: it cannot be promised); `curve` holds points of (coverage, share wrong,
    confidence) from the surest answer to the last.
    """
    held = model.held_out
    answerable = np.where(held.out_of_scope, -1.0, held.confidence)
    return {
        "labels": labelled,
        "held_out": len(held.correct),
        "right": int(held.correct.sum()),
        "accuracy": round(float(held.correct.mean()), 4) if len(held.correct) else None,
        "sure_from": round(thresholds_of(model).sure, 4),
        "sure_share": round(float((held.confidence >= thresholds_of(model).sure).mean()), 4),
        "ece": round(ece(held.confidence, held.correct), 4) if len(held.correct) else None,
        "ece_null": round(null_ece(held.confidence), 4) if len(held.correct) else None,
        "coverage": {
            str(precision): {"from": bar, "share": coverage(answerable, bar)}
            for precision in PRECISIONS
            for bar in [held.threshold(precision)]
        },
        "curve": [
            [round(number, 4) for number in point]
            for point in risk_coverage(answerable, held.correct, points=CURVE_POINTS)
        ],
    }


def reference_scores(model: Model, before: Live | None) -> dict[str, Any]:
    """The exam: settled reference cases, which no version learns from, for this version and the one it
    would replace. A case that belongs nowhere is passed by saying so.
    """
    cases = reference.exam()
    right = passed(model, cases)
    scores: dict[str, Any] = {"n": len(cases), "right": sum(right)}
    if before is not None and cases:
        earlier = passed(before.model, cases)
        scores["before"] = {
            "version": before.version,
            "right": sum(earlier),
            "only_now": sum(now and not then for now, then in zip(right, earlier, strict=True)),
            "only_before": sum(then and not now for now, then in zip(right, earlier, strict=True)),
        }
    return scores


def passed(model: Model, cases: Sequence[tuple[str, str | None]]) -> list[bool]:
    predictions = model.predict([text for text, _ in cases])
    return [
        said.out_of_scope if key is None else said.label == key
        for said, (_, key) in zip(predictions, cases, strict=True)
    ]


@transaction.atomic
def _keep(learned: Learned, scores: dict[str, Any]) -> ClassifierVersion:
    model = learned.model
    artifact = model.dumps()
    current = ClassifierVersion.objects.select_for_update().filter(live=True).defer("artifact").first()
    reason = _why_not_live(scores, current.scores if current else None)
    if not reason and current is not None:
        current.live = False
        current.save(update_fields=["live"])
    version = ClassifierVersion.objects.create(
        created_at=timezone.now(),
        trained_on=model.trained_on,
        classes=len(model.labels),
        labels_digest=learned.digest,
        scores=scores,
        artifact=artifact,
        artifact_digest=hashlib.sha256(artifact).hexdigest(),
        live=not reason,
        reason=f"{reason or 'No worse than the version before.'} {learned.trouble}".strip(),
    )
    transaction.on_commit(forget)
    return version


def _why_not_live(scores: dict[str, Any], before: dict[str, Any] | None) -> str:
    """A worse version does not go live by itself."""
    if not before or before.get("accuracy") is None or scores["accuracy"] is None:
        return ""
    if scores["accuracy"] >= before["accuracy"] - WORSE_BY:
        return ""
    return f"Held-out accuracy {scores['accuracy']:.1%} is worse than {before['accuracy']:.1%}; kept aside."
