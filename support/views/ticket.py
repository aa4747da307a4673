from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from support.models import SavedView, Ticket, UnsentText
from support.people import signed_in
from support.selectors import QueueFilter, queue_page, read_filter, tabs
from support.thread import entries

WITH_RELATED = ("customer", "category", "team", "assignee")


def ticket(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Ticket.objects.select_related(*WITH_RELATED), pk=number)
    context = page_context(request, found, read_filter(request.GET))
    return render(request, "support/ticket/page.html", {**context, **composer_context(request, found)})


def thread(request: HttpRequest, number: int) -> HttpResponse:
    """The messages alone: what the page asks for when something changed."""
    found = get_object_or_404(Ticket.objects.select_related(*WITH_RELATED), pk=number)
    return render(request, "support/ticket/_thread.html", thread_context(found))


def head(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Ticket.objects.select_related(*WITH_RELATED), pk=number)
    return render(request, "support/ticket/_head.html", {"ticket": found, "filter": read_filter(request.GET)})


def page_context(request: HttpRequest, ticket: Ticket, filter_: QueueFilter) -> dict[str, Any]:
    """Everything of the page but what stands in the composer."""
    others = Ticket.objects.filter(customer=ticket.customer).exclude(pk=ticket.pk).order_by("-id")
    return {
        **thread_context(ticket),
        "filter": filter_,
        "page": queue_page(filter_, signed_in(request)),
        "tabs": tabs(filter_, {}),
        "saved_views": SavedView.objects.none(),
        "here": ticket.pk,
        "others": others.values("id", "subject", "status", "created_at")[:8],
    }


def thread_context(ticket: Ticket) -> dict[str, Any]:
    lines = entries(ticket)
    # Mail that travelled for long stands further up, and is still the newest to arrive.
    last_seen = max((line.message.pk for line in lines if line.message is not None), default=0)
    return {"ticket": ticket, "entries": lines, "last_seen": last_seen}


def composer_context(request: HttpRequest, ticket: Ticket, **extra: Any) -> dict[str, Any]:
    """The composer with what this person had typed; a fresh send key for each time it is shown."""
    unsent = {row.kind: row for row in UnsentText.objects.filter(ticket=ticket, user=signed_in(request))}
    reply, note = unsent.get("outbound"), unsent.get("note")
    kind = extra.pop("kind", "note" if note and not reply else "reply")
    chosen = note if kind == "note" else reply
    return {
        "kind": kind,
        "body": chosen.body if chosen else "",
        "saved_at": chosen.saved_at if chosen else None,
        "send_key": uuid.uuid4(),
        "undo_seconds": settings.UNDO_SECONDS,
        "now": timezone.now(),
        **extra,
    }
