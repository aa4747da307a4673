"""From the customer's form to a draft that is ready, with the offline backend, real workers and Valkey.

    python benchmarks/pipeline.py [--tickets 30] [--rate 20] [--seconds 10] [--json PATH]

Method: a database of its own holds the demo's shop (people, SOPs, levels) and a short simulated past from
which the classifier has learned. One Celery worker as in the demo (8 threads), and Valkey. Tickets are
messages of the demo's simulator, another seed, sent through the product's form by its WSGI handler in this
process; only those that routing will be sure of, in categories with drafts, because the others end early and
would flatter the mean.

One at a time: from just before the request until this program has heard, over the product's own live events,
that the ticket changed and finds its draft ready. At a rate: the same for every ticket that got a draft,
sent evenly for `--seconds`. CPU is that of the worker's processes and threads, less what the idle worker
needs, per ticket: routed, drafted, checked and traced; the database's own CPU is not in it. The no-op task
is sent at the same rate.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from statistics import median
from uuid import uuid4

import _own

DATABASE = "benchmark_pipeline"
PAST_DAYS, PAST_PER_DAY = 14, 20.0
SEED = 99
PATIENCE_SECONDS = 30.0
THREADS = 8


def main() -> None:
    parser = _own.parser(__doc__ or "")
    parser.add_argument("--tickets", type=int, default=30, help="sent one at a time")
    parser.add_argument("--rate", type=int, default=20, help="tickets a second")
    parser.add_argument("--seconds", type=int, default=10, help="how long at that rate")
    options = parser.parse_args()
    _own.drop_later(DATABASE)
    _own.prepare(DATABASE)
    from _children import child
    from django.core.management import call_command

    from config.queues import WAITING_QUEUES

    _own.note("Loading a shop and its past …")
    call_command("migrate", verbosity=0)
    call_command("load_demo", yes=True, days=PAST_DAYS, per_day=PAST_PER_DAY, stdout=sys.stderr)
    worker = [
        "celery",
        "-A",
        "config",
        "worker",
        "--loglevel",
        "warning",
        "--without-mingle",
        "--without-gossip",
    ]
    worker += ["-P", "threads", "-c", str(THREADS), "-Q", ",".join(WAITING_QUEUES), "-n", "benchmark@%h"]
    with child("worker", *worker, "-I", "benchmarks._noop") as process:
        figures = measure(process.pid, options.tickets, options.rate, options.seconds)
    print(table(figures))
    _own.write_json(options.json, figures)


class Ear:
    """Hears the product's live events; knows when each ticket last changed."""

    def __init__(self) -> None:
        from support import live

        self.channel = live.client().pubsub(ignore_subscribe_messages=True)
        self.channel.subscribe(live.CHANNEL)
        self.last: dict[int, float] = {}

    def listen(self, seconds: float) -> int | None:
        """The next ticket that changed, or None after that time."""
        import json

        message = self.channel.get_message(timeout=seconds)
        if message is None:
            return None
        ticket = json.loads(message["data"])["ticket"]
        self.last[ticket] = time.perf_counter()
        return ticket


def measure(pid: int, tickets: int, rate: int, seconds: int) -> dict:
    import tempfile

    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.STATIC_ROOT = folder
        texts = iter(list(islice(messages(), tickets + rate * seconds + 1)))
        ear = Ear()
        alone(ear, next(texts))  # the worker is there and has loaded what it needs
        figures = {"machine": _own.machine(), "tickets": tickets, "rate": rate, "seconds": seconds}
        waits = [alone(ear, next(texts)) for _ in range(tickets)]
        figures["one_at_a_time_ms"] = spread([wait for wait in waits if wait is not None])
        figures["one_at_a_time_drafted"] = sum(wait is not None for wait in waits)
        figures["idle_ms_a_second"] = round(idle(pid), 2)
        figures["at_rate"] = at_rate(pid, ear, texts, rate, seconds, figures["idle_ms_a_second"])
        figures["noop_cpu_ms"] = round(noops(pid, rate, seconds, figures["idle_ms_a_second"]), 2)
    return figures


def messages() -> Iterator[tuple[str, str]]:
    """Subjects and bodies of the demo's simulator that routing will file where drafts are made."""
    from django.utils import timezone

    from copilot.demo import simulate
    from copilot.models import CategoryAutonomy, Level
    from routing import working
    from routing.deciding import decide
    from routing.rules import TicketText

    dice, knowledge = random.Random(SEED), working.gather()
    drafting = set(CategoryAutonomy.objects.filter(level=Level.SUGGEST).values_list("category", flat=True))
    while True:
        written = simulate.customer_ticket(dice, simulate.pick_category(dice), timezone.localdate())
        text = TicketText(written.subject, written.body, written.email, "form")
        if decide(text, knowledge, None).category in drafting:
            yield written.subject, written.body


