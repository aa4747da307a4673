"""Reading tickets for pages: keyset pages, capped counts, plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Subquery, prefetch_related_objects
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone

from support.models import Category, Ticket, User
from support.search import query_for
from support.texts import clean_line

PAGE = 50
# A count beyond this helps nobody and costs a scan; shown as “1,000+”.
MOST_COUNTED = 1000
# A word that fills a page from among so many of the newest tickets is found by date; of a rarer one all hits
# are sorted, for they are few enough (docs/benchmarks.md).
MOST_WALKED = 5000
# Words as an address spells them: a letter may take twelve characters there, and SavedView keeps 500 in all.
MOST_SPELLED = 360

NO_TEAM = 0  # an empty list would leave no statement to count with
NEWEST_FIRST = ("-last_activity_at", "-id")
COLUMNS = (
    "id",
    "subject",
    "status",
    "last_activity_at",
    "filed_by",
    "category__name",
    "customer__name",
    "customer__email",
    "assignee__name",
    "answering_at",
    "answered_by_system",
)
SOON = "soon"
VIEWS = {
    "mine": "Mine",
    "team": "My teams",
    "unassigned": "Unassigned",
    "open": "Open",
    SOON: "About to be sent",
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
            tickets = tickets.filter(team__in=team_ids(user) or [NO_TEAM], status="open")
        case "unassigned":
            tickets = tickets.filter(assignee=None, status="open")
        case "open" | "waiting" | "closed":
            tickets = tickets.filter(status=filter_.view)
        case "soon":
            tickets = tickets.filter(answering_at__isnull=False)
    if filter_.category == "none":
        tickets = tickets.filter(category=None)
    elif filter_.category:
        # Not by a join: behind one PostgreSQL does not see that an index has the rows in order.
        found = Category.objects.filter(key=filter_.category).values("id")[:1]
        tickets = tickets.filter(category=Subquery(found))
    if filter_.team:
        tickets = tickets.filter(team_id=int(filter_.team))
    return tickets


def team_ids(user: User) -> list[int]:
    """As values: by a subquery PostgreSQL would not see that a team is small, and walk the whole queue."""
    prefetch_related_objects([user], "teams")  # asked once, however many views are counted
    return [team.pk for team in user.teams.all()]


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
    rows = list(tickets.order_by(*NEWEST_FIRST).values(*COLUMNS)[: PAGE + 1])
    more = len(rows) > PAGE
    last = rows[PAGE - 1] if more else None
    next_query = filter_.page_query((last["last_activity_at"], last["id"])) if last else ""
    zone = get_current_timezone()
    return QueuePage([_as_shown(row, filter_.view, zone) for row in rows[:PAGE]], next_query)


def _as_shown(row: dict[str, Any], view: str, zone: tzinfo) -> dict[str, Any]:
    """A row in the words of the page: the template's loop would choose them at twice the cost."""
    at, soon = row["last_activity_at"].astimezone(zone), row["answering_at"]
    filed, by_person = row["category__name"], row["filed_by"] == "person"
    return {
        "id": row["id"],
        "subject": row["subject"],
        "mark": row["status"] if row["status"] != view else "",
        "category": filed or "unsure",
        "tint": ("ink" if by_person else "machine") if filed else "unsure",
        "filed": ("set by a person" if by_person else "proposed by the system") if filed else "",
        "who": row["customer__name"] or row["customer__email"],
        "at": at.isoformat(timespec="seconds"),
        "day": f"{at.day} {at:%b}",
        "assignee": row["assignee__name"] or "",
        "initial": (row["assignee__name"] or "")[:1],
        "answering": f"{soon.astimezone(zone):%H:%M}" if soon else "",
        "answered": row["answered_by_system"],
    }


# The newest matches among the newest tickets, if they fill a page; else those of all matches. What is not
# needed is not run. Materialized, or the planner might walk by date after all.
SEARCH = """
WITH recent AS MATERIALIZED (SELECT id FROM ({newest}) AS newest (id, hit) WHERE hit LIMIT %s),
enough AS (SELECT count(*) = %s AS yes FROM recent),
hits AS MATERIALIZED (SELECT id, at FROM ({matching}) AS hits (id, at) WHERE NOT (SELECT yes FROM enough))
SELECT id FROM recent WHERE (SELECT yes FROM enough)
UNION ALL (SELECT id FROM hits ORDER BY at DESC, id DESC LIMIT %s)
"""


def search_ids(tickets: QuerySet[Ticket], words: str) -> list[int]:
    """Ids of the newest matches, at most one page and one more.

    Left to itself PostgreSQL steps into one of two traps: it sorts every hit of a common word, or walks the
    whole table by date for a word that hardly occurs, or no longer does (docs/benchmarks.md).
    """
    query = query_for(words)
    if query is None:
        return []
    hit = ExpressionWrapper(Q(search=query), output_field=BooleanField())
    walked = tickets.annotate(hit=hit).order_by(*NEWEST_FIRST).values_list("id", "hit")[:MOST_WALKED]
    newest, newest_given = walked.query.sql_with_params()
    everywhere = tickets.filter(search=query).order_by().values_list("id", "last_activity_at")
    matching, given = everywhere.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            SEARCH.format(newest=newest, matching=matching),
            [*newest_given, PAGE + 1, PAGE + 1, *given, PAGE + 1],
        )
        return [row[0] for row in cursor.fetchall()]


# The views a person watches, as in `narrowed`; as text, because composing them anew is a tenth of the page.
COUNTED = {
    "mine": "assignee_id = %(user)s AND status = 'open'",
    "team": "team_id = ANY(%(teams)s) AND status = 'open'",
    "unassigned": "assignee_id IS NULL AND status = 'open'",
    "open": "status = 'open'",
    SOON: "answering_at IS NOT NULL",
    "waiting": "status = 'waiting'",
}
COUNT = "(SELECT count(*) FROM (SELECT 1 FROM support_ticket WHERE {} LIMIT %(most)s) AS capped)"
COUNTS = "SELECT " + ", ".join(COUNT.format(condition) for condition in COUNTED.values())


def queue_counts(user: User) -> dict[str, str]:
    """Tickets in the views a person watches, in one query, each counted to the cap at most."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"user": user.pk, "teams": team_ids(user), "most": MOST_COUNTED + 1})
        counts = cursor.fetchone() or ()
    return {name: capped(count) for name, count in zip(COUNTED, counts, strict=True)}


def capped(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def tabs(filter_: QueueFilter, counts: dict[str, str]) -> list[tuple[str, str, str]]:
    """The views with their counts; what the system is about to send has a line of its own instead."""
    shown = (view for view in VIEWS if view != SOON or filter_.view == SOON)
    return [(view, VIEWS[view], counts.get(view, "")) for view in shown]
