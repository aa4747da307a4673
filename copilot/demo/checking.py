"""The checks of a simulated past, run beside the story on the machine's other cores.

They are the most of what loading costs, and nothing in the story waits for them: what they say is written
into the drafts before those are stored.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context

import django

from copilot.drafting import checks
from copilot.drafting.checks import CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.models import Draft

# For fewer tickets it is done sooner than another process has started.
WORTH_A_PROCESS = 400
MOST_PROCESSES = 3

Results = list[CheckResult]


class Checking:
    """Drafts whose checks are still running."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool
        self._open: list[tuple[Draft, Future[Results]]] = []

    def check(self, draft: Draft, composed: Composed, context: Context) -> None:
        if self._pool is None:
            self._write(draft, checks.run(composed, context))
        else:
            self._open.append((draft, self._pool.submit(checks.run, composed, context)))

    def finish(self) -> None:
        """Wait for all of them. Raises what a check raised."""
        for draft, running in self._open:
            self._write(draft, running.result())
        self._open.clear()

    def _write(self, draft: Draft, results: Results) -> None:
        draft.checks = [asdict(result) for result in results]


@contextmanager
def checking(tickets: int) -> Iterator[Checking]:
    """Beside the story where there are cores and enough tickets; else at once."""
    processes = min((os.cpu_count() or 1) - 1, MOST_PROCESSES) if tickets >= WORTH_A_PROCESS else 0
    if processes < 1:
        yield Checking()
        return
    # Not forked: this process holds a database connection in the middle of a transaction.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)
    try:
        yield Checking(pool)
    finally:
        pool.shutdown(cancel_futures=True)
