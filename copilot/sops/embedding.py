"""Vectors for sections, where an embedding model is configured; everything works without one."""

from __future__ import annotations

import logging

from copilot.models import Section
from copilot.sops.retrieval import passage
from routing.embeddings import Embedder, EmbeddingUnavailable, configured

logger = logging.getLogger(__name__)
BATCH = 64


def embed_missing(limit: int = 200) -> int:
    """Give published sections without a vector of the configured model theirs; returns how many.

    Where the model fails, the sections so far keep theirs, the others are found by their words meanwhile,
    and the next call goes on.
    """
    embedder = configured()
    if embedder is None:
        return 0
    sections = list(
        Section.objects.filter(version__state="published")
        .exclude(embedded_with=embedder.name)
        .select_related("version__sop")
        .order_by("pk")[:limit]
    )
    done = 0
    try:
        for start in range(0, len(sections), BATCH):
            done += _embed(embedder, sections[start : start + BATCH])
    except EmbeddingUnavailable as error:
        logger.warning("%s sections wait for their vectors: %s", len(sections) - done, error)
    return done


def _embed(embedder: Embedder, sections: list[Section]) -> int:
    """Raises EmbeddingUnavailable."""
    vectors = embedder(
        [passage(section.version.sop.title, section.title, section.text) for section in sections]
    )
    for section, vector in zip(sections, vectors, strict=True):
        section.embedding, section.embedded_with = vector.tolist(), embedder.name
    return Section.objects.bulk_update(sections, ["embedding", "embedded_with"])
