"""Many browsers watching the queue: what one small process pays for them, and how soon they hear of a change.

    python benchmarks/live.py [--browsers 200] [--seconds 30] [--json PATH]

Method: one granian worker serves the product's `/events/` by ASGI, as in the demo. This program opens plain
HTTP connections to it, each signed in, and keeps reading. After a moment of quiet it measures the server's
CPU (all its processes and threads) for `--seconds` without events, heartbeats included, and as long again
with one event a second to everybody, published as the product does. Delivery is from just before publishing
until a connection has read the event; the slowest of all is given, too. Server, browsers and Redis's
protocol share this machine.
"""

from __future__ import annotations

import asyncio
import socket
import time
from statistics import median

import _own

DATABASE = "benchmark_live"
QUIET_SECONDS = 2.0
READY_SECONDS = 30.0


def main() -> None:
    parser = _own.parser(__doc__ or "")
    parser.add_argument("--browsers", type=int, default=200, help="open event streams")
    parser.add_argument("--seconds", type=int, default=30, help="how long each part is measured")
    options = parser.parse_args()
    _own.drop_later(DATABASE)
    _own.prepare(DATABASE)
    from _children import child
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    cookie = signed_in()
    port = free_port()
    server = ["granian", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--workers-kill-timeout", "3"]
    with child("live", *server, "--interface", "asginl", "config.asgi:application") as process:
        figures = asyncio.run(measure(process.pid, port, cookie, options.browsers, options.seconds))
    print(table(figures))
    _own.write_json(options.json, figures)


def signed_in() -> str:
    from django.test import Client

    from support.models import User

    agent, _ = User.objects.get_or_create(
        email="agent@example.com", defaults={"name": "Ada", "password": "!"}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(agent)
    return client.cookies["sessionid"].value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browsers:
    """Open streams; `heard[n]` are the moments at which event n was read."""

    def __init__(self) -> None:
        self.heard: dict[int, list[float]] = {}
        self.tasks: list[asyncio.Task[None]] = []

    async def open(self, port: int, cookie: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /events/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={cookie}\r\n\r\n".encode()
        )
        status = await reader.readline()
        if b" 200 " not in status:
            raise SystemExit(f"/events/ answered {status.decode().strip()}")
        while b"retry:" not in await reader.readline():
            pass
        self.tasks.append(asyncio.create_task(self.read(reader, writer)))

    async def read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = b""
        while line := await reader.readline():
            if line.startswith(b"event: "):
                name = line[7:].strip()
            elif line.startswith(b"data: ") and name == b"queue-changed":
                self.heard.setdefault(int(line[6:]), []).append(time.perf_counter())
        writer.close()


async def measure(pid: int, port: int, cookie: str, browsers: int, seconds: int) -> dict:
    from _children import cpu_ms, memory_mb

    await answers(port)
    empty = memory_mb(pid)
    streams = Browsers()
    for _ in range(browsers):
        await streams.open(port, cookie)
    await asyncio.sleep(QUIET_SECONDS)
    figures = {"machine": _own.machine(), "browsers": browsers, "seconds": seconds}
    figures["kib_a_browser"] = round((memory_mb(pid) - empty) * 1024 / browsers)
    before = cpu_ms(pid)
    await asyncio.sleep(seconds)
    figures["idle_percent_of_a_core"] = round((cpu_ms(pid) - before) / seconds / 10, 2)
    before = cpu_ms(pid)
    told = await tell(seconds)
    figures["busy_percent_of_a_core"] = round((cpu_ms(pid) - before) / seconds / 10, 2)
    await asyncio.sleep(QUIET_SECONDS)
    if any(task.done() for task in streams.tasks):
        raise SystemExit("Some connections ended while they were measured.")
    delays = [at - told[number] for number, moments in streams.heard.items() for at in moments]
    figures["events"] = len(told)
    figures["lost"] = len(told) * browsers - len(delays)
    figures["delivery_ms"] = {
        "p50": round(median(delays) * 1000, 1),
        "p95": round(sorted(delays)[int(0.95 * len(delays))] * 1000, 1),
        "max": round(max(delays) * 1000, 1),
    }
    for task in streams.tasks:
        task.cancel()
    return figures


async def answers(port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        except OSError:
            if time.monotonic() > end:
                raise SystemExit("The event server did not start; see var/log/benchmark-live.log.") from None
            await asyncio.sleep(0.1)


async def tell(seconds: int) -> dict[int, float]:
    """One event a second; returns when each was published."""
    from support import live

    told = {}
    for number in range(1, seconds + 1):
        told[number] = time.perf_counter()
        live.publish("ticket", ticket=number)
        await asyncio.sleep(1)
    return told


def table(figures: dict) -> str:
    delivery = figures["delivery_ms"]
    cells = {
        "browsers": figures["browsers"],
        "idle, % of a core": figures["idle_percent_of_a_core"],
        "one event a second, % of a core": figures["busy_percent_of_a_core"],
        "delivery ms, p50 (p95, slowest)": f"{delivery['p50']} ({delivery['p95']}, {delivery['max']})",
        "lost": f"{figures['lost']} of {figures['events'] * figures['browsers']}",
        "KiB a browser": figures["kib_a_browser"],
    }
    rows = (cells, ["---"] * len(cells), map(str, cells.values()))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"Measured {figures['machine']}; {figures['seconds']} s each.\n\n{lines}"


if __name__ == "__main__":
    main()
