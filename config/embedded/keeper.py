"""Runs one server for as long as anybody uses it. Started by `service.py` as a program of its own.

Only the standard library, and nothing of ours: it stays small (about 10 MB) while the server runs.
Three lock files speak for the processes: `users.lock` is held shared by everyone using the server,
`keeper.lock` by this keeper while it lives, `start.lock` by whoever starts or stops.
"""

import fcntl
import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 30.0
# How often we look whether we are asked to stop, and after how many such looks whether anybody is left.
MOMENT_SECONDS, TURNS = 0.1, 10


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _taken(descriptor: int) -> bool:
    """Take the lock for ourselves if nobody has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _deserted(start: int, users: int) -> bool:
    """Nobody uses the server; on a yes both locks stay with us, so that nobody arrives while it stops."""
    if not _taken(start):
        return False  # somebody is arriving or leaving: look again later
    if _taken(users):
        return True
    fcntl.flock(start, fcntl.LOCK_UN)
    return False


def _launch(plan: dict[str, Any], home: Path) -> "subprocess.Popen[bytes]":
    identity: dict[str, Any] = {}
    if plan["uid"] != os.geteuid():
        identity = {"user": plan["uid"], "group": plan["gid"], "extra_groups": []}
    with (home / "server.log").open("ab") as log:
        server = subprocess.Popen(
            plan["command"],
            cwd=plan["folder"],
            env=plan["environment"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            umask=0o077,
            **identity,
        )
    (home / "server.pid").write_text(str(server.pid))
    return server


def _ended(server: "subprocess.Popen[bytes]") -> bool:
    """Whether the server has ended; waits a moment for it."""
    try:
        server.wait(MOMENT_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _stop(server: "subprocess.Popen[bytes]", stop_signal: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if server.poll() is None:
        server.send_signal(stop_signal)
    try:
        server.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main() -> None:
    plan = json.loads(sys.argv[1])
    home = Path(plan["home"])
    # Opened once: if the whole folder is deleted under us, these still tell who is left.
    start, users, keeper = (_open(home / f"{name}.lock") for name in ("start", "users", "keeper"))
    fcntl.flock(keeper, fcntl.LOCK_EX)
    os.ftruncate(keeper, 0)
    os.write(keeper, str(os.getpid()).encode())
    # Only noted: an exception raised inside `wait` may leave its lock taken, and the next `wait` without end.
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    server = _launch(plan, home)
    try:
        for turn in itertools.count(1):
            if asked or _ended(server) or (turn % TURNS == 0 and _deserted(start, users)):
                break
    finally:
        _stop(server, plan["stop_signal"])


if __name__ == "__main__":
    main()
