"""A server that runs while somebody uses it: the first user starts it, the last one out stops it."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.embedded import places
from config.embedded.places import ServiceFailed

START_SECONDS = 60.0
STOP_SECONDS = 45.0
LOOK_AGAIN_SECONDS = 0.02


class Service(ABC):
    """One embedded server of this checkout. Locks (see `keeper.py`) let only one process start or stop it."""

    name: str
    stop_signal: signal.Signals

    def __init__(self, home: Path, socket_name: str) -> None:
        self.home = home
        self.socket_folder = places.socket_folder(home, socket_name)
        self._threads = threading.Lock()
        self._place: int | None = None  # our descriptor of users.lock, while we use the server
        self._keeper: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def prepare(self) -> None:
        """Make what the server needs before it can start; no server of this home is running."""

    @abstractmethod
    def command(self) -> list[str]:
        """The server's command line; it must contain the path of the home."""

    @abstractmethod
    def ready(self) -> bool:
        """Does the server that was just started answer?"""

    def ensure(self, *, again: bool = False) -> None:
        """Be a user of a running server. `again` looks even if we are one: the server may have died.

        Raises ServiceFailed.
        """
        with self._threads:
            if self._place is None:
                self._enter()
            elif again:
                with _alone(self.home / "start.lock"):
                    self._start_unless_kept()

    def leave(self) -> None:
        """Use the server no more; as its last user, wait until it has stopped."""
        with self._threads:
            if self._place is None:
                return
            place, self._place = self._place, None
            if not self.home.exists():  # deleted under us: the keeper still has its locks and sees us go
                os.close(place)
                return
            with _alone(self.home / "start.lock"):
                os.close(place)  # not unlocked: a forked child may still hold the same place
                if not _is_held(self.home / "users.lock"):
                    self._stop_keeper()

    def running(self) -> bool:
        return self.home.exists() and _is_held(self.home / "keeper.lock")

    def server_pid(self) -> int:
        """The process id of the server started last; 0 before that. It may have ended."""
        record = self.home / "server.pid"
        return int(record.read_text() or 0) if record.exists() else 0

    def log_tail(self, lines: int = 5) -> str:
        log = self.home / "server.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""

    def _enter(self) -> None:
        try:
            places.make_folder(self.home, 0o711 if os.geteuid() == 0 else 0o700)
            with _alone(self.home / "start.lock"):
                place = _opened(self.home / "users.lock")
                fcntl.flock(place, fcntl.LOCK_SH)
                try:
                    self._start_unless_kept()
                except BaseException:
                    os.close(place)
                    raise
        except PermissionError as error:
            raise ServiceFailed(
                f"{self.name} needs to write {error.filename}, which belongs to another user."
            ) from error
        self._place = place
        atexit.register(self.leave)

    def _start_unless_kept(self) -> None:
        if _is_held(self.home / "keeper.lock"):
            return
        self._end_orphan()
        self.prepare()
        try:
            self._start()
        except ServiceFailed:
            # The processes of a server that was killed may take a moment to notice it.
            time.sleep(1.0)
            self._start()

    def _start(self) -> None:
        log = self.home / "server.log"
        if log.exists():
            log.replace(self.home / "server.log.previous")
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("keeper.py")), json.dumps(self._plan())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in our terminal is not for the server
        )
        self._wait_until_ready(self._keeper)

    def _plan(self) -> dict[str, object]:
        who = places.owner()
        return {
            "home": str(self.home),
            "folder": str(self.socket_folder),
            "command": self.command(),
            "environment": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            "stop_signal": int(self.stop_signal),
            "uid": who.uid,
            "gid": who.gid,
        }

    def _wait_until_ready(self, keeper: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + START_SECONDS
        while not self.ready():
            if keeper.poll() is not None or time.monotonic() > end:
                keeper.terminate()
                keeper.wait()
                raise ServiceFailed(
                    f"{self.name} did not start. The end of {self.home}/server.log:\n{self.log_tail()}"
                )
            time.sleep(LOOK_AGAIN_SECONDS)

    def _stop_keeper(self) -> None:
        lock = self.home / "keeper.lock"
        if not _is_held(lock):
            return
        with suppress(ProcessLookupError):
            os.kill(int(lock.read_text()), signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while _is_held(lock) and time.monotonic() < end:
            time.sleep(LOOK_AGAIN_SECONDS)
        if self._keeper is not None:
            self._keeper.wait(1.0)

    def _end_orphan(self) -> None:
        """Stop the server of a keeper that was killed; its process id may by now be a stranger's."""
        pid = self.server_pid()
        end = time.monotonic() + STOP_SECONDS
        stop = self.stop_signal
        while str(self.home) in command_line(pid):
            os.kill(pid, stop)
            if time.monotonic() > end:
                stop = signal.SIGKILL
            time.sleep(LOOK_AGAIN_SECONDS * 5)
        (self.home / "server.pid").unlink(missing_ok=True)


def command_line(pid: int) -> str:
    """The command line of a process; empty if there is none, or it has ended and waits to be reaped."""
    if not pid:
        return ""
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listing = subprocess.run(
        ["/bin/ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listing.stdout.strip()


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    descriptor = _opened(path)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)  # a child forked meanwhile must not keep it
        os.close(descriptor)


def _is_held(path: Path) -> bool:
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
