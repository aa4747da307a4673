"""What a page costs: this process's CPU, its PostgreSQL backend's CPU, the wall clock and the statements."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.test import Client, RequestFactory

HOST = "localhost"


@dataclass
class Costs:
    """One entry a repetition, in milliseconds. `server` is empty where the system does not tell."""

    cpu: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def python(self) -> float:
        return median(self.cpu)

    @property
    def both(self) -> float:
        """CPU of Python and of the database together."""
        return median(map(sum, zip(self.cpu, self.server, strict=True))) if self.server else self.python

    @property
    def clock(self) -> float:
        return median(self.wall)

    def figures(self) -> dict[str, float | int]:
        return {
            "cpu_ms": round(self.python, 2),
            "cpu_with_database_ms": round(self.both, 2),
            "wall_ms": round(self.clock, 2),
            "queries": self.queries,
        }


class Desk:
    """One filled database, seen through the product's own WSGI handler by a signed-in person."""

    def __init__(self, database: str) -> None:
        self.connection = connections.create_connection("default")
        self.connection.settings_dict = {
            **self.connection.settings_dict,
            "NAME": database,
            "CONN_MAX_AGE": None,  # kept for as long as this lasts
        }
        self._cookies: dict[str, str] = {}

    @contextmanager
    def open(self):
        """Make this database Django's own for a while; its connection stays."""
        before = connections["default"]
        connections["default"] = self.connection
        try:
            yield self
        finally:
            connections["default"] = before

    def sign_in(self, email: str) -> None:
        client = Client(SERVER_NAME=HOST)
        client.force_login(get_user_model().objects.get(email=email))
        self._cookies[email] = client.cookies["sessionid"].value

    def page(self, path: str, email: str = "", **headers: str) -> Callable[[], bytes]:
        """A request for this path, to be repeated. An answer other than 200 raises."""
        cookie = f"sessionid={self._cookies[email]}" if email else ""
        return lambda: answer(
            RequestFactory(SERVER_NAME=HOST, HTTP_COOKIE=cookie, **headers).get(path).environ
        )


handler: WSGIHandler | None = None


def answer(environ: dict[str, Any], wanted: int = 200) -> bytes:
    """The whole answer, as a server would ask for it. Raises for another status than wanted."""
    global handler
    handler = handler or WSGIHandler()
    response = handler(environ, lambda status, headers: None)
    try:
        if response.status_code != wanted:
            raise SystemExit(f"{environ['PATH_INFO']} answered {response.status_code}")
        return b"".join(response)
    finally:
        response.close()


def once(deed: Callable[[], Any], costs: Costs | None) -> Any:
    """Do it, and note what it cost."""
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    before = _nanoseconds(backend)
    cpu, wall = time.process_time(), time.perf_counter()
    result = deed()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    after = _nanoseconds(backend)
    if costs is not None:
        costs.cpu.append(cpu * 1000)
        costs.wall.append(wall * 1000)
        if before is not None and after is not None:
            costs.server.append((after - before) / 1e6)
    return result


def _nanoseconds(schedstat: Path) -> int | None:
    """How long a process has computed; None for a server elsewhere, or a system that does not say."""
    try:
        return int(schedstat.read_text().split()[0])
    except OSError:
        return None


def statements(deed: Callable[[], Any]) -> int:
    counted = []

    def count(execute, sql, params, many, context):
        counted.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        deed()
    return len(counted)


def repeat(
    desks: Iterable[Desk], deeds: dict[Desk, dict[str, Callable[[], Any]]], times: int
) -> dict[Desk, dict[str, Costs]]:
    """Every deed in every database, in turn, so that a busy minute of the machine hits all alike.

    Each is done twice before it counts.
    """
    desks = list(desks)
    costs = {desk: {name: Costs() for name in deeds[desk]} for desk in desks}
    for number in range(times + 2):
        for desk in desks:
            with desk.open():
                connection.ensure_connection()
                for name, deed in deeds[desk].items():
                    if number == 0:
                        costs[desk][name].queries = statements(deed)
                    once(deed, costs[desk][name] if number > 1 else None)
    return costs
