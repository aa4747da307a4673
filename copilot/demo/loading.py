"""Loading the demo: the shop, its simulated past, and what the product measures of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from copilot.demo import (
    aftermath,
    checked_routes,
    checking,
    eval_suite,
    founding,
    history,
    judged_drafts,
    past_outcomes,
    simulate,
)
from copilot.demo.desk import Desk
from copilot.demo.founding import Shop
from copilot.demo.rows import Rows, index_tickets
from copilot.models import Draft
from routing import training
from support.commandline import progress
from support.models import Message, Ticket

SEED = 11
DAYS = 60
# Tickets a day; the shop's own 56 would take twice as long to load and show nothing more.
PER_DAY = 24.0
# The newest arrival; younger ones would be answered by nobody and drafted by nobody yet.
SETTLED = timedelta(minutes=2)


@dataclass(frozen=True)
class Loaded:
    """How much there is now."""

    tickets: int
    messages: int
    drafts: int
    outcomes: int


def is_loaded() -> bool:
    return Ticket.objects.exists()


@transaction.atomic
def load(
    *,
    days: int = DAYS,
    per_day: float = PER_DAY,
    seed: int = SEED,
    now: datetime | None = None,
    quiet: bool = False,
) -> Loaded:
    """Fill an empty desk with a simulated past of `days` days, all of it or nothing.

    Every ticket, outcome and piece of evidence is marked as simulated. The same seed and the same moment give
    the same past, but for identifiers and measured times.
    """
    now = now or timezone.now()
    start = (now - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    training.forget()
    shop = _found(start, days, now, quiet)
    _count_rows()
    rows, arrivals = Rows(), _arrivals(seed, days, per_day, now)
    with checking.checking(len(arrivals)) as checked:
        desk = Desk(rows, shop, checked)
        story = history.History(desk, arrivals, start, now, seed)
        for _ in progress(story.tell(), total=len(arrivals) * 4, label="sixty days", quiet=quiet):
            pass
        desk.store()
    _count_rows()
    index_tickets()
    checked_routes.check(shop, days, seed)
    measured = past_outcomes.measure_all(desk.replies, quiet)
    aftermath.rate_replies(desk.replies, seed)
    judged_drafts.judge(shop, days, seed)
    judged_drafts.calibrate(shop, seed)
    aftermath.rehearse(shop)
    eval_suite.write(shop, timezone.localdate(now), seed)
    training.forget()
    return Loaded(len(arrivals), rows.count(Message), rows.count(Draft), measured)


def _found(start: datetime, days: int, now: datetime, quiet: bool) -> Shop:
    *_, shop = progress(
        founding.found(start, days, timezone.localdate(now)), total=4, label="the shop", quiet=quiet
    )
    assert isinstance(shop, Shop)
    return shop


def _count_rows() -> None:
    """Tell the planner what is there: a transaction's rows are not counted by themselves before its end."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _arrivals(seed: int, days: int, per_day: float, now: datetime) -> list[simulate.Arrival]:
    everything = simulate.history(seed, now.date(), days)
    past = [arrival for arrival in everything if arrival.at <= now - SETTLED]
    return history.thinned(past, per_day, days, seed)
