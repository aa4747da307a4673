"""One row: routed, drafted, and the draft compared with what a person answered. Nothing is stored."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from copilot import gateway
from copilot.drafting import checks
from copilot.drafting.compose import compose
from copilot.drafting.composed import Composed, NoDraft
from copilot.drafting.context import CUSTOMER, Context
from copilot.gateway.ledger import DatabaseLedger, Line
from copilot.measuring import measure
from copilot.replaying.journal import Journal
from copilot.replaying.routing import Place, Router
from copilot.replaying.shelf import Shelf
from support.importing import TicketRow


class Spending(DatabaseLedger):
    """Keeps what went to a model server, which is real money; assembling a draft here is not recorded."""

    def record(self, line: Line) -> None:
        if line.backend != "offline":
            super().record(line)


def in_order(rows: Sequence[TicketRow]) -> list[TicketRow]:
    """By time where every row has one, as they happened; else as the file has them."""
    times = [row.created_at for row in rows if row.created_at is not None]
    if len(times) < len(rows):
        return list(rows)
    order = sorted(range(len(rows)), key=times.__getitem__)
    return [rows[place] for place in order]


def replay(rows: Iterable[TicketRow], *, router: Router, shelf: Shelf, journal: Journal) -> None:
    """Append a line for each row that has none yet; the rows before are only learned from again."""
    done = len(journal.lines)
    for n, row in enumerate(rows):
        if n >= done:
            began = time.perf_counter()
            line = {"n": n, "id": row.id, **_line(row, router, shelf)}
            journal.append({**line, "seconds": round(time.perf_counter() - began, 6)})
        router.learn(row)


def _line(row: TicketRow, router: Router, shelf: Shelf) -> dict[str, Any]:
    place, truth = router.route(row), router.truth(row)
    known = truth or place
    line = {
        "category": known.label,
        "path": place.path,
        "right": place.label == truth.label if truth and place.path != "person" else None,
        "labelled": truth is not None,
    }
    return line | _drafted(row, known, shelf)


def _drafted(row: TicketRow, place: Place, shelf: Shelf) -> dict[str, Any]:
    context = Context(
        subject=row.subject,
        thread=((CUSTOMER, row.body),),
        customer_name=row.name,
        category=place.label or "",
        sections=shelf.sections(f"{row.subject}\n{row.body}", place.live),
    )
    try:
        composed = compose(context, complete=_complete)
    except NoDraft as reason:
        return {"draft": "none", "reason": str(reason)}
    made = {"draft": composed.kind, "backend": composed.backend, "degraded": bool(composed.degraded)}
    if composed.kind != "reply":
        return made | {"reason": composed.body}
    verdict = checks.worst(checks.run(composed, context))
    return made | {"checks": verdict} | (_compared(composed, row.reply) if row.reply else {})


def _compared(composed: Composed, reply: str) -> dict[str, Any]:
    result = measure(composed.body, reply)
    return {
        "eer": result.eer,
        "used": result.used,
        "material": result.material,
        "unacceptable": result.unacceptable,
    }


def _complete(request: gateway.Request) -> gateway.Reply:
    return gateway.complete(request, ledger=Spending())
