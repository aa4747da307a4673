"""Value beside automation: what customers got, by who answered first, per category and per month.

A ticket belongs to whoever sent its first reply, and to the month of it. Resolved means: in the 72 hours
after that reply the customer neither wrote again (thanks do not count) nor opened another ticket of the
same category. Replies younger than that are not judged yet.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.utils import timezone

from copilot.reports.rates import Comparison, Rate
from support.models import Category, Message, Rating
from support.thanks import LONGEST, is_only_thanks

MATURE = timedelta(hours=72)
WINDOWS = (30, 90, 180, 365)
# Fewer measured replies than this give no median to multiply with.
LEAST_MEASURED = 5

# One line a group; `unclear` are the tickets where only short messages came, which may be nothing but thanks.
FIRST_REPLIES = """
SELECT ticket.category_id,
       date_trunc('month', reply.created_at AT TIME ZONE %(zone)s)::date,
       reply.origin = 'system',
       count(*),
       count(*) FILTER (WHERE reply.created_at <= %(mature)s),
       count(*) FILTER (WHERE reply.created_at <= %(mature)s AND (again.long OR another.ticket)),
       jsonb_agg(again.short) FILTER (
           WHERE reply.created_at <= %(mature)s AND NOT again.long AND NOT another.ticket AND again.some)
  FROM support_ticket AS ticket
  JOIN LATERAL (
       SELECT id, origin, created_at FROM support_message
        WHERE ticket_id = ticket.id AND kind = 'outbound' AND delivery <> 'undone' ORDER BY id LIMIT 1
       ) AS reply ON true
  CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(length(body) > %(longest)s), false) AS long,
              count(*) > 0 AS some,
              coalesce(jsonb_agg(body) FILTER (WHERE length(body) <= %(longest)s), '[]') AS short
         FROM support_message
        WHERE ticket_id = ticket.id AND kind = 'inbound' AND id > reply.id
          AND created_at <= reply.created_at + interval '72 hours'
       ) AS again
  CROSS JOIN LATERAL (
       SELECT EXISTS (
              SELECT FROM support_ticket AS later
               WHERE later.customer_id = ticket.customer_id AND later.category_id = ticket.category_id
                 AND later.id <> ticket.id AND later.created_at > reply.created_at
                 AND later.created_at <= reply.created_at + interval '72 hours') AS ticket
       ) AS another
 WHERE ticket.first_replied_at >= %(since)s AND ticket.category_id IS NOT NULL
   AND ticket.simulated = %(simulated)s
 GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Scope:
    """Which tickets the report is about. The demo's desk is simulated, so there the simulated come first."""

    days: int = 90
    simulated: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Scope:
        days, tickets = query.get("days", ""), query.get("tickets", "")
        chosen = int(days) if days.isdecimal() and len(days) < 4 else 90
        simulated = settings.DEMO if tickets not in ("real", "simulated") else tickets == "simulated"
        return cls(chosen if chosen in WINDOWS else 90, simulated)

    @property
    def query(self) -> str:
        return f"days={self.days}&tickets={'simulated' if self.simulated else 'real'}"

    @property
    def since(self) -> datetime:
        return timezone.now() - timedelta(days=self.days)


@dataclass
class Side:
    """What people, or the system, did. Handling times are in seconds, people's only."""

    answered: int = 0
    resolved: Rate = Rate()  # noqa: RUF009 (immutable)
    liked: Rate = Rate()  # noqa: RUF009
    handling: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float | None:
        """The median handling time, or None while too few were measured."""
        return median(self.handling) if len(self.handling) >= LEAST_MEASURED else None


@dataclass
class Line:
    """One row of the report: a category, a month, or everything."""

    name: str
    key: str = ""
    people: Side = field(default_factory=Side)
    system: Side = field(default_factory=Side)

    @property
    def automatic(self) -> Rate:
        """The share whose first reply the system sent."""
        return Rate(self.system.answered, self.system.answered + self.people.answered)

    @property
    def resolved(self) -> Comparison:
        return Comparison(self.system.resolved, self.people.resolved)

    @property
    def minutes_saved(self) -> float | None:
        """Automatic first replies times people's median handling time here; None where not measured."""
        seconds = self.people.seconds
        return None if seconds is None else self.system.answered * seconds / 60


@dataclass(frozen=True)
class Value:
    """The whole report."""

    total: Line
    categories: list[Line]
    months: list[Line]


Group = tuple[int, date, bool]


def value(scope: Scope) -> Value:
    """Read everything and add it up three times: altogether, by category, by month."""
    sides = _sides(scope)
    names = {pk: (name, key) for pk, name, key in Category.objects.values_list("pk", "name", "key")}
    total = _lines(sides, lambda group: "")
    categories = _lines(sides, lambda group: group[0])
    months = _lines(sides, lambda group: group[1])
    for pk, line in categories.items():
        line.name, line.key = names[pk]
    for month, line in months.items():
        line.name = f"{month:%B %Y}"
    return Value(
        total.get("", Line("Everything")),
        sorted(categories.values(), key=lambda line: (-line.automatic.n, line.name)),
        [months[month] for month in sorted(months, reverse=True)],
    )


def _lines(sides: dict[Group, Side], by: Callable[[Group], Any]) -> dict[Any, Line]:
    lines: dict[Hashable, Line] = defaultdict(lambda: Line("Everything"))
    for group, side in sides.items():
        line = lines[by(group)]
        into = line.system if group[2] else line.people
        into.answered += side.answered
        into.resolved += side.resolved
        into.liked += side.liked
        into.handling += side.handling
    return dict(lines)


def _sides(scope: Scope) -> dict[Group, Side]:
    """Everything by category, month and who."""
    found: dict[Group, Side] = defaultdict(Side)
    for group, answered, mature, again in first_replies(scope):
        found[group].answered = answered
        found[group].resolved = Rate(mature - again, mature)
    replies = Message.objects.filter(
        kind="outbound",
        created_at__gte=scope.since,
        ticket__simulated=scope.simulated,
        ticket__category__isnull=False,
    )
    columns = ("ticket__category", "month", "origin")
    dated = replies.exclude(delivery="undone").annotate(month=TruncMonth("created_at"))
    handled = dated.filter(composing__has_key="open_seconds").values_list(*columns, "composing__open_seconds")
    for category, month, origin, seconds in handled:
        found[category, month.date(), origin == "system"].handling.append(float(seconds))
    rated = Rating.objects.filter(message__in=replies).annotate(month=TruncMonth("message__created_at"))
    for category, month, origin, helpful in rated.values_list(
        "message__ticket__category", "month", "message__origin", "helpful"
    ):
        found[category, month.date(), origin == "system"].liked += Rate(int(helpful), 1)
    return found


def first_replies(scope: Scope) -> Iterator[tuple[Group, int, int, int]]:
    """(group, first replies, those old enough to judge, those of them after which the customer came back)."""
    parameters: dict[str, datetime | bool | int | str] = {
        "since": scope.since,
        "mature": timezone.now() - MATURE,
        "simulated": scope.simulated,
        "longest": LONGEST,
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIRST_REPLIES, parameters)
        for category, month, by_system, answered, mature, again, unclear in cursor.fetchall():
            more = sum(_came_back(bodies) for bodies in json.loads(unclear or "[]"))
            yield (category, month, by_system), answered, mature, again + more


def _came_back(bodies: Iterable[str]) -> bool:
    return not all(is_only_thanks(body) for body in bodies)
