"""Where the simulated past records its calls: in rows dated then, or nowhere."""

from __future__ import annotations

from datetime import datetime

from copilot.demo.rows import Rows
from copilot.gateway.ledger import DatabaseLedger, Line
from copilot.models import ModelCall


class NoLedger(DatabaseLedger):
    """For what no model did."""

    def record(self, line: Line) -> None:
        del line


class PastLedger(DatabaseLedger):
    """Lines of the ledger, dated in the story."""

    def __init__(self, rows: Rows, at: datetime) -> None:
        self._rows, self._at = rows, at

    def record(self, line: Line) -> None:
        self._rows.add(
            ModelCall(
                trace_id=line.request.trace,
                purpose=line.request.purpose,
                route=line.route,
                backend=line.backend,
                model=line.model,
                prompt=line.request.prompt,
                prompt_hash=line.request.prompt_hash,
                at=self._at,
                milliseconds=line.milliseconds,
                attempts=line.tally.attempts,
                cost_usd=line.cost,
                result=line.result,
                error=line.error,
            )
        )
