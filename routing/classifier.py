"""The port through which a model may help routing; settings.ROUTING_CLASSIFIER names the adapter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class ClassifierUnavailable(Exception):
    """No model can be asked now; the sentence says why. Routing goes on without it."""


@dataclass(frozen=True)
class Candidate:
    """A leaf the model may choose, with what the team wrote about it."""

    key: str
    name: str
    path: str
    when_to_use: str = ""
    when_not_to_use: str = ""


@dataclass(frozen=True)
class Choice:
    """The chosen leaf's key, or None for “none of these”; confidence is measured, never self-reported."""

    key: str | None
    confidence: float
    reason: str
    model: str


@dataclass(frozen=True)
class Spending:
    """What asking models about routes has cost; calls that failed are among them."""

    calls: int
    failed: int
    usd: Decimal


class Classifier(Protocol):
    def choose(self, text: str, candidates: list[Candidate]) -> Choice:
        """Raises ClassifierUnavailable."""
        ...

    def spent(self, since: datetime) -> Spending:
        """From then until now, for every ticket, real or simulated."""
        ...


@cache
def configured() -> Classifier:
    return cast(Classifier, import_string(settings.ROUTING_CLASSIFIER)())
