"""Stop asking a server that does not answer, so that people wait for the fallback only once.

The state is read from the ledger's rows of the last minute. Workers are many, and a breaker in one process's
memory would make each of them wait again; a separate store could contradict the ledger. The price is one
indexed query a call, and that after a pause every worker that has work may ask once before the first of them
has failed: with a handful of workers that is a handful of extra calls, and no lock to get stuck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)
FAILURES_TO_OPEN = 4
PAUSE = timedelta(seconds=15)


@dataclass(frozen=True)
class Seen:
    """One call of the last minute: when it ended and whether the server answered at all."""

    at: datetime
    answered: bool


def open_until(calls: Sequence[Seen], now: datetime) -> datetime | None:
    """When the model may be asked again, or None when it may be asked now.

    It opens when the last four calls of the last minute all went unanswered, and pauses for 15 s after the
    latest of them. The next call is the test: an answer closes it, a failure pauses again.
    """
    recent = sorted((call for call in calls if now - call.at <= WINDOW), key=lambda call: call.at)
    last = recent[-FAILURES_TO_OPEN:]
    if len(last) < FAILURES_TO_OPEN or any(call.answered for call in last):
        return None
    until = last[-1].at + PAUSE
    return until if until > now else None
