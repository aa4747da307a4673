"""The one file that speaks to model servers: Chat Completions and Embeddings, defensively.

The client's own retries are off: they know nothing of our deadline. Answers are read from the raw response,
because the client builds its objects without checking them. Redirects are not followed, since what may be
sent where is decided in our settings and not by a server.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import openai

from copilot.gateway import complaints, loop, parsing, retrying, vectors
from copilot.gateway.abilities import Abilities, parameters
from copilot.gateway.prices import estimated_tokens
from copilot.gateway.types import (
    Answer,
    Bounds,
    Cancelled,
    GatewayError,
    Refused,
    Request,
    Tally,
    Unavailable,
    UnusableAnswer,
)

OPENAI_URL = "https://api.openai.com/v1"
CONNECT_SECONDS = 5.0
TRANSIENT = {408, 409, 429}
MEANT: dict[str, tuple[type[GatewayError], str]] = {
    complaints.TOO_LONG: (Refused, "The conversation is too long for the model."),
    complaints.FILTERED: (Refused, "The model server's content filter refused this."),
    complaints.NO_CREDIT: (Unavailable, "The account at the model server has no credit left."),
}


class AttemptTimedOut(Exception):
    """One attempt took longer than it may; another one may still be in time."""


@dataclass(frozen=True)
class _Clock:
    """When a call must end, in seconds of the monotonic clock, and how long one attempt of it may take."""

    deadline: float
    attempt_seconds: float

    @classmethod
    def starting(cls, bounds: Bounds) -> _Clock:
        return cls(time.monotonic() + bounds.seconds, bounds.attempt_seconds)

    @property
    def remaining(self) -> float:
        return self.deadline - time.monotonic()

    def timeout(self) -> openai.Timeout:
        """Of each network operation: a second more than attempt and call have, whose limits speak first."""
        longest = max(min(self.remaining, self.attempt_seconds), 0.01)
        return openai.Timeout(longest + 1, connect=min(CONNECT_SECONDS, longest))

    async def attempt(self, work: Awaitable[Any]) -> Any:
        """The result of one attempt. Raises AttemptTimedOut when it takes too long, and time is left."""
        if self.attempt_seconds >= self.remaining:
            return await work  # the whole call's limit comes first
        try:
            return await asyncio.wait_for(work, self.attempt_seconds)
        except TimeoutError:
            raise AttemptTimedOut(
                f"The model server did not answer within {self.attempt_seconds:g} s."
            ) from None


class OpenAIClient:
    """A model server at one address. Safe to share between threads; a forked process needs its own."""

    def __init__(
        self,
        api_key: str,
        base_url: str = "",
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._client = openai.AsyncOpenAI(
            api_key=api_key or "none",
            base_url=base_url or OPENAI_URL,
            max_retries=0,
            http_client=openai.DefaultAsyncHttpx2Client(follow_redirects=False),
        )
        self._sleep = sleep
        self._chance = chance
        self._abilities: dict[str, Abilities] = {}

    def ask(self, request: Request, model: str, bounds: Bounds, tally: Tally) -> Answer:
        """One answer within the bounds, retries included. Raises a GatewayError."""
        with _read_at_least(request.system + request.user, bounds, tally):
            work = self._ask(request, model, _Clock.starting(bounds), tally)
            return loop.run(work, bounds.seconds, bounds.cancel)

    def stream(self, request: Request, model: str, bounds: Bounds, tally: Tally) -> Iterator[str]:
        """The answer's text in pieces. Raises a GatewayError, also after some pieces if the stream breaks."""
        with _read_at_least(request.system + request.user, bounds, tally):
            pieces = self._pieces(request, model, _Clock.starting(bounds), tally)
            yield from loop.iterate(pieces, bounds.seconds, bounds.cancel)

    def embed(self, texts: Sequence[str], model: str, bounds: Bounds, tally: Tally) -> vectors.Vectors:
        """One row of length one a text, in order, within the bounds. Raises a GatewayError."""
        with _read_at_least("".join(texts), bounds, tally):
            work = self._embed(texts, model, _Clock.starting(bounds), tally)
            return loop.run(work, bounds.seconds, bounds.cancel)

    def answer_format(self, model: str) -> str:
        """How answers of a declared shape are asked for from this model, as learned so far."""
        return self._abilities_of(model).answer_format

    async def _ask(self, request: Request, model: str, clock: _Clock, tally: Tally) -> Answer:
        while True:
            abilities = self._abilities_of(model)
            response = await self._send(request, model, clock, tally)
            choice = _choice(_body(response.text), request, tally)
            text, tokens = _text(choice), _tokens(choice)
            if request.schema is None:
                return Answer(text, text, tokens)
            try:
                return Answer(parsing.read(text, request.schema), text, tokens)
            except UnusableAnswer:
                # Some servers accept the schema and ignore it; asking in words as well may do better.
                plainer = abilities.plainer_format()
                if plainer is None:
                    raise
                self._abilities[model] = plainer

    async def _pieces(self, request: Request, model: str, clock: _Clock, tally: Tally) -> AsyncIterator[str]:
        chunks = (await self._send(request, model, clock, tally, stream=True)).parse()
        finish, written, usage = None, 0, None
        try:
            async for chunk in chunks:
                usage = getattr(chunk, "usage", None) or usage
                for choice in getattr(chunk, "choices", None) or []:
                    piece = getattr(getattr(choice, "delta", None), "content", None)
                    finish = getattr(choice, "finish_reason", None) or finish
                    if piece:
                        written += len(piece)
                        yield piece
        except (openai.OpenAIError, ValueError):
            finish = None
        finally:
            await chunks.close()
            sent = estimated_tokens(request.system + request.user)
            tally.input_tokens += getattr(usage, "prompt_tokens", None) or sent
            tally.output_tokens += getattr(usage, "completion_tokens", None) or written // 3
        if finish == "content_filter":
            raise Refused("The model's content filter stopped the answer.")
        if finish is None or not written:
            raise Unavailable("The model server broke off before the answer was complete.")

    async def _send(
        self, request: Request, model: str, clock: _Clock, tally: Tally, stream: bool = False
    ) -> Any:
        """The raw response, after retries and after learning what this server refuses."""
        failures = 0
        while True:
            abilities = self._abilities_of(model)
            sent = parameters(request, model, abilities, stream=stream)
            tally.attempts += 1
            try:
                return await clock.attempt(
                    self._client.chat.completions.with_raw_response.create(
                        model=model,
                        messages=_messages(request, abilities),
                        stream=stream,
                        timeout=clock.timeout(),
                        **sent,
                    )
                )
            except openai.APIError as error:
                learned = _learn(error, abilities, sent)
                if learned:
                    self._abilities[model] = learned
                    continue
                failures += 1
                await self._wait_or_fail(error, model, failures, clock)
            except AttemptTimedOut as error:
                failures += 1
                tally.input_tokens += estimated_tokens(request.system + request.user)
                await self._wait_or_fail(error, model, failures, clock)

    async def _embed(self, texts: Sequence[str], model: str, clock: _Clock, tally: Tally) -> vectors.Vectors:
        while True:
            tally.attempts += 1
            try:
                response = await clock.attempt(
                    self._client.embeddings.with_raw_response.create(
                        model=model,
                        input=list(texts),
                        encoding_format="float",  # not every compatible server knows the client's base64
                        timeout=clock.timeout(),
                    )
                )
            except (openai.APIError, AttemptTimedOut) as error:
                await self._wait_or_fail(error, model, tally.attempts, clock)
                continue
            body = _body(response.text)
            usage = body.get("usage") if isinstance(body.get("usage"), dict) else {}
            tally.input_tokens += _count(usage, "prompt_tokens") or estimated_tokens("".join(texts))
            return vectors.read(body.get("data"), len(texts))

    async def _wait_or_fail(self, error: Exception, model: str, failures: int, clock: _Clock) -> None:
        """Waits before the next attempt. Raises a GatewayError when there must not be one."""
        wait = None
        if _is_transient(error):
            asked = _retry_after(error)
            wait = retrying.wait_before_retry(failures, asked, clock.remaining, self._chance())
        if wait is None:
            raise _failure(error, model) from None
        await self._sleep(wait)

    def _abilities_of(self, model: str) -> Abilities:
        return self._abilities.get(model, Abilities())


