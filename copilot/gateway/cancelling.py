"""Stopping a call that is under way, from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancel:
    """Hand it to `complete` or `stream`; `stop()` then ends the call with Cancelled, wherever it stands.

    Stopping twice, before the call or after its end is all the same. One call each.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: list[Callable[[], object]] = []
        self.stopped = False

    def stop(self) -> None:
        with self._lock:
            self.stopped, stops = True, list(self._stops)
        for stop in stops:
            stop()

    @contextmanager
    def calls(self, stop: Callable[[], object]) -> Iterator[None]:
        """While the block runs, `stop()` calls this; at once if that has happened already."""
        with self._lock:
            self._stops.append(stop)
            late = self.stopped
        if late:
            stop()
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)
