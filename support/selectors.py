"""Reading tickets for pages: keyset pages, capped counts, plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from support.models import Ticket, User
from support.search import query_for
from support.texts import clean_line

PAGE = 50
# A count beyond this helps nobody and costs a scan; shown as “1,000+”.
MOST_COUNTED = 1000
# Up to this many hits are sorted; for more, walking by date is quicker (docs/benchmarks.md).
MOST_SORTED = 5000
# Words as an address spells them: a letter may take twelve characters there, and SavedView keeps 500 in all.
MOST_SPELLED = 360

VIEWS = {
    "mine": "Mine",
    "team": "My teams",
    "unassigned": "Unassigned",
    "open": "Open",
    "waiting": "Waiting",
    "closed": "Closed",
    "all": "All",
}


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows, as read from and written to its address."""

    view: str = "open"
    category: str = ""
    team: str = ""
    q: str = ""
    before: tuple[datetime, int] | None = field(default=None)

    def query(self) -> str:
        """The address's query string, without the page."""
        values = {"view": self.view, "category": self.category, "team": self.team, "q": self.q}
        return urlencode({name: value for name, value in values.items() if value})

    def page_query(self, cursor: tuple[datetime, int]) -> str:
        return f"{self.query()}&{urlencode({'before': f'{cursor[0].isoformat()},{cursor[1]}'})}"


def read_filter(data: QueryDict) -> QueueFilter:
    """The filter an address asks for; anything it cannot read is left out."""
    q = clean_line(data.get("q", "")[:200], 200)
    while len(quote_plus(q)) > MOST_SPELLED:
        q = q[:-1]
    view, category, team = (data.get(name, "") for name in ("view", "category", "team"))
    return QueueFilter(
        view=view if view in VIEWS else ("all" if q else "open"),
        category=category if re.fullmatch(r"[-a-zA-Z0-9_]{1,80}", category) else "",
        team=team if re.fullmatch(r"[0-9]{1,9}", team) else "",
        q=q,
        before=_read_cursor(data.get("before", "")),
    )


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    when, _, number = text.partition(",")
    try:
        moment = parse_datetime(when)
        if moment is None or moment.tzinfo is None or not re.fullmatch(r"[0-9]{1,18}", number):
            return None
        return moment.astimezone(UTC), int(number)
    except (ValueError, OverflowError):  # no such day, or one that only exists elsewhere on earth
        return None


def narrowed(filter_: QueueFilter, user: User) -> QuerySet[Ticket]:
    """The tickets of a view, unordered."""
    tickets = Ticket.objects.all()
    match filter_.view:
        case "mine":
            tickets = tickets.filter(assignee=user, status="open")
        case "team":
            tickets = tickets.filter(team__in=user.teams.all(), status="open")
        case "unassigned":
            tickets = tickets.filter(assignee=None, status="open")
        case "open" | "waiting" | "closed":
            tickets = tickets.filter(status=filter_.view)
    if filter_.category == "none":
        tickets = tickets.filter(category=None)
    elif filter_.category:
        tickets = tickets.filter(category__key=filter_.category)
    if filter_.team:
        tickets = tickets.filter(team_id=int(filter_.team))
    return tickets


@dataclass(frozen=True)
class QueuePage:
    rows: list[dict[str, Any]]
    next_query: str  # address of the next page, empty on the last


def queue_page(filter_: QueueFilter, user: User) -> QueuePage:
    """One page of tickets, newest activity first; the same cost on page one and page ten thousand."""
    tickets = narrowed(filter_, user)
    if filter_.before:
        moment, number = filter_.before
        earlier = Q(last_activity_at__lt=moment) | Q(last_activity_at=moment, id__lt=number)
        tickets = tickets.filter(earlier, last_activity_at__lte=moment)
    if filter_.q:
        found = search_ids(tickets, filter_.q)
        tickets = Ticket.objects.filter(pk__in=found)
    rows: list[Any] = list(
        tickets.order_by("-last_activity_at", "-id").values(
            "id",
            "subject",
            "status",
            "last_activity_at",
            "filed_by",
            "simulated",
            "category__name",
            "customer__name",
            "customer__email",
            "assignee__name",
        )[: PAGE + 1]
    )
    more = len(rows) > PAGE
    last = rows[PAGE - 1] if more else None
    next_query = filter_.page_query((last["last_activity_at"], last["id"])) if last else ""
    return QueuePage(rows[:PAGE], next_query)


def search_ids(tickets: QuerySet[Ticket], words: str) -> list[int]:
    """Ids of the newest matches, at most one page and one more.

    Two plans, because either index alone has a trap: sorting every hit of a common word, or walking the
    whole table by date for a word that hardly occurs.
    """
    query = query_for(words)
    if query is None:
        return []
    matching = tickets.filter(search=query)
    sql, parameters = (
        matching.order_by().values_list("id", "last_activity_at")[: MOST_SORTED + 1].query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hits (id, at) AS MATERIALIZED ({sql})"  # noqa: S608 (Django made the inner statement)
            " SELECT id, count(*) OVER () FROM hits ORDER BY at DESC, id DESC LIMIT %s",
            [*parameters, PAGE + 1],
        )
        hits = cursor.fetchall()
    if hits and hits[0][1] > MOST_SORTED:
        newest = matching.order_by("-last_activity_at", "-id").values_list("id", flat=True)
        return list(newest[: PAGE + 1])
    return [row[0] for row in hits]


def queue_counts(user: User) -> dict[str, str]:
    """Tickets in the views a person watches, in one query, each counted to the cap at most."""
    names = ["mine", "team", "unassigned", "open", "waiting"]
    parts: list[str] = []
    parameters: list[Any] = []
    for name in names:
        tickets = narrowed(replace(QueueFilter(), view=name), user)
        sql, given = tickets.order_by().values_list("id")[: MOST_COUNTED + 1].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS capped)")  # noqa: S608 (Django made the inner statement)
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), parameters)
        counts = cursor.fetchone() or ()
    return {name: capped(count) for name, count in zip(names, counts, strict=True)}


def capped(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