@contextmanager
def _read_at_least(text: str, bounds: Bounds, tally: Tally) -> Iterator[None]:
    """A call that ran out of time, or was stopped, has most likely been read, and is charged for."""
    before = tally.input_tokens
    try:
        yield
    except (TimeoutError, Cancelled) as error:
        if tally.attempts and tally.input_tokens == before:
            tally.input_tokens += estimated_tokens(text)
        if isinstance(error, Cancelled):
            raise
        raise _too_slow(bounds.seconds) from None


def _messages(request: Request, abilities: Abilities) -> Any:
    system = request.system
    if request.schema and abilities.answer_format != "json_schema":
        shape = json.dumps(parsing.json_schema(request.schema), ensure_ascii=False)
        system += (
            f"\n\nAnswer with one JSON object and nothing else. It must match this JSON schema:\n{shape}"
        )
    return [{"role": "system", "content": system}, {"role": "user", "content": request.user}]


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableAnswer("The model server's answer was not JSON.") from None
    if not isinstance(body, dict):
        raise UnusableAnswer("The model server's answer was not a JSON object.")
    return body


def _choice(body: dict[str, Any], request: Request, tally: Tally) -> dict[str, Any]:
    """The first choice of a completion, counted. Raises Refused or UnusableAnswer."""
    usage = body.get("usage") if isinstance(body.get("usage"), dict) else {}
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    text = str(choice.get("message", "")) if isinstance(choice, dict) else ""
    # Where a server reports no usage we count cautiously, so that the budget still binds.
    tally.input_tokens += _count(usage, "prompt_tokens") or estimated_tokens(request.system + request.user)
    tally.output_tokens += _count(usage, "completion_tokens") or estimated_tokens(text)
    if not isinstance(choice, dict):
        raise UnusableAnswer("The model server's answer held no choices.")
    message = choice.get("message")
    if choice.get("finish_reason") == "content_filter" or _refusal(message):
        raise Refused("The model refused to answer this.")
    if choice.get("finish_reason") == "length":
        raise UnusableAnswer("The model's answer was cut off at its length limit.")
    return choice


