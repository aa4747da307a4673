"""Every request to a model leaves a line here, whether or not it worked; budget and breaker read it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import Sum
from django.utils import timezone

from copilot.gateway import breaker
from copilot.gateway.types import Request, Tally


@dataclass(frozen=True)
class Line:
    """What is written about one call. `error` is our own sentence, never the server's words."""

    request: Request
    backend: str
    model: str
    milliseconds: float
    tally: Tally
    cost: Decimal
    result: str
    error: str = ""


class Ledger(Protocol):
    """Where calls are recorded."""

    def record(self, line: Line) -> None:
        """Keep one line."""

    def recent(self, model: str, now: datetime) -> list[breaker.Seen]:
        """The model's calls within the breaker's window."""

    def spent_today(self, now: datetime) -> Decimal:
        """US dollars since midnight in the desk's time zone."""


class DatabaseLedger:
    """The ledger in PostgreSQL."""

    def record(self, line: Line) -> None:
        from copilot.models import ModelCall

        request, tally = line.request, line.tally
        ModelCall.objects.create(
            trace_id=request.trace,
            purpose=request.purpose,
            backend=line.backend,
            model=line.model,
            prompt=request.prompt,
            prompt_hash=request.prompt_hash,
            milliseconds=line.milliseconds,
            attempts=tally.attempts,
            input_tokens=tally.input_tokens,
            output_tokens=tally.output_tokens,
            cost_usd=line.cost,
            result=line.result,
            error=line.error[:500],
        )

    def recent(self, model: str, now: datetime) -> list[breaker.Seen]:
        from copilot.models import ModelCall

        rows = ModelCall.objects.filter(at__gte=now - breaker.WINDOW, model=model, backend="openai")
        return [
            breaker.Seen(at, result != "unavailable")
            # A call the breaker itself turned away never reached the server (attempts 0) and proves nothing.
            for at, result in rows.filter(attempts__gt=0).values_list("at", "result")
        ]

    def spent_today(self, now: datetime) -> Decimal:
        from copilot.models import ModelCall

        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        total = ModelCall.objects.filter(at__gte=midnight).aggregate(total=Sum("cost_usd"))["total"]
        return total or Decimal(0)
