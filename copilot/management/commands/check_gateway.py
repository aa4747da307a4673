"""`check_gateway`: does each configured model answer in the declared shape, does it stream, and how fast; and
does the embedding model give vectors that tell texts apart?
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import CommandError
from pydantic import BaseModel

from copilot import gateway
from copilot.gateway import routes
from copilot.gateway.calling import client
from copilot.gateway.ledger import DatabaseLedger
from support.commandline import MeasuringCommand, progress

ALIKE = ["Where is my parcel?", "Where is my package?", "The zip of this jacket is broken."]
SYSTEM = "You are a connection test. Do exactly what you are told."


class Probe(BaseModel):
    """Something no server answers by chance."""

    sum: int
    word: str


class Command(MeasuringCommand):
    """One round trip of each kind per configured model; status 1 when a model does not work."""

    help = (
        "Asks each configured model once with a JSON schema and once as a stream, and the embedding model for"
        " three vectors, and measures the time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.failed: list[str] = []
        super().handle(*args, **options)
        if self.failed:
            raise CommandError(f"not working: {', '.join(self.failed)}", returncode=1)

    def measure(self, **options: Any) -> dict[str, Any]:
        del options  # none of its own
        backend = gateway.backend_name()
        if backend != "offline":
            client()  # the first use of a process loads it, which is no model's time
        ledger = DatabaseLedger()
        models = [] if backend == "offline" else routes.models_in_use(map(ledger.route, routes.BUILT_IN))
        rows = [_probe(name) for name in progress(models, total=len(models), label="models")]
        result: dict[str, Any] = {"backend": backend, "models": rows}
        if backend != "offline" and settings.OPENAI_EMBEDDING_MODEL:
            result["embeddings"] = _embeddings(settings.OPENAI_EMBEDDING_MODEL)
        every = [*rows, *([result["embeddings"]] if "embeddings" in result else [])]
        self.failed = [row["name"] for row in every if not row["ok"]]
        return result

    def table(self, result: Any) -> str:
        if not result["models"]:
            return "Backend offline: no key and no server configured. Drafts are assembled from SOPs."
        head = f"{'model':30} {'works':6} {'schema':7} {'stream':7} {'ms':>7}"
        lines = [f"Backend {result['backend']}", head]
        for row in result["models"]:
            marks = ["yes" if row[name] else "no" for name in ("ok", "schema", "stream")]
            lines.append(f"{row['name']:30} {marks[0]:6} {marks[1]:7} {marks[2]:7} {row['ms']:7.0f}")
            lines += [f"  {row['error']}"] if "error" in row else []
        if embeddings := result.get("embeddings"):
            works = "yes" if embeddings["ok"] else "no"
            what = f"vectors of {embeddings['width']}"
            lines.append(f"{embeddings['name']:30} {works:6} {what:15} {embeddings['ms']:7.0f}")
            lines += [f"  {embeddings['error']}"] if "error" in embeddings else []
        return "\n".join(lines)


def _probe(model: str) -> dict[str, Any]:
    """`ms` is the time of the schema round trip."""
    start = time.perf_counter()
    errors = [_schema(model)]
    milliseconds = round((time.perf_counter() - start) * 1000, 1)
    errors.append(_stream(model))
    row: dict[str, Any] = {
        "name": model,
        "ok": not any(errors),
        "schema": not errors[0],
        "stream": not errors[1],
        "ms": milliseconds,
    }
    if any(errors):
        row["error"] = " ".join(dict.fromkeys(error for error in errors if error))
    return row


def _embeddings(model: str) -> dict[str, Any]:
    """Whether two alike texts are nearer than two different ones; the width of the vectors; the time."""
    start = time.perf_counter()
    width, error = 0, ""
    try:
        vectors = gateway.embed(ALIKE, model)
        width = vectors.shape[1]
        near, far = np.dot(vectors[0], vectors[1]), np.dot(vectors[0], vectors[2])
        error = "" if near > far else "Two alike texts are no nearer to each other than two different ones."
    except gateway.GatewayError as failure:
        error = str(failure)
    milliseconds = round((time.perf_counter() - start) * 1000, 1)
    row: dict[str, Any] = {"name": model, "ok": not error, "width": width, "ms": milliseconds}
    return row | ({"error": error} if error else {})


def _schema(model: str) -> str:
    """What is wrong with answers of a declared shape; empty when nothing is."""
    ask = 'Answer with a JSON object: "sum" is 19 + 23, "word" is "ready".'
    try:
        reply = gateway.complete(_request(model, ask, Probe))
    except gateway.GatewayError as error:
        return str(error)
    return "" if reply.value.sum == 42 else "The model answered in the right shape and added wrongly."


def _stream(model: str) -> str:
    """What is wrong with streams; empty when nothing is."""
    try:
        reply = _read_to_end(gateway.stream(_request(model, "Count from one to five in words.", None)))
    except gateway.GatewayError as error:
        return str(error)
    return "The stream broke off." if reply.cut_off else ""


def _read_to_end(stream: Any) -> gateway.Reply:
    """Reads a stream to its end and gives its reply."""
    while True:
        try:
            next(stream)
        except StopIteration as end:
            reply: gateway.Reply = end.value
            return reply


def _request(model: str, user: str, schema: type[BaseModel] | None) -> gateway.Request:
    return gateway.Request("probe", "small", SYSTEM, user, schema=schema, model=model, max_tokens=100)
