"""Did customers come back after a reply? Asked of automatic ones, and of people's to compare them with.

They did if within 72 hours they wrote more than thanks in the ticket, or opened another one in its category.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from copilot.models import Outcome
from support.models import Category, Message, Ticket
from support.thanks import is_only_thanks

WITHIN = timedelta(hours=72)
NEWEST = 500  # replies that a base rate is counted from


def recontacted(replies: Iterable[Message]) -> dict[int, bool]:
    """For each reply (with its ticket), whether the customer came back; in two queries however many."""
    chosen = list(replies)
    inbound = Message.objects.filter(
        ticket__in={reply.ticket_id for reply in chosen}, kind=Message.Kind.INBOUND
    )
    heard: dict[int, list[Message]] = {}
    for message in inbound.only("ticket_id", "body", "created_at").order_by("id"):
        heard.setdefault(message.ticket_id, []).append(message)
    opened: dict[tuple[int, int | None], list[tuple[int, datetime]]] = {}
    customers = {reply.ticket.customer_id for reply in chosen}
    rows = Ticket.objects.filter(customer__in=customers, category__in={r.ticket.category_id for r in chosen})
    for pk, customer, category, at in rows.values_list("pk", "customer_id", "category_id", "created_at"):
        opened.setdefault((customer, category), []).append((pk, at))
    return {
        reply.pk: _came_back(reply, heard.get(reply.ticket_id, []))
        or _opened_another(reply, opened.get((reply.ticket.customer_id, reply.ticket.category_id), []))
        for reply in chosen
    }


def _came_back(reply: Message, heard: Iterable[Message]) -> bool:
    return any(
        message.pk > reply.pk
        and message.created_at <= reply.created_at + WITHIN
        and not is_only_thanks(message.body)
        for message in heard
    )


def _opened_another(reply: Message, opened: Iterable[tuple[int, datetime]]) -> bool:
    until = reply.created_at + WITHIN
    return any(pk != reply.ticket_id and reply.created_at < at <= until for pk, at in opened)


def people_base(category: Category, version_key: str, *, until: datetime) -> tuple[int, int]:
    """(replies, of these with a customer who came back) while people sent this version's drafts.

    Only replies whose 72 hours are over by `until`, the newest of them.
    """
    outcomes = Outcome.objects.filter(
        category=category, version_key=version_key, at__lte=until - WITHIN
    ).select_related("message__ticket")
    found = recontacted(outcome.message for outcome in outcomes.order_by("-at", "-id")[:NEWEST])
    return len(found), sum(found.values())
