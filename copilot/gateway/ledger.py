"""Every request to a model leaves a line here, whether or not it worked; budget and breaker read it back.

What admins say about routes, prices and the budget is read here too, so that a test or a measurement can do
without a database by handing in a ledger of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from copilot.gateway import breaker, budget, routes
from copilot.gateway.budget import Budget, Standing
from copilot.gateway.prices import Price
from copilot.gateway.routes import Route
from copilot.gateway.types import Cancelled, Request, Tally
from support import audit
from support.locks import hold
from support.models import AuditEvent


@dataclass(frozen=True)
class Line:
    """What is written about one call. `error` is our own sentence, never the server's words."""

    request: Request
    route: str
    backend: str
    model: str
    milliseconds: float
    tally: Tally
    cost: Decimal
    result: str
    error: str = ""


class Ledger(Protocol):
    """Where calls are recorded, and what they may take is agreed."""

    def record(self, line: Line) -> None:
        """Keep one line."""

    def recent(self, model: str, now: datetime) -> list[breaker.Seen]:
        """The model's calls within the breaker's window."""

    def standing(self) -> Standing:
        """What of today's budget is spent."""

    def tell(self, level: str, standing: Standing) -> None:
        """Note in the audit trail, once a day and level, that the budget runs out."""

    def route(self, name: str) -> Route:
        """A line of the table of routes as it is now."""

    def prices(self) -> Mapping[str, Price]:
        """The prices that admins entered, by model."""


STANDING = """
SELECT (SELECT coalesce(sum(cost_usd), 0) FROM copilot_modelcall WHERE at >= %s),
       budget.dollars, budget.warn_at
FROM (SELECT 1) AS always LEFT JOIN copilot_modelbudget AS budget ON budget.id = 1
"""


class DatabaseLedger:
    """The ledger in PostgreSQL."""

    def record(self, line: Line) -> None:
        from copilot.models import ModelCall

        request, tally = line.request, line.tally
        ModelCall.objects.create(
            trace_id=request.trace,
            purpose=request.purpose,
            route=line.route,
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
        if line.cost and (standing := self.standing()).level != budget.FINE:
            self.tell(budget.WARN, standing)

    def recent(self, model: str, now: datetime) -> list[breaker.Seen]:
        from copilot.models import ModelCall

        rows = ModelCall.objects.filter(at__gte=now - breaker.WINDOW, model=model, backend="openai")
        return [
            breaker.Seen(at, result != "unavailable")
            # Neither a call that never reached the server (attempts 0) nor one we stopped proves anything.
            for at, result in rows.filter(attempts__gt=0)
            .exclude(result=Cancelled.kind)
            .values_list("at", "result")
        ]

    def standing(self) -> Standing:
        with connection.cursor() as cursor:  # one question, since leads' pages ask it too
            cursor.execute(STANDING, [midnight()])
            [(spent, dollars, warn_at)] = cursor.fetchall()
        return Standing(spent, budget.from_settings() if dollars is None else Budget(dollars, warn_at))

    def tell(self, level: str, standing: Standing) -> None:
        from copilot.models import ModelBudget

        row, action = ModelBudget(pk=ModelBudget.THE_ROW), f"model_budget_{level}"
        today = AuditEvent.objects.filter(subject=audit.subject_of(row), action=action, at__gte=midnight())
        if today.exists():
            return
        with transaction.atomic():
            hold("model budget")  # two calls can pass the mark at once
            if not today.exists():
                facts = {"spent_usd": str(standing.spent), "budget_usd": str(standing.budget.dollars)}
                audit.record(row, action, by="gateway", after=facts)

    def route(self, name: str) -> Route:
        from copilot.models import ModelRoute

        row = ModelRoute.objects.filter(name=name).first()
        route = routes.built_in(name)
        if row is not None:
            route = replace(
                route,
                model=row.model or route.model,
                seconds=row.seconds or route.seconds,
                attempt_seconds=row.attempt_seconds or route.attempt_seconds,
                dollars=row.dollars or route.dollars,
            )
        return routes.bounded(route)

    def prices(self) -> Mapping[str, Price]:
        from copilot.models import ModelPrice

        return {
            row.model: Price(row.input_usd, row.output_usd, f"entered on {row.changed_at:%-d %B %Y}")
            for row in ModelPrice.objects.all()
        }


def midnight() -> datetime:
    """When today began in the desk's time zone."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
