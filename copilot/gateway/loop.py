"""A hard time limit for a blocking call, which neither threads nor the client library give.

The client's own timeout restarts with every byte received, so a server that drips keeps a worker for ever.
Here the call runs as a coroutine on one background event loop a process and is cancelled at its deadline:
connection, headers, body and waits between attempts all count. A hundred calls in flight cost one extra
thread.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import os
import queue
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any, TypeVar

from copilot.gateway.cancelling import Cancel
from copilot.gateway.types import Cancelled

Value = TypeVar("Value")
# The loop enforces the limit; this much later the waiting thread stops believing in the loop.
GRACE_SECONDS = 2.0


_lock = threading.Lock()
_loops: dict[int, asyncio.AbstractEventLoop] = {}


def background_loop() -> asyncio.AbstractEventLoop:
    """This process's loop. Kept by process id, because a loop does not survive a fork."""
    process = os.getpid()
    with _lock:
        if process not in _loops:
            _loops[process] = asyncio.new_event_loop()
            threading.Thread(target=_loops[process].run_forever, name="gateway", daemon=True).start()
        return _loops[process]


def run(work: Coroutine[Any, Any, Value], seconds: float, cancel: Cancel | None = None) -> Value:
    """The coroutine's result. Raises TimeoutError after `seconds`, Cancelled when stopped; it ends with
    either.
    """
    future = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, seconds), background_loop())
    with (cancel or Cancel()).calls(future.cancel):
        try:
            return future.result(seconds + GRACE_SECONDS)
        except concurrent.futures.CancelledError:
            raise _cancelled() from None
        finally:
            future.cancel()


def iterate(source: AsyncIterator[Value], seconds: float, cancel: Cancel | None = None) -> Iterator[Value]:
    """The items as they come. Raises TimeoutError after `seconds`, Cancelled when stopped.

    A reader who leaves early ends the source as well; it has ended when this does, so that what it counted is
    whole.
    """
    items: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    ended = threading.Event()
    future = asyncio.run_coroutine_threadsafe(_pump(source, items, seconds, ended), background_loop())
    with (cancel or Cancel()).calls(lambda: items.put(("error", _cancelled()))):
        try:
            while True:
                kind, value = items.get(timeout=seconds + GRACE_SECONDS)
                if kind == "item":
                    yield value
                elif kind == "error":
                    raise value
                else:
                    return
        except queue.Empty:
            raise TimeoutError from None
        finally:
            future.cancel()
            ended.wait(GRACE_SECONDS)


async def _pump(
    source: AsyncIterator[Any],
    items: queue.SimpleQueue[tuple[str, Any]],
    seconds: float,
    ended: threading.Event,
) -> None:
    try:
        async with asyncio.timeout(seconds):
            async for item in source:
                items.put(("item", item))
        items.put(("end", None))
    except Exception as error:
        items.put(("error", error))
    finally:
        ended.set()


def _cancelled() -> Cancelled:
    return Cancelled("The call was stopped before the answer was complete.")
