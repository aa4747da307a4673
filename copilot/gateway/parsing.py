"""From a model's words to a value of the declared shape. Servers differ, so read generously and check
strictly.

Accepted: bare JSON, JSON in a code fence, JSON with prose around it, and the object wrapped in one more key.
Unknown keys are dropped. Whatever does not fit the schema then is an UnusableAnswer, never half a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from copilot.gateway.types import Schema, UnusableAnswer

FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
DECODER = json.JSONDecoder()
LONGEST = 200_000
MOST_STARTS = 50


def read(text: str, schema: Schema) -> BaseModel:
    """The first JSON object in `text` which fits the schema. Raises UnusableAnswer with the reason."""
    if len(text) > LONGEST:
        raise UnusableAnswer("The model's answer was far too long.")
    reason = "The model's answer was not JSON."
    for found in _objects(text):
        for candidate in _unwrapped(found):
            try:
                return schema.model_validate(candidate)
            except ValidationError as error:
                # Name the keys only: the values are the model's words about a customer.
                places = {".".join(str(part) for part in item["loc"]) for item in error.errors()}
                reason = (
                    f"The model's answer did not have the asked shape ({', '.join(sorted(places))[:150]})."
                )
    raise UnusableAnswer(reason)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for piece in [*FENCE.findall(text), text]:
        start = piece.find("{")
        for _ in range(MOST_STARTS):
            if start < 0:
                break
            try:
                value, end = DECODER.raw_decode(piece, start)
            except (ValueError, RecursionError):
                end = start + 1
            else:
                yield value
            start = piece.find("{", end)


def _unwrapped(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield value
    inner = [item for item in value.values() if isinstance(item, dict)]
    if len(value) == 1 and inner:
        yield inner[0]


def json_schema(schema: Schema) -> dict[str, Any]:
    """The schema as strict servers want it: every key required, no others allowed."""
    strict: dict[str, Any] = _strict(schema.model_json_schema())
    return strict


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    # Titles and defaults only lengthen the request, and strict mode refuses defaults.
    strict = {
        key: _strict(item) for key, item in node.items() if key != "default" and not _is_title(key, item)
    }
    if "properties" in node:
        strict["required"] = list(node["properties"])
        strict["additionalProperties"] = False
    return strict


def _is_title(key: str, item: Any) -> bool:
    # A property may itself be named “title”; its value is then an object, not a text.
    return key == "title" and isinstance(item, str)
