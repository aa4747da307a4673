"""What the system answers by itself: the list of all, the reasons on one ticket, and calling it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from copilot.autonomy import cancelling
from copilot.models import Resolution
from copilot.states import RESOLUTION
from support import permissions
from support.actions.tickets import Refused
from support.models import Category, Ticket
from support.people import signed_in
from support.selectors import PAGE
from support.texts import clean_line

COUNTED = timedelta(days=30)


def automatic(request: HttpRequest) -> HttpResponse:
    """Every ticket of which it was asked whether the system may answer it; newest first, keyset pages."""
    permissions.check(signed_in(request), "see_reports")
    chosen = {
        "state": request.GET.get("state", ""),
        "category": clean_line(request.GET.get("category", ""), 100),
        "arm": request.GET.get("arm", ""),
    }
    rows = narrowed(chosen)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows.select_related("ticket", "category", "message", "ended_by")[: PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "resolutions": shown[:PAGE],
        "older": f"{query.urlencode()}&before={shown[PAGE - 1].pk}".lstrip("&") if len(shown) > PAGE else "",
        "categories": Category.objects.filter(pk__in=Resolution.objects.values("category")).values(
            "key", "name"
        ),
        "states": RESOLUTION.choices,
        "arms": Resolution.Arm.choices,
        "chosen": chosen,
        "figures": figures(),
    }
    return render(request, "copilot/resolution/list.html", context)


def narrowed(chosen: dict[str, str]) -> QuerySet[Resolution]:
    """What a filter that we know lets through; an unknown one is left out."""
    rows = Resolution.objects.all()
    if chosen["state"] in RESOLUTION.names:
        rows = rows.filter(state=chosen["state"])
    if chosen["arm"] in Resolution.Arm.values:
        rows = rows.filter(arm=chosen["arm"])
    return rows.filter(category__key=chosen["category"]) if chosen["category"] else rows


def figures() -> dict[str, int]:
    """The last 30 days in numbers; a re-contact is known three days after the answer."""
    recent = Resolution.objects.filter(considered_at__gt=timezone.now() - COUNTED, ticket__simulated=False)
    return recent.aggregate(
        asked=Count("pk"),
        eligible=Count("pk", filter=Q(eligible=True)),
        sent=Count("pk", filter=Q(state="sent")),
        cancelled=Count("pk", filter=Q(state="cancelled")),
        known=Count("pk", filter=Q(recontact__isnull=False)),
        again=Count("pk", filter=Q(recontact=True)),
    )


def ticket(request: HttpRequest, number: int) -> HttpResponse:
    """Why the system answers this ticket, or why it does not, condition by condition."""
    found = get_object_or_404(Ticket.objects.select_related("customer", "category"), pk=number)
    rows = Resolution.objects.filter(ticket=found).select_related("category", "message", "ended_by", "draft")
    context: dict[str, Any] = {
        "ticket": found,
        "resolutions": [(resolution, marked(resolution)) for resolution in rows],
    }
    return render(request, "copilot/resolution/page.html", context)


def marked(resolution: Resolution) -> list[dict[str, Any]]:
    """The conditions as they were last read, what was not met first."""
    read = resolution.conditions_at_send or resolution.conditions
    return sorted(read, key=lambda condition: bool(condition["met"]))


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    return _step_in(request, number, cancelling.cancel, "Called off. People answer this ticket.")


@require_POST
def take_over(request: HttpRequest, number: int) -> HttpResponse:
    return _step_in(request, number, cancelling.take_over, "Called off; the ticket is yours.")


def _step_in(request: HttpRequest, number: int, act: Callable[..., None], done: str) -> HttpResponse:
    found, by = get_object_or_404(Ticket, pk=number), signed_in(request)
    try:
        act(ticket=found, by=by)
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(found)
