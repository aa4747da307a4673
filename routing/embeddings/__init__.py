"""Sentence embeddings: optional, never needed. Without them routing works on words alone.

settings.ROUTING_EMBEDDER names what gives the embedder in use. The one of this machine: `make embeddings`
installs requirements-embeddings.txt; `python -m routing.embeddings build` writes the model file.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "var" / "embeddings"
MODEL_FILE = "all-MiniLM-L6-v2.int8.onnx"
TOKENIZER_FILE = "all-MiniLM-L6-v2.tokenizer.json"
NEEDED = ("onnxruntime", "tokenizers")
MOST_TOKENS = 256
"""Where the model's authors cut texts off."""

Vectors = NDArray[np.float32]


class EmbeddingUnavailable(Exception):
    """No vectors can be had now; the sentence says why. Whoever asked goes on with words alone."""


class Embedder(Protocol):
    """Texts in, one row of numbers each out. Equal names promise equal vectors."""

    name: str

    def __call__(self, texts: Sequence[str], /) -> Vectors:
        """Raises EmbeddingUnavailable."""
        ...


@cache
def configured() -> Embedder | None:
    """The embedder in use, made once a process, or None."""
    return cast("Embedder | None", import_string(settings.ROUTING_EMBEDDER)())


class LocalEmbedder:
    """all-MiniLM-L6-v2 with eight-bit weights on one thread: 384 numbers of length one a text."""

    name = "all-MiniLM-L6-v2.int8.1"

    def __init__(self, folder: Path) -> None:
        onnxruntime = importlib.import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(str(folder / MODEL_FILE), options, providers=providers)
        self._tokenizer: Any = importlib.import_module("tokenizers").Tokenizer.from_file(
            str(folder / TOKENIZER_FILE)
        )
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def __call__(self, texts: Sequence[str], /) -> Vectors:
        """One by one, because eight-bit arithmetic would let the texts of a batch colour each other."""
        rows = [self._one(text) for text in texts]
        return np.concatenate(rows) if rows else np.empty((0, 384), dtype=np.float32)

    def _one(self, text: str) -> Vectors:
        tokens = self._tokenizer.encode(text)
        feed = {
            "input_ids": np.array([tokens.ids], dtype=np.int64),
            "attention_mask": np.array([tokens.attention_mask], dtype=np.int64),
        }
        return np.asarray(self._session.run(None, feed)[0], dtype=np.float32)


def load(folder: Path = FOLDER) -> LocalEmbedder | None:
    """The local embedder; None where its packages are not installed or its file has not been built."""
    if any(importlib.util.find_spec(package) is None for package in NEEDED):
        return None
    if not ((folder / MODEL_FILE).is_file() and (folder / TOKENIZER_FILE).is_file()):
        return None
    return LocalEmbedder(folder)
