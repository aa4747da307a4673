"""Sentence vectors for routing and retrieval: a model server's where one is named, else this machine's."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from copilot import gateway
from routing import embeddings
from routing.embeddings import Embedder, EmbeddingUnavailable, Vectors


class GatewayEmbedder:
    """Asks the configured server for the vectors of one model. See `copilot/gateway/embedding.py`."""

    def __init__(self, model: str) -> None:
        self.name = f"endpoint:{model}"
        self._model = model

    def __call__(self, texts: Sequence[str], /) -> Vectors:
        """Rows of length one. Raises EmbeddingUnavailable with a sentence."""
        try:
            return gateway.embed(texts, self._model)
        except gateway.GatewayError as error:
            raise EmbeddingUnavailable(str(error)) from error


def choose() -> Embedder | None:
    """The server's model where OPENAI_EMBEDDING_MODEL names one and a server is configured; else the local
    model where it is built; else None, and words must do.
    """
    if settings.OPENAI_EMBEDDING_MODEL and gateway.backend_name() == "openai":
        return GatewayEmbedder(settings.OPENAI_EMBEDDING_MODEL)
    return embeddings.load()
