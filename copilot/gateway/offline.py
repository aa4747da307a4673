"""The backend without network and key: it makes its answers from what the request brings along."""

from __future__ import annotations

from copilot.gateway.types import Answer, Request, SwitchedOff, Tally

MODEL = "sop-assembly"


def ask(request: Request, tally: Tally) -> Answer:
    """The request's own offline answer. Raises SwitchedOff when it has none."""
    if request.offline is None:
        raise SwitchedOff("No model is configured, and this cannot be done without one.")
    tally.attempts = 1
    value = request.offline()
    return Answer(value, value if isinstance(value, str) else "")
