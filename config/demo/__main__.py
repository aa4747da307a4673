"""The supervisor: `python -m config.demo`, with PORT and FRESH from the environment."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from environs import Env

from config import embedded
from config.embedded.places import CHECKOUT, VAR, ServiceFailed

if TYPE_CHECKING:
    from config.demo.children import Child

READY_SECONDS = 120.0
LOOK_AGAIN_SECONDS = 0.25
MOST_RESTARTS, RESTART_SECONDS = 5, 60.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Refused(Exception):
    """The demo cannot start or go on; says why."""


class Asked(Exception):
    """Somebody asked us to stop."""


def wanted_port() -> int:
    """The port of the pages from PORT; live events use the next one. Raises Refused."""
    text = os.environ.get("PORT", "") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65534:
        raise Refused(f"PORT must be a number from 1 to 65534, not {text!r}.")
    return int(text)


def check_free(port: int) -> None:
    """Raises Refused where something listens at one of our two ports already."""
    for number, use in ((port, "pages"), (port + 1, "live events")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError as error:
                other = port + 100 if port < 65000 else 8000
                raise Refused(
                    f"Port {number} (for {use}) cannot be used: {error.strerror}. "
                    f"Choose another: make demo PORT={other}"
                ) from error


def lock_demo(address: str) -> int:
    """Be the only demo of this checkout for as long as the returned file is open. Raises Refused."""
    VAR.mkdir(exist_ok=True)
    lock = os.open(VAR / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        running = os.read(lock, 200).decode() or "another address"
        os.close(lock)
        raise Refused(f"The demo of this checkout already runs at {running}. Stop that one first.") from None
    os.ftruncate(lock, 0)
    os.write(lock, address.encode())
    return lock


def set_environment(port: int) -> None:
    """What every process of the demo shares; called before any setting is read."""
    Env().read_env(str(CHECKOUT / ".env"), recurse=False)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["UNDERSTUDY_DEMO"] = "1"
    os.environ.setdefault("EVENTS_URL", f":{port + 1}")
    os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{port}")


class Supervisor:
    """Starts everything, tells when it is ready, and watches until somebody asks it to stop."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked = False
        self.children: list[Child] = []
        self.restarts: list[float] = []
        self.services = [
            *([] if os.environ.get("DATABASE_URL") else [embedded.postgres()]),
            *([] if os.environ.get("REDIS_URL") else [embedded.valkey()]),
        ]

    def ask_to_stop(self, *_: object) -> None:
        # Only noted: an exception from a signal handler could lose a process that was just started.
        self.asked = True

    def run(self) -> None:
        """Raises Asked, the ordinary end, or Refused or ServiceFailed; nothing of ours runs afterwards."""
        for number in STOP_SIGNALS:
            signal.signal(number, self.ask_to_stop)
        try:
            self.start()
            say(welcome(self.port))
            while True:
                for service in self.services:
                    service.ensure(again=True)  # a server that died is started again
                self.mend()
                self.pause()
        finally:
            self.stop()

    def start(self) -> None:
        from config.demo import children

        for service in self.services:
            say(f"Starting {service.name} …")
            service.ensure()
        say("Preparing the database …")
        self.prepare()
        say("Starting pages, live events, workers and clock …")
        for name, command in children.commands(self.port).items():
            self.children.append(children.start(name, command))
        self.wait_for(lambda: page_answers(self.port), "the pages do not answer")
        self.wait_for(workers_answer, "the workers do not answer")

    def stop(self) -> None:
        from config.demo import children

        say("Stopping …")
        children.stop(self.children)
        for service in self.services:
            service.leave()

    def prepare(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.demo.prepare"], cwd=CHECKOUT, start_new_session=True
        )
        try:
            while process.poll() is None:
                self.pause()
        except Asked:
            process.terminate()
            process.wait()
            raise
        if process.returncode:
            raise Refused("The database could not be prepared; the reason stands above.")

    def pause(self) -> None:
        """Let a moment pass. Raises Asked, or Refused where a child has ended by itself."""
        if self.asked:
            raise Asked
        for child in self.children:
            if child.process.poll() is not None:
                raise Refused(child.obituary())
        time.sleep(LOOK_AGAIN_SECONDS)

    def mend(self) -> None:
        """Start anew what was killed; one that keeps dying stops the demo with its reason. Raises Refused."""
        from config.demo import children

        for place, child in enumerate(self.children):
            if child.process.poll() is None:
                continue
            self.restarts.append(time.monotonic())
            recent = [moment for moment in self.restarts if moment > time.monotonic() - RESTART_SECONDS]
            if len(recent) > MOST_RESTARTS:
                raise Refused(child.obituary())
            say(f"{child.name} ended with status {child.process.returncode} and is started again.")
            self.children[place] = children.start(child.name, child.command)

    def wait_for(self, condition: Callable[[], bool], complaint: str) -> None:
        end = time.monotonic() + READY_SECONDS
        while not condition():
            self.pause()
            if time.monotonic() > end:
                raise Refused(f"After {READY_SECONDS:.0f} seconds {complaint}. Look in {VAR / 'log'}.")


def page_answers(port: int) -> bool:
    """Is `/readyz` content with database and broker?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def workers_answer() -> bool:
    from kombu.exceptions import OperationalError

    from config.celery import app

    try:
        return len(app.control.ping(timeout=1.0) or []) >= 2  # the waiting and the computing worker
    except OperationalError:
        return False


def say(text: str) -> None:
    print(text, flush=True)


def welcome(port: int) -> str:
    return f"""
Understudy is ready: http://127.0.0.1:{port}

  agent@example.com     works tickets              password: demo
  admin@example.com     taxonomy, SOPs, rules      password: demo
  manager@example.com   readiness and autonomy     password: demo

Ctrl-C stops everything; the data stays for the next time (make demo FRESH=1 begins anew).
"""


def main() -> int:
    try:
        port = wanted_port()
        lock = lock_demo(f"http://127.0.0.1:{port}")
        try:
            guarded(port)
        finally:
            os.close(lock)
    except Asked:
        return 0
    except (Refused, ServiceFailed) as error:
        print(error, file=sys.stderr, flush=True)
    return 1


def guarded(port: int) -> None:
    """The demo, with the checkout's lock held."""
    set_environment(port)
    # Not before: this import reads the settings.
    from config.demo import children

    children.end_leftovers()
    check_free(port)
    Supervisor(port).run()


if __name__ == "__main__":
    sys.exit(main())
