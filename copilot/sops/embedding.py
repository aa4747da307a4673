"""Vectors for sections, where an embedding model is configured; everything works without one."""

from __future__ import annotations

from functools import cache

from copilot.models import Section
from copilot.sops.retrieval import passage
from routing import embeddings
from routing.embeddings import Embedder


@cache
def configured() -> Embedder | None:
    """The model in use, loaded once a process."""
    return embeddings.load()


def embed_missing(limit: int = 200) -> int:
    """Give published sections without a vector of the configured model theirs; returns how many."""
    embedder = configured()
    if embedder is None:
        return 0
    sections = list(
        Section.objects.filter(version__state="published")
        .exclude(embedded_with=embedder.name)
        .select_related("version__sop")
        .order_by("pk")[:limit]
    )
    if not sections:
        return 0
    vectors = embedder(
        [passage(section.version.sop.title, section.title, section.text) for section in sections]
    )
    for section, vector in zip(sections, vectors, strict=True):
        section.embedding, section.embedded_with = vector.tolist(), embedder.name
    Section.objects.bulk_update(sections, ["embedding", "embedded_with"])
    return len(sections)
