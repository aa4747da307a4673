"""One undecided ticket at a time, filed by a single key: what the system would not decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from routing import corrections
from routing.views.route import UNDO_FOR, chip
from support.actions.tickets import Refused
from support.models import Category, Message, Ticket
from support.people import signed_in
from support.toasts import with_undo

# Counting on would cost more than it tells.
MOST_COUNTED = 999


def waiting() -> QuerySet[Ticket]:
    """Open tickets that are in no category, although routing has had its look at them."""
    return Ticket.objects.filter(
        status="open", category=None, decisions__current=True, decisions__state="decided"
    ).order_by("id")


def triage(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    queue = waiting()
    if after.isdecimal() and len(after) < 18:
        queue = queue.filter(pk__gt=int(after))
    ticket = queue.select_related("customer", "category", "team").first()
    context: dict[str, Any] = {
        "left": waiting()[: MOST_COUNTED + 1].count(),
        "most": MOST_COUNTED,
        "skipped": bool(after),
    }
    if ticket is not None:
        context |= chip(ticket)
        context["text"] = Message.objects.filter(ticket=ticket, kind=Message.Kind.INBOUND).values_list(
            "body", flat=True
        )
    return render(request, "routing/triage/page.html", context)


@require_POST
def file(request: HttpRequest, number: int) -> HttpResponse:
    """File it and go on to the next."""
    ticket = get_object_or_404(Ticket, pk=number)
    wanted = request.POST.get("category", "")
    category = get_object_or_404(Category, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0)
    try:
        correction = corrections.correct(ticket=ticket, category=category, by=signed_in(request))
        expires = (timezone.now() + UNDO_FOR).isoformat()
        text = f"#{ticket.pk} filed under {category.name}."
        with_undo(request, text, reverse("routing:undo", args=[correction.pk]), expires)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(f"{reverse('routing:triage')}?after={ticket.pk}")
