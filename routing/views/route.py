"""The route chip of a ticket: why it is where it is, and two clicks to put it elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from routing import corrections
from routing.models import Correction, Decision
from support import taxonomy
from support.actions.tickets import Refused
from support.models import Category, Ticket
from support.people import PageRequest, signed_in
from support.toasts import with_undo

UNDO_FOR = timedelta(seconds=60)


def route(request: PageRequest, number: int) -> HttpResponse:
    """The chip with its menu; as a page for those without scripts."""
    ticket = get_object_or_404(Ticket.objects.select_related("category"), pk=number)
    template = "routing/route/_chip.html" if request.htmx else "routing/route/page.html"
    return render(request, template, chip(ticket))


def chip(ticket: Ticket) -> dict[str, Any]:
    decision = (
        Decision.objects.filter(ticket=ticket, current=True)
        .select_related("category", "rule", "classifier", "back_off", "second")
        .first()
    )
    tree = taxonomy.load()
    runners = decision.runners_up if decision else []
    return {
        "ticket": ticket,
        "decision": decision,
        "runners_up": [
            {"id": row["category"], "name": tree.path_name(row["category"]), "confidence": row["confidence"]}
            for row in runners
            if row["category"] in tree.nodes and row["category"] != ticket.category_id
        ],
        "choices": sorted((tree.path_name(node.id), node.id) for node in tree.routable()),
        "path_name": tree.path_name(ticket.category_id) if ticket.category_id else "",
    }


@require_POST
def correct(request: HttpRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket, pk=number)
    wanted = request.POST.get("category", "")
    category = get_object_or_404(Category, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0)
    try:
        correction = corrections.correct(
            ticket=ticket, category=category, by=signed_in(request), reason=request.POST.get("reason", "")
        )
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(ticket)
    text = f"{'Confirmed' if correction.confirms else 'Filed under'} {category.name}."
    expires = (timezone.now() + UNDO_FOR).isoformat()
    with_undo(request, text, reverse("routing:undo", args=[correction.pk]), expires)
    return redirect(ticket)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    correction = get_object_or_404(Correction.objects.select_related("ticket"), pk=pk)
    try:
        corrections.undo_correction(correction=correction, by=signed_in(request))
        messages.success(request, "Undone.")
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(correction.ticket)