def _refusal(message: Any) -> Any:
    """What the model said instead of an answer; proxies keep it among the provider's own fields."""
    if not isinstance(message, dict):
        return None
    own = message.get("provider_specific_fields")
    return message.get("refusal") or (own.get("refusal") if isinstance(own, dict) else None)


def _count(usage: Any, name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _text(choice: dict[str, Any]) -> str:
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):  # some servers answer in parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if not isinstance(content, str) or not content.strip():
        raise UnusableAnswer("The model's answer was empty.")
    return content


def _tokens(choice: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    """The answer's tokens with their log probabilities; empty where the server offers none."""
    offered = choice.get("logprobs")
    content = offered.get("content") if isinstance(offered, dict) else None
    try:
        return tuple((str(item["token"]), float(item["logprob"])) for item in content or [])
    except (TypeError, KeyError, ValueError):
        return ()


def _learn(error: openai.APIError, abilities: Abilities, sent: dict[str, Any]) -> Abilities | None:
    """How to ask instead, when the server complains about how it was asked."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in (400, 422) or _meaning(error):
        return None
    return abilities.after_refusal(f"{error.code or ''} {error.param or ''} {error.message}", sent)


def _is_transient(error: Exception) -> bool:
    """Whether time may cure it."""
    if isinstance(error, openai.APIStatusError):
        transient = error.status_code in TRANSIENT or error.status_code >= 500
        return transient and _meaning(error) != complaints.NO_CREDIT
    return isinstance(error, openai.APIConnectionError | AttemptTimedOut)


def _meaning(error: openai.APIError) -> str:
    status = error.status_code if isinstance(error, openai.APIStatusError) else 0
    return complaints.meaning(status, error.code, error.message)


def _failure(error: Exception, model: str) -> GatewayError:
    """The failure in our words. The server's may repeat the customer's text or the key, so none is kept."""
    if not isinstance(error, openai.APIError):
        return Unavailable(str(error))
    if (meaning := _meaning(error)) in MEANT:
        return MEANT[meaning][0](MEANT[meaning][1])
    if not isinstance(error, openai.APIStatusError):
        return Unavailable("The model server could not be reached.")
    status = error.status_code
    if status in (401, 403):
        return Unavailable(f"The model server did not accept our key ({status}).")
    if status == 404:
        return Unavailable(f"The model server does not know the model “{model}” (404).")
    if status == 429:
        return Unavailable("The model server is too busy (429).")
    if status >= 500:
        return Unavailable(f"The model server had an error of its own ({status}).")
    return Unavailable(f"The model server would not take the request ({status}).")


def _retry_after(error: Exception) -> float | None:
    """Seconds the server asks us to wait. Only the form in seconds: dates need clocks that agree."""
    if not isinstance(error, openai.APIStatusError):
        return None
    try:
        seconds = float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _too_slow(seconds: float) -> Unavailable:
    return Unavailable(f"The model server did not answer within {seconds:g} s.")
