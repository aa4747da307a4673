"""What a server takes, learned from its refusals: compatible servers differ, and none says so beforehand.

A request starts with everything we would like. When the server refuses a part, that part is left out or
replaced, and the next request of this process starts there. Pure values; the client remembers them by model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from copilot.gateway.parsing import json_schema
from copilot.gateway.types import Request, Schema

# From the most to the least that can be asked for; the last one asks in words only.
FORMATS = ("json_schema", "json_object", "text")
REASONING_MODEL = re.compile(r"(?:.*/)?(?:gpt-5|o\d)")
# Tokens a reasoning model thinks with count against its limit.
THINKING_TOKENS = 2048
NAMED = (
    "max_completion_tokens",
    "max_tokens",
    "temperature",
    "reasoning_effort",
    "logprobs",
    "stream_options",
)


@dataclass(frozen=True)
class Abilities:
    """How to ask one model: the answer format, and the parameters its server refused."""

    answer_format: str = FORMATS[0]
    refused: frozenset[str] = field(default_factory=frozenset)

    def plainer_format(self) -> Abilities | None:
        """The next plainer answer format, or None at the plainest."""
        place = FORMATS.index(self.answer_format) + 1
        return replace(self, answer_format=FORMATS[place]) if place < len(FORMATS) else None

    def after_refusal(self, complaint: str, sent: Mapping[str, Any]) -> Abilities | None:
        """What to try after “400 bad request”, or None when nothing is left to give up.

        `complaint` is the server's parameter name and message. A parameter it names is dropped; when it names
        none, the answer format is the likeliest cause.
        """
        if "response_format" in sent and re.search(r"response_format|json_schema|json_object", complaint):
            return self.plainer_format()
        for name in NAMED:
            if name in sent and re.search(rf"\b{name}\b", complaint):
                return replace(self, refused=self.refused | {name})
        return self.plainer_format() if "response_format" in sent else None


def parameters(request: Request, model: str, abilities: Abilities, *, stream: bool = False) -> dict[str, Any]:
    """The optional parameters of a Chat Completions call, without those the server refused."""
    wanted = _for_reasoning(request) if REASONING_MODEL.match(model) else _for_others(request)
    for name, other in (("max_tokens", "max_completion_tokens"), ("max_completion_tokens", "max_tokens")):
        if name in wanted and name in abilities.refused:
            wanted[other] = wanted[name]  # the same limit under its older or newer name
            break
    if stream:
        wanted["stream_options"] = {"include_usage": True}
    if request.schema and (response_format := _response_format(request.schema, abilities)):
        wanted["response_format"] = response_format
    return {name: value for name, value in wanted.items() if name not in abilities.refused}


def _for_reasoning(request: Request) -> dict[str, Any]:
    """Reasoning models take neither temperature nor log probabilities."""
    return {"max_completion_tokens": request.max_tokens + THINKING_TOKENS, "reasoning_effort": "low"}


def _for_others(request: Request) -> dict[str, Any]:
    wanted: dict[str, Any] = {"max_tokens": request.max_tokens}
    if request.temperature is not None:
        wanted["temperature"] = request.temperature
    if request.token_probabilities:
        wanted["logprobs"] = True
    return wanted


def _response_format(schema: Schema, abilities: Abilities) -> dict[str, Any] | None:
    if abilities.answer_format == "json_schema":
        described = {"name": schema.__name__, "strict": True, "schema": json_schema(schema)}
        return {"type": "json_schema", "json_schema": described}
    return {"type": "json_object"} if abilities.answer_format == "json_object" else None