def send(text: tuple[str, str]) -> int:
    """The form, as a browser sends it; the number of the ticket it made."""
    from _timing import HOST, answer
    from django.test import RequestFactory

    from support.models import Ticket

    secret, email = "x" * 32, f"{uuid4().hex[:12]}@example.net"
    fields = {"name": "Cleo", "email": email, "subject": text[0], "body": text[1], "token": uuid4()}
    post = RequestFactory(SERVER_NAME=HOST, HTTP_COOKIE=f"csrftoken={secret}").post
    answer(post("/contact/", {**fields, "csrfmiddlewaretoken": secret}).environ, wanted=302)
    return Ticket.objects.values_list("pk", flat=True).get(customer__email=email)


def alone(ear: Ear, text: tuple[str, str]) -> float | None:
    """Milliseconds until the draft of one ticket is ready; None when it gets none."""
    began = time.perf_counter()
    number = send(text)
    end = began + PATIENCE_SECONDS
    while time.perf_counter() < end:
        if ear.listen(0.5) != number and ear.last.get(number) is None:
            continue
        state = state_of(number)
        if state == "ready":
            return (ear.last[number] - began) * 1000
        if state == "none":
            return None
    raise SystemExit(f"Ticket {number} was not worked on in {PATIENCE_SECONDS:.0f} s; is the worker running?")


def state_of(number: int) -> str:
    """Of a ticket's draft: waiting, ready, or none when it was routed and will get none."""
    from copilot.drafting.requesting import why_no_draft
    from copilot.models import Draft
    from routing.models import Decision
    from support.models import Ticket

    draft = Draft.objects.filter(ticket=number).order_by("-id").first()
    if draft is not None:
        return {"ready": "ready", "failed": "none"}.get(draft.state, "waiting")
    if not Decision.objects.filter(ticket=number, state="decided").exists():
        return "waiting"
    return "none" if why_no_draft(Ticket.objects.get(pk=number)) else "waiting"


def idle(pid: int, seconds: float = 5.0) -> float:
    """CPU of a worker with nothing to do, in ms a second."""
    from _children import cpu_ms

    before = cpu_ms(pid)
    time.sleep(seconds)
    return (cpu_ms(pid) - before) / seconds


def at_rate(pid: int, ear: Ear, texts, rate: int, seconds: int, idle_ms: float) -> dict:
    from _children import cpu_ms

    sent: dict[int, float] = {}
    cpu, began = cpu_ms(pid), time.perf_counter()
    for turn in range(rate * seconds):
        while (wait := began + turn / rate - time.perf_counter()) > 0:
            ear.listen(wait)
        moment = time.perf_counter()
        sent[send(next(texts))] = moment
    quiet_since = time.perf_counter()
    while time.perf_counter() - quiet_since < 2 and time.perf_counter() - began < seconds + PATIENCE_SECONDS:
        if ear.listen(0.5) is not None:
            quiet_since = time.perf_counter()
    spent = cpu_ms(pid) - cpu - idle_ms * (time.perf_counter() - began)
    states = {number: state_of(number) for number in sent}
    ready = [(ear.last[number] - sent[number]) * 1000 for number in sent if states[number] == "ready"]
    lasted = max(ear.last.get(number, 0) for number in sent) - began
    return {
        "sent": len(sent),
        "finished_a_second": round(len(ready) / lasted, 1),
        "drafted": len(ready),
        "unfinished": sum(state == "waiting" for state in states.values()),
        "cpu_ms_a_ticket": round(spent / len(sent), 1),
        "ms": spread(ready),
    }


def noops(pid: int, rate: int, seconds: int, idle_ms: float) -> float:
    """CPU of one task that does nothing."""
    from _children import cpu_ms

    from benchmarks._noop import noop

    cpu, began = cpu_ms(pid), time.perf_counter()
    for turn in range(rate * seconds):
        time.sleep(max(0.0, began + turn / rate - time.perf_counter()))
        noop.delay(turn)
    time.sleep(1)
    return (cpu_ms(pid) - cpu - idle_ms * (time.perf_counter() - began)) / (rate * seconds)


def spread(values: list[float]) -> dict[str, float]:
    if not values:
        raise SystemExit("No ticket got a draft: nothing to measure.")
    ordered = sorted(values)
    return {"p50": round(median(ordered), 1), "p95": round(ordered[int(0.95 * len(ordered))], 1)}


def table(figures: dict) -> str:
    alone, rate = figures["one_at_a_time_ms"], figures["at_rate"]
    many = f"{figures['rate']} a second for {figures['seconds']} s"
    drafted = f"{figures['one_at_a_time_drafted']} of {figures['tickets']}"
    rows = [
        ["", "drafted", "p50 ms", "p95 ms", "worker's CPU ms a ticket"],
        ["---"] * 5,
        ["one at a time", drafted, alone["p50"], alone["p95"], ""],
        [many, f"{rate['drafted']} of {rate['sent']}", *rate["ms"].values(), rate["cpu_ms_a_ticket"]],
        ["a no-op task", "", "", "", figures["noop_cpu_ms"]],
    ]
    lines = "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)
    return f"""Measured {figures["machine"]}.

{lines}

The idle worker needs {figures["idle_ms_a_second"]} ms a second.
At that rate {rate["finished_a_second"]} a second got their draft; {rate["unfinished"]} were unfinished."""


if __name__ == "__main__":
    main()
