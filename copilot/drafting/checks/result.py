"""What a check says: a plain value, stored on the draft and shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PASS, WARN, HOLD = "pass", "warn", "hold"


@dataclass(frozen=True)
class CheckResult:
    """`span` is the part of the draft concerned, empty when it is about the whole; `reason` is for the agent.

    hold: a person must look before it is sent, and it is never sent by itself. Mostly for what the draft
    says; for an order to the machine in the customer's message whatever it says. warn: worth a look.
    """

    check: str
    result: str
    span: str
    reason: str


def worst(results: Sequence[CheckResult]) -> str:
    """The verdict over all results: pass, warn or hold."""
    order = (PASS, WARN, HOLD)
    return max((result.result for result in results), key=order.index, default=PASS)
