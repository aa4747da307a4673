"""Searching the tickets that the system put nowhere for topics, in the background, and keeping the result."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from routing.labels import first_messages
from routing.models import Decision, Path, TopicScan
from support.models import Ticket

WINDOW = timedelta(days=90)
# A topic of which people file at least this share under one category has a home; routing did not find it.
HOME_SHARE = 0.6
# The newest that are read: clustering grows with their square.
MOST_READ = 500
LONGEST = 2_000


def scan() -> list[TopicScan]:
    """Look once among real tickets and once among simulated ones, and replace what was found before."""
    return [_scan(simulated) for simulated in (False, True)]


def _scan(simulated: bool) -> TopicScan:
    from routing.new_topics import find  # scikit-learn: for the worker that computes

    since = timezone.now() - WINDOW
    tickets = put_nowhere(simulated)
    opening = first_messages([number for number, _ in tickets])
    texts = [f"{subject}\n{opening.get(number, '')}"[:LONGEST] for number, subject in tickets]
    topics = [
        {
            "name": topic.name,
            "words": list(topic.words),
            "tickets": [tickets[member][0] for member in topic.members],
        }
        for topic in find(texts)
    ]
    with transaction.atomic():
        TopicScan.objects.filter(simulated=simulated).delete()
        return TopicScan.objects.create(since=since, read=len(texts), simulated=simulated, topics=topics)


def put_nowhere(simulated: bool) -> list[tuple[int, str]]:
    """(number, subject) of the newest tickets that routing last put nowhere, newest first.

    Only those that a classifier has read: before the first training everything is put nowhere.
    """
    nowhere = Decision.objects.filter(
        state="decided",
        path=Path.PERSON,
        category=None,
        classifier__isnull=False,
        decided_at__gte=timezone.now() - WINDOW,
        ticket__simulated=simulated,
    )
    rows = nowhere.order_by("-ticket_id").distinct("ticket_id").values_list("ticket_id", "ticket__subject")
    return list(rows[:MOST_READ])


def shown(simulated: bool) -> dict[str, Any] | None:
    """The last search for a page: each topic with its tickets, and where people have filed them since.

    Those that turn out to have a home stand last.
    """
    last = TopicScan.objects.filter(simulated=simulated).first()
    if last is None:
        return None
    numbers = [number for topic in last.topics for number in topic["tickets"]]
    tickets = Ticket.objects.select_related("category").in_bulk(numbers)
    topics = []
    for topic in last.topics:
        members = [tickets[number] for number in topic["tickets"] if number in tickets]
        filed = Counter(member.category.name for member in members if member.category)
        places = filed.most_common()
        home = places[0][0] if places and places[0][1] >= HOME_SHARE * len(members) else ""
        topics.append({**topic, "members": members, "filed": places, "n": len(members), "home": home})
    return {
        "scan": last,
        "topics": [topic for topic in topics if not topic["home"]],
        "housed": [topic for topic in topics if topic["home"]],
    }
