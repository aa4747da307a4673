"""Reading a server's vectors: all of them, in order, of one width and with a direction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.gateway.types import UnusableAnswer

Vectors = NDArray[np.float32]


def read(data: Any, asked: int) -> Vectors:
    """The `data` of an Embeddings answer as rows of length one, in the order of the texts.

    Raises UnusableAnswer unless there is one row for each text asked about, each as wide as the others.
    """
    if not isinstance(data, list) or len(data) != asked:
        came = len(data) if isinstance(data, list) else 0
        raise UnusableAnswer(f"The model server returned {came} vectors for {asked} texts.")
    try:
        rows = np.array([_numbers(item) for item in _in_order(data)], dtype=np.float64)
    except (TypeError, ValueError, KeyError, OverflowError):
        raise UnusableAnswer("The model server's vectors were not rows of numbers of one width.") from None
    return _of_length_one(rows)


def _in_order(data: list[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Sorted by their `index`, where the server gives one."""
    places = [int(item.get("index", place)) for place, item in enumerate(data) if isinstance(item, dict)]
    if sorted(places) != list(range(len(data))):
        raise ValueError("the indices do not fit the texts")
    return [data[places.index(place)] for place in range(len(data))]


def _numbers(item: dict[str, Any]) -> list[Any]:
    numbers = item["embedding"]
    if not isinstance(numbers, list) or not numbers:
        raise TypeError("no list of numbers")
    return numbers


def _of_length_one(rows: NDArray[np.float64]) -> Vectors:
    with np.errstate(all="ignore"):  # what overflows is refused below
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if rows.ndim != 2 or not np.isfinite(lengths).all() or not lengths.all():
        raise UnusableAnswer("The model server returned a vector that points nowhere.")
    return np.asarray(rows / lengths, dtype=np.float32)
