"""The desk's pages on a thousand, a hundred thousand or a million tickets.

    python benchmarks/desk.py [--sizes 1000,100000] [--times 30] [--keep] [--json PATH]

Method: a database a size on a PostgreSQL of the benchmark's own (the product's settings), filled by
`_filling.py`. Requests go through the product's WSGI handler in this process, signed in, with every
middleware. All sizes and pages take turns, so that a busy minute of the machine hits all alike; a figure is
the median of `--times` turns after two that do not count. CPU is this process's and that of its PostgreSQL
backend together; "py" is this process's alone. The reference is `_reference.py`, measured in the same turns:
51 rows with their related objects, one template, no layout; the ratio to it is over all sizes together. With
`--keep` the databases stay for the next time.
"""

from __future__ import annotations

import html
import re
import tempfile
from uuid import uuid4

import _own

SMALL = 1000


def main() -> None:
    parser = _own.parser(__doc__ or "")
    parser.add_argument(
        "--sizes", default="1000,100000", help="numbers of tickets; the first is compared with"
    )
    parser.add_argument("--times", type=int, default=30, help="repetitions that count")
    parser.add_argument("--keep", action="store_true", help="leave the databases for the next time")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if any(size < SMALL for size in sizes):
        parser.error(f"a size is at least {SMALL}")
    _own.prepare()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(sizes, options.times, keep=options.keep, static=folder)
    print(table(figures))
    _own.write_json(options.json, figures)


def measure(sizes: list[int], times: int, *, keep: bool, static: str) -> dict:
    from _desks import opened, put_away, use_own_files
    from _timing import repeat

    use_own_files(static)
    figures = {"machine": _own.machine(), "times": times, "sizes": sizes, "pages": {}}
    desks = {size: opened(size) for size in sizes}
    deeds = {desk: pages(desk, size) for size, desk in desks.items()}
    costs = repeat(desks.values(), deeds, times)
    for name in deeds[desks[sizes[0]]]:
        figures["pages"][name] = {str(size): costs[desk][name].figures() for size, desk in desks.items()}
    figures["counts"] = {str(size): counts(desk) for size, desk in desks.items()}
    for size, desk in desks.items():
        put_away(size, desk, keep=keep)
    return figures


def pages(desk, size: int) -> dict:
    """What is measured, by name. The names of searches say how many tickets have the word."""
    from _filling import AGENT, LONG_THREAD, NIGHT, SEARCHES

    with desk.open():
        number = open_ticket(size // 2)
        older = second_page(desk.page("/queue/?view=open", AGENT)())
    mine = {
        "reference: 51 rows": "/reference/",
        "queue: open": "/queue/?view=open",
        "queue: open, page 2": older,
        "queue: mine": "/queue/?view=mine",
        "queue: my teams": "/queue/?view=team",
        "queue: unassigned": "/queue/?view=unassigned",
        "queue: closed": "/queue/?view=closed",
        "queue: all": "/queue/?view=all",
        "queue: open, busy category": "/queue/?view=open&category=leaf-0",
        "queue: all, busy category": "/queue/?view=all&category=leaf-0",
        "queue: all, category of 20 tickets": "/queue/?view=all&category=rare",
        "ticket: 3 messages": f"/tickets/{number}/?view=open",
        f"ticket: {LONG_THREAD} messages": f"/tickets/{size}/?view=open",
        "ticket's route chip": f"/tickets/{number}/route/",
        "ticket's draft": f"/tickets/{number}/draft/",
        **{f"search: {rate}": f"/queue/?q={word}" for word, rate in SEARCHES.items()},
    }
    fragment = {"HTTP_HX_REQUEST": "true"}
    made = {
        name: desk.page(path, AGENT, **(fragment if name.startswith("ticket's") else {}))
        for name, path in mine.items()
    }
    made["queue: team with 20 open tickets"] = desk.page("/queue/?view=team", NIGHT)
    made["create by form"] = create
    return made


def open_ticket(number: int) -> int:
    """The number of an open ticket, this one or the last before it."""
    from support.models import Ticket

    return Ticket.objects.filter(pk__lte=number, status="open").latest("pk").pk


def second_page(first: bytes) -> str:
    return html.unescape(re.search(rb'rel="next" href="([^"]+)"', first).group(1).decode())


def create() -> None:
    """A customer sends the form; the ticket is stored and its routing enqueued."""
    from _timing import HOST, answer
    from django.test import RequestFactory

    secret = "x" * 32
    fields = {
        "name": "Cleo Customer",
        "email": f"{uuid4().hex[:12]}@example.net",
        "subject": "Sending shoes back",
        "body": "Hello, can I return my shoes? They are too small. " * 6,
        "token": uuid4(),
        "csrfmiddlewaretoken": secret,
    }
    request = RequestFactory(SERVER_NAME=HOST, HTTP_COOKIE=f"csrftoken={secret}").post("/contact/", fields)
    answer(request.environ, wanted=302)


def counts(desk) -> dict[str, str]:
    from _filling import AGENT

    from support.models import User
    from support.selectors import queue_counts

    with desk.open():
        return queue_counts(User.objects.get(email=AGENT))


def table(figures: dict) -> str:
    """Markdown: a line a page, with its ratios to the smallest size and to the reference of the same size."""
    first, *larger = map(str, figures["sizes"])
    bare = figures["pages"]["reference: 51 rows"]
    reference = sum(entry["cpu_with_database_ms"] for entry in bare.values())
    head = ["page", "queries"]
    head += [f"{int(size):,}: CPU ms (py), wall" for size in (first, *larger)]
    head += [f"CPU {int(size):,} ÷ {int(first):,}" for size in larger] + ["CPU ÷ reference"]
    lines = [f"Measured {figures['machine']}; median of {figures['times']}.", ""]
    lines += [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for name, by_size in figures["pages"].items():
        cells = [name, "–".join(sorted({str(cost["queries"]) for cost in by_size.values()}))]
        cells += [
            f"{cost['cpu_with_database_ms']:.1f} ({cost['cpu_ms']:.1f}), {cost['wall_ms']:.1f}"
            for cost in by_size.values()
        ]
        cost = {size: entry["cpu_with_database_ms"] for size, entry in by_size.items()}
        cells += [f"{cost[size] / cost[first]:.2f}" for size in larger]
        cells.append(f"{sum(cost.values()) / reference:.2f}")
        lines.append(f"| {' | '.join(cells)} |")
    shown = "; ".join(
        f"{int(size):,}: {', '.join(f'{k} {v}' for k, v in found.items())}"
        for size, found in figures["counts"].items()
    )
    return "\n".join([*lines, "", f"Counts beside the views at {shown}."])


if __name__ == "__main__":
    main()
