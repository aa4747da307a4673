"""What goes into the gateway and what comes out: plain values, and a handful of typed failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from copilot.gateway.cancelling import Cancel

Schema = type[BaseModel]


@dataclass(frozen=True)
class Request:
    """One thing asked of a model.

    `route` is the path, strong or small; which model serves it is a setting, or `model` when a release says
    so. `schema` declares the answer's shape; without one the answer is text. `offline` makes the answer when
    no model is configured. `known_names` are personal names to hide besides what patterns find. `seconds`
    bounds the whole call with its retries, within the limit of its line in copilot/gateway/routes.py.
    """

    purpose: str
    route: str
    system: str
    user: str
    schema: Schema | None = None
    prompt: str = ""
    prompt_hash: str = ""
    model: str = ""
    max_tokens: int = 1500
    temperature: float | None = None
    seconds: float | None = None
    token_probabilities: bool = False
    known_names: tuple[str, ...] = ()
    offline: Callable[[], Any] | None = None
    trace: int | None = None


@dataclass(frozen=True)
class Bounds:
    """How long a call, and each attempt of it, may take, in seconds; and what may stop it before."""

    seconds: float
    attempt_seconds: float = float("inf")
    cancel: Cancel | None = None


@dataclass
class Tally:
    """What a call used so far, kept also when it fails: a failed call can still have cost money."""

    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True)
class Answer:
    """A backend's answer before it is priced. `tokens` are (text, log probability) where offered."""

    value: Any
    text: str
    tokens: tuple[tuple[str, float], ...] = ()
    cut_off: bool = False


@dataclass(frozen=True)
class Reply:
    """An answer with what it took. `value` is of the request's schema, or the text when there was none.

    `cut_off` is True only for a stream that broke before its end. `cost` is in US dollars.
    """

    value: Any
    text: str
    backend: str
    model: str
    input_tokens: int
    output_tokens: int
    cost: Decimal
    milliseconds: float
    attempts: int
    tokens: tuple[tuple[str, float], ...] = ()
    cut_off: bool = False


class GatewayError(Exception):
    """No answer. The message is a sentence for people and holds no key and no customer text."""

    kind = "error"


class Unavailable(GatewayError):
    """The server did not answer, or answered that it cannot; time may cure it."""

    kind = "unavailable"


class OverBudget(GatewayError):
    """The call would go past a cost limit; nothing was sent."""

    kind = "over_budget"


class Refused(GatewayError):
    """The model or its content filter would not answer this."""

    kind = "refused"


class UnusableAnswer(GatewayError):
    """An answer came and it does not have the declared shape."""

    kind = "unusable"


class SwitchedOff(GatewayError):
    """There is no model to ask: none is configured, or models are switched off."""

    kind = "switched_off"


class Cancelled(GatewayError):
    """Whoever asked does not want the answer any more; what was sent may still be charged for."""

    kind = "cancelled"
