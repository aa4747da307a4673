"""`embed`: texts in, sentence vectors out; hidden, bounded, priced and recorded as every other call."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copilot.gateway.calling import backend_name, check_allowed, client, priced_call, recorded
from copilot.gateway.ledger import DatabaseLedger, Ledger
from copilot.gateway.placeholders import Placeholders
from copilot.gateway.types import Request, SwitchedOff, UnusableAnswer
from copilot.gateway.vectors import Vectors

PURPOSE = "embed"
BATCH = 64
MOST_CHARACTERS = 2000
"""Of a text; about the 512 tokens that the smaller models in use can read."""
FEW, FEW_SECONDS = 16, 5.0
"""So few texts belong to one ticket somebody waits for; more of them are work in the background."""


def embed(texts: Sequence[str], model: str, *, ledger: Ledger | None = None) -> Vectors:
    """One row of length one a text, in order; asked for in batches, each with its own ledger line.

    Personal data that patterns find is replaced first, in each text by itself, so that a text has the same
    vector whatever stands beside it. Raises a GatewayError. Call it outside transactions, as `complete`.
    """
    if backend_name() == "offline":
        raise SwitchedOff("No model is configured, and this cannot be done without one.")
    hidden = [_sendable(text) for text in texts]
    batches = [
        _batch(hidden[start : start + BATCH], model, ledger or DatabaseLedger())
        for start in range(0, len(hidden), BATCH)
    ]
    if len({batch.shape[1] for batch in batches}) > 1:
        raise UnusableAnswer("The model server changed the width of its vectors between two calls.")
    return np.concatenate(batches) if batches else np.empty((0, 0), dtype=np.float32)


def _sendable(text: str) -> str:
    # Hidden before it is cut: half a card number would not be recognised. Servers refuse empty texts.
    return Placeholders().hide(text)[:MOST_CHARACTERS].strip() or "-"


def _batch(texts: Sequence[str], model: str, ledger: Ledger) -> Vectors:
    server = client()  # made before the clock starts
    seconds = FEW_SECONDS if len(texts) <= FEW else None
    request = Request(PURPOSE, "", "", "\n".join(texts), model=model, max_tokens=0, seconds=seconds)
    call = priced_call(request, Placeholders(), ledger)
    with recorded(call, only_failures=True):
        check_allowed(call)
    with recorded(call):
        return server.embed(texts, model, call.bounds, call.tally)
