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

from copilot.gateway import breaker, budget, offline, prices, routes
from copilot.gateway.cancelling import Cancel
from copilot.gateway.ledger import DatabaseLedger, Ledger, Line
from copilot.gateway.placeholders import Placeholders, StreamRestorer
from copilot.gateway.types import (
    Answer,
    Bounds,
    Cancelled,
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


def model_for(step: str, purpose: str = "draft") -> str:
    """The model that serves a step (strong or small) of a purpose, unless a request names another."""
    route = DatabaseLedger().route(routes.name_of(purpose, step))
    return route.model or routes.model_of_step(step)


def complete(request: Request, *, ledger: Ledger | None = None, cancel: Cancel | None = None) -> Reply:
    """The answer to one request. Raises a GatewayError whose message is a sentence for people.

    Route `offline` never leaves the machine; the others do when a server is configured. Call it outside
    transactions: it can take as long as its limit, and its ledger line must not be rolled back. `cancel`
    stops it from another thread.
    """
    ledger = ledger or DatabaseLedger()
    if request.route == "offline" or backend_name() == "offline":
        call = Call(request, "offline", offline.MODEL, Placeholders(), routes.built_in("offline"), ledger)
        with recorded(call):
            answer = offline.ask(request, call.tally)
        return _reply(call, answer)
    call = _prepared(request, ledger, cancel)
    with recorded(call):
        answer = client().ask(call.request, call.model, call.bounds, call.tally)
    return _reply(call, _restored(answer, call))


def stream(
    request: Request, *, ledger: Ledger | None = None, cancel: Cancel | None = None
) -> Generator[str, None, Reply]:
    """The answer's text in pieces; the generator returns the Reply.

    A stream that breaks after some text ends quietly with `cut_off` set, so what came is kept. One that
    breaks before any text raises like `complete`; one that `cancel` stops raises Cancelled. Closing the
    generator stops it as well. Raises SwitchedOff when no server is configured.
    """
    if backend_name() == "offline":
        raise SwitchedOff("No model is configured, so there is nothing to stream.")
    call = _prepared(request, ledger or DatabaseLedger(), cancel)
    restorer, pieces, cut_off = StreamRestorer(call.placeholders), [], False
    with recorded(call):
        try:
            for piece in client().stream(call.request, call.model, call.bounds, call.tally):
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
    route: routes.Route
    ledger: Ledger
    price: prices.Price = prices.FREE
    cancel: Cancel | None = None
    remark: str = ""

    def __post_init__(self) -> None:
        self.tally = Tally()
        self.started = time.perf_counter()
        self.milliseconds = 0.0

    @property
    def bounds(self) -> Bounds:
        longest = min(self.request.seconds or self.route.seconds, self.route.seconds)
        return Bounds(longest, self.route.attempt_seconds, self.cancel)

    def cost(self) -> Decimal:
        return prices.cost(self.tally.input_tokens, self.tally.output_tokens, self.price)


def _prepared(request: Request, ledger: Ledger, cancel: Cancel | None) -> Call:
    """The call with personal data hidden. Raises before anything is sent when it must not be."""
    client()  # made before the clock starts: the first one of a process takes a second to load
    placeholders = Placeholders(request.known_names)
    hidden = replace(request, user=placeholders.hide(request.user))
    call = priced_call(hidden, placeholders, ledger, cancel)
    with recorded(call, only_failures=True):
        check_allowed(call)
    return call


def priced_call(
    request: Request, placeholders: Placeholders, ledger: Ledger, cancel: Cancel | None = None
) -> Call:
    """A call to the server with its line of the table of routes and the price of its model."""
    route = ledger.route(routes.name_of(request.purpose, request.route))
    model = request.model or route.model or routes.model_of_step(request.route)
    price = prices.price_of(model, own_server=bool(settings.OPENAI_BASE_URL), agreed=ledger.prices())
    return Call(request, "openai", model, placeholders, route, ledger, price, cancel)


def check_allowed(call: Call) -> None:
    """Raises Cancelled, Unavailable while the breaker is open, OverBudget past a limit of cost."""
    if call.cancel and call.cancel.stopped:
        raise Cancelled("The call was stopped before anything was sent.")
    now = timezone.now()
    # A probe is somebody asking whether the server works again: it must get to ask.
    probing = call.request.purpose == "probe"
    until = None if probing else breaker.open_until(call.ledger.recent(call.model, now), now)
    if until:
        wait = max(1, round((until - now).total_seconds()))
        raise Unavailable(f"The model server has not been answering; it is asked again in {wait} s.")
    check_affordable(call)


def check_affordable(call: Call) -> None:
    """Raises OverBudget when the call could cost more than one of its route may, or than the day has left."""
    likely = prices.estimated_tokens(call.request.system + call.request.user)
    worst = prices.cost(likely, call.request.max_tokens, call.price)
    if not worst:
        return
    if worst > call.route.dollars:
        raise OverBudget(f"This call could cost ${worst:.2f}; the limit for one is ${call.route.dollars:g}.")
    standing = call.ledger.standing()
    if not standing.allows(worst):
        call.ledger.tell(budget.USED_UP, standing)
        raise OverBudget(f"Today's model budget of ${standing.budget.dollars:g} is used up.")


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
        result, error = Cancelled.kind, "The reader left before the end."
        raise
    except Exception as failure:
        result, error = "error", f"Our own error: {type(failure).__name__}."
        raise
    finally:
        call.milliseconds = (time.perf_counter() - call.started) * 1000
        if not (only_failures and result == "ok"):
            call.ledger.record(_line(call, result, error or call.remark))


def _line(call: Call, result: str, error: str) -> Line:
    step = "offline" if call.backend == "offline" else call.request.route
    return Line(
        request=call.request,
        route=routes.name_of(call.request.purpose, step),
        backend=call.backend,
        model=call.model,
        milliseconds=call.milliseconds,
        tally=call.tally,
        cost=call.cost(),
        result=result,
        error=error,
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


def client() -> OpenAIClient:
    """The configured server's client, one a process."""
    return _shared_client(os.getpid(), settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL)


@lru_cache(maxsize=4)
def _shared_client(process: int, api_key: str, base_url: str) -> OpenAIClient:
    # Imported late: it takes a second and 40 MB, which a desk without a model should not pay.
    del process
    from copilot.gateway.openai_client import OpenAIClient

    return OpenAIClient(api_key, base_url)
