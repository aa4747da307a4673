"""`complete` and `stream`: choose the backend and model, refuse what must not be sent, ask, price, record."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from copilot.gateway import breaker, limits, offline, prices
from copilot.gateway.ledger import DatabaseLedger, Ledger, Line
from copilot.gateway.placeholders import Placeholders, StreamRestorer
from copilot.gateway.types import (
    Answer,
    GatewayError,
    OverBudget,
    Reply,
    Request,
    SwitchedOff,
    Tally,
    Unavailable,
)

if TYPE_CHECKING:
    from copilot.gateway.openai_client import OpenAIClient

logger = logging.getLogger(__name__)


def backend_name() -> str:
    """`openai` when a key or a server is configured, else `offline`."""
    return "openai" if settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL else "offline"


def model_for(route: str) -> str:
    """The model that serves a route (strong or small) unless the request names one."""
    return str({"strong": settings.OPENAI_STRONG_MODEL, "small": settings.OPENAI_SMALL_MODEL}[route])


def complete(request: Request, *, ledger: Ledger | None = None) -> Reply:
    """The answer to one request. Raises a GatewayError whose message is a sentence for people.

    Route `offline` never leaves the machine; the others do when a server is configured. Call it outside
    transactions: it can take as long as its limit, and its ledger line must not be rolled back.
    """
    if request.route == "offline" or backend_name() == "offline":
        call = Call(request, "offline", offline.MODEL, Placeholders(), 0.0, ledger or DatabaseLedger())
        with recorded(call):
            answer = offline.ask(request, call.tally)
        return _reply(call, answer)
    call = _prepared(request, ledger or DatabaseLedger())
    with recorded(call):
        answer = client().ask(call.request, call.model, call.seconds, call.tally)
    return _reply(call, _restored(answer, call))


def stream(request: Request, *, ledger: Ledger | None = None) -> Generator[str, None, Reply]:
    """The answer's text in pieces; the generator returns the Reply.

    A stream that breaks after some text ends quietly with `cut_off` set, so what came is kept. One that
    breaks before any text raises like `complete`. Raises SwitchedOff when no server is configured.
    """
    if backend_name() == "offline":
        raise SwitchedOff("No model is configured, so there is nothing to stream.")
    call = _prepared(request, ledger or DatabaseLedger())
    restorer, pieces, cut_off = StreamRestorer(call.placeholders), [], False
    with recorded(call):
        try:
            for piece in client().stream(call.request, call.model, call.seconds, call.tally):
                if ready := restorer.feed(piece):
                    pieces.append(ready)
                    yield ready
        except Unavailable as error:
            if not pieces:
                raise
            cut_off, call.remark = True, str(error)
        if rest := restorer.rest():
            pieces.append(rest)
            yield rest
    text = "".join(pieces)
    return _reply(call, Answer(text, text, cut_off=cut_off))


@dataclass
class Call:
    """One request under way."""

    request: Request
    backend: str
    model: str
    placeholders: Placeholders
    seconds: float
    ledger: Ledger
    remark: str = ""

    def __post_init__(self) -> None:
        self.tally = Tally()
        self.started = time.perf_counter()
        self.milliseconds = 0.0

    def cost(self) -> Decimal:
        if self.backend == "offline":
            return Decimal(0)
        return prices.cost(self.tally.input_tokens, self.tally.output_tokens, _price(self.model))


def _prepared(request: Request, ledger: Ledger) -> Call:
    """The call with personal data hidden. Raises before anything is sent when it must not be."""
    client()  # made before the clock starts: the first one of a process takes a second to load
    placeholders = Placeholders(request.known_names)
    limit = limits.limit_for(request.purpose)
    seconds = min(request.seconds or limit.seconds, limit.seconds)
    hidden = replace(request, user=placeholders.hide(request.user))
    call = Call(hidden, "openai", request.model or model_for(request.route), placeholders, seconds, ledger)
    with recorded(call, only_failures=True):
        check_allowed(call, limit)
    return call


def check_allowed(call: Call, limit: limits.Limit) -> None:
    """Raises Unavailable while the breaker is open, OverBudget past a limit of cost."""
    now = timezone.now()
    # A probe is somebody asking whether the server works again: it must get to ask.
    probing = call.request.purpose == "probe"
    until = None if probing else breaker.open_until(call.ledger.recent(call.model, now), now)
    if until:
        wait = max(1, round((until - now).total_seconds()))
        raise Unavailable(f"The model server has not been answering; it is asked again in {wait} s.")
    request = call.request
    likely = prices.estimated_tokens(request.system + request.user)
    worst = prices.cost(likely, request.max_tokens, _price(call.model))
    if worst > limit.dollars:
        raise OverBudget(f"This call could cost ${worst:.2f}; the limit for one is ${limit.dollars}.")
    budget = Decimal(settings.MODEL_DAILY_BUDGET_USD)
    if worst and call.ledger.spent_today(now) + worst > budget:
        raise OverBudget(f"Today's model budget of ${budget} is used up.")


@contextmanager
def recorded(call: Call, *, only_failures: bool = False) -> Iterator[None]:
    """Times the block and writes its ledger line, whatever happens in it."""
    result, error = "ok", ""
    try:
        yield
    except GatewayError as failure:
        result, error = failure.kind, str(failure)
        logger.warning("Model call failed: %s, %s, %s", call.request.purpose, call.model, result)
        raise
    except GeneratorExit:
        error = "The reader left before the end."
        raise
    except Exception as failure:
        result, error = "error", f"Our own error: {type(failure).__name__}."
        raise
    finally:
        call.milliseconds = (time.perf_counter() - call.started) * 1000
        if not (only_failures and result == "ok"):
            call.ledger.record(_line(call, result, error or call.remark))


def _line(call: Call, result: str, error: str) -> Line:
    return Line(
        call.request, call.backend, call.model, call.milliseconds, call.tally, call.cost(), result, error
    )


def _restored(answer: Answer, call: Call) -> Answer:
    text = call.placeholders.restore(answer.text)
    if call.request.schema is None:
        return replace(answer, value=text, text=text)
    value = call.request.schema.model_validate(call.placeholders.restore_all(answer.value.model_dump()))
    return replace(answer, value=value, text=text)


def _reply(call: Call, answer: Answer) -> Reply:
    return Reply(
        value=answer.value,
        text=answer.text,
        backend=call.backend,
        model=call.model,
        input_tokens=call.tally.input_tokens,
        output_tokens=call.tally.output_tokens,
        cost=call.cost(),
        milliseconds=call.milliseconds,
        attempts=call.tally.attempts,
        tokens=answer.tokens,
        cut_off=answer.cut_off,
    )


def _price(model: str) -> tuple[Decimal, Decimal]:
    return prices.price_of(model, own_server=bool(settings.OPENAI_BASE_URL))


def client() -> OpenAIClient:
    """The configured server's client, one a process."""
    return _shared_client(os.getpid(), settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL)


@lru_cache(maxsize=4)
def _shared_client(process: int, api_key: str, base_url: str) -> OpenAIClient:
    # Imported late: it takes a second and 40 MB, which a desk without a model should not pay.
    del process
    from copilot.gateway.openai_client import OpenAIClient

    return OpenAIClient(api_key, base_url)
