"""Recent tickets as routing would read them, for trying rules out and for suggesting them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from routing.catching import Recent
from routing.rules import TicketText
from support.models import Message, Ticket

DAYS = 30
MOST = 5000
# A longer message is read this far, so that a month of them fits into memory.
CHARACTERS_READ = 10_000


def tickets(*, simulated: bool, most: int = MOST) -> list[Recent]:
    """Tickets received in the last DAYS days, at most `most`, those with the newest activity first.

    Real and simulated tickets are never counted together.
    """
    since = timezone.now() - timedelta(days=DAYS)
    # What was received since was also active since: this way round there is an index to walk.
    found = Ticket.objects.filter(simulated=simulated, created_at__gte=since, last_activity_at__gte=since)
    return _read(found.order_by("-last_activity_at", "-id")[:most])


def these(numbers: list[int]) -> list[Recent]:
    return _read(Ticket.objects.filter(pk__in=numbers).order_by("-id"))


def _read(found: QuerySet[Ticket]) -> list[Recent]:
    rows = list(
        found.values_list(
            "id", "category_id", "subject", "channel", "customer__email", "customer__attributes"
        )
    )
    said: dict[int, list[str]] = defaultdict(list)
    inbound = Message.objects.filter(ticket_id__in=[row[0] for row in rows], kind=Message.Kind.INBOUND)
    for number, body in inbound.order_by("ticket_id", "id").values_list(
        "ticket_id", Left("body", CHARACTERS_READ)
    ):
        said[number].append(body)
    return [
        Recent(number, category, TicketText(subject, "\n".join(said[number]), email, channel, attributes))
        for number, category, subject, channel, email, attributes in rows
    ]
