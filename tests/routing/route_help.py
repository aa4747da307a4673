"""Tickets waiting for a decision, and a model that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable

from routing import working
from routing.classifier import Candidate, Choice, ClassifierUnavailable
from routing.deciding import Guess, Knowledge, Thresholds
from routing.models import Decision
from support.models import Ticket

CONDITION = {"field": "text", "operator": "contains", "value": "shoes"}


class Scripted:
    """A classifier that chooses `key` (None: none of these) and remembers what it was offered."""

    def __init__(self, key: str | None = None, confidence: float = 0.9, unavailable: str = ""):
        self.key, self.confidence, self.unavailable = key, confidence, unavailable
        self.asked: list[tuple[str, list[str]]] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def choose(self, text: str, candidates: list[Candidate]) -> Choice:
        self.asked.append((text, [candidate.key for candidate in candidates]))
        self.meanwhile()
        if self.unavailable:
            raise ClassifierUnavailable(self.unavailable)
        return Choice(self.key, self.confidence, "It says so.", "small")


NOBODY = Scripted(unavailable="No model is configured.")


def leaves(*keys: str) -> dict[str, tuple[int, Candidate]]:
    return {key: (number, Candidate(key, key.title(), key.title())) for number, key in enumerate(keys, 1)}


def knowing(*ranked: tuple[str, float], out_of_scope: bool = False, **values) -> Knowledge:
    """What routing knows, with a learned guess if there is any in `ranked` or out of scope."""
    learned = bool(ranked) or out_of_scope
    known = {
        "rules": (),
        "candidates": leaves("returns", "delivery", "refunds"),
        "guess": (lambda text: Guess(ranked, out_of_scope, ("shoes",))) if learned else None,
        "thresholds": Thresholds(sure=0.8, maybe=0.35),
        "model": None,
    }
    return Knowledge(**{**known, **values})


def pending(ticket: Ticket) -> Decision:
    decision = working.request_decision(ticket.messages.filter(kind="inbound").last())
    assert decision is not None
    return decision
