"""The product's processes, started for one measurement, ended by their ids, and what they cost (on Linux)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from _own import ROOT

STOP_SECONDS = 8.0


@contextmanager
def child(process: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module run as that kind of process (UNDERSTUDY_PROCESS) until the block ends.

    What it says goes to var/log/benchmark-<process>.log.
    """
    if not Path("/proc/self/schedstat").exists():
        raise SystemExit("This measures CPU as Linux tells it (/proc); it cannot here.")
    log = ROOT / "var" / "log" / f"benchmark-{process}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=os.environ | {"UNDERSTUDY_PROCESS": process},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        started.terminate()
        with suppress(subprocess.TimeoutExpired):
            started.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def cpu_ms(pid: int) -> float:
    """CPU spent so far by a process, its threads and its living children."""
    total = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread that has just ended
            total += int((task / "schedstat").read_text().split()[0]) / 1e6
            total += sum(cpu_ms(int(one)) for one in (task / "children").read_text().split())
    return total


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(memory_mb(int(one)) for one in children)
