"""The processes of the demo: what they run, how they are watched, how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.embedded.places import CHECKOUT, VAR
from config.embedded.service import command_line
from config.queues import COMPUTING_QUEUE, WAITING_QUEUES

LOGS = VAR / "log"
RECORD = VAR / "demo.children"
# Long enough for a page or an offline draft to finish; a longer task is found again by the sweep.
STOP_SECONDS = 8.0
# They wait for models and mail servers, so many more than cores are of use; they share ten connections.
WAITING_THREADS = 32


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def obituary(self, lines: int = 15) -> str:
        """What to tell when it ended by itself."""
        ending = "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return f"{self.name} ended with status {self.process.returncode}. The end of {self.log}:\n{ending}"


def commands(port: int) -> dict[str, list[str]]:
    """The command line of each process, by the name that UNDERSTUDY_PROCESS gives it."""
    # Browsers keep their event streams open for ever, so a worker that stops must not wait for them.
    granian = ["granian", "--host", "127.0.0.1", "--no-ws", "--workers-kill-timeout", "3"]
    celery = ["celery", "-A", "config"]
    worker = [*celery, "worker", "--loglevel", "info", "--without-mingle", "--without-gossip"]
    return {
        "web": [
            *granian,
            "--port",
            str(port),
            "--interface",
            "wsgi",
            "--workers",
            "2",
            "config.wsgi:application",
        ],
        "live": [*granian, "--port", str(port + 1), "--interface", "asginl", "config.asgi:application"],
        "worker": [
            *worker,
            *("-P", "threads", "-c", str(WAITING_THREADS), "-Q", ",".join(WAITING_QUEUES), "-n", "worker@%h"),
        ],
        "training": [*worker, "-P", "prefork", "-c", "1", "-Q", COMPUTING_QUEUE, "-n", "training@%h"],
        "beat": [*celery, "beat", "--schedule", str(VAR / "beat"), "--pidfile="],
    }


def start(name: str, command: list[str]) -> Child:
    """Start a process of the demo in a group of its own: Ctrl-C reaches us alone, and we stop it in order."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=CHECKOUT,
            env=os.environ | {"UNDERSTUDY_PROCESS": name},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    with RECORD.open("a") as record:
        record.write(f"{process.pid}\t{' '.join(command)}\n")
    return Child(name, command, process)


def stop(children: list[Child]) -> None:
    """Ask all to end, wait a little, then make them; nothing of their groups is left."""
    for child in children:
        with suppress(ProcessLookupError):
            child.process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, end - time.monotonic()))
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
    RECORD.unlink(missing_ok=True)


def end_leftovers() -> None:
    """End what a demo that was killed outright left behind: only processes still running what we started."""
    if not RECORD.exists():
        return
    for line in RECORD.read_text().splitlines():
        pid, _, command = line.partition("\t")
        end = time.monotonic() + STOP_SECONDS
        while command and command in command_line(int(pid)) and time.monotonic() < end:
            with suppress(ProcessLookupError):
                os.killpg(int(pid), signal.SIGKILL)
            time.sleep(0.05)
    RECORD.unlink()
