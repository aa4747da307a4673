"""Incidents: what happened, who was told, what was done, and what was concluded."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.autonomy import incidents as doing
from copilot.autonomy import remedies
from copilot.models import Incident, Remedy
from support import permissions
from support.actions.tickets import Refused
from support.models import Category
from support.people import signed_in
from support.texts import clean_text

SHOWN, REMEDIES_SHOWN = 100, 25
LONGEST = 5000
# Nothing was sent that these causes would make wrong.
WITHOUT_FAULT = (Incident.Cause.VERSION, Incident.Cause.DRILL)


def incidents(request: HttpRequest) -> HttpResponse:
    """Open ones first, then the newest closed ones."""
    rows = Incident.objects.select_related("category", "seen_by", "closed_by")
    user = signed_in(request)
    context = {
        "open": rows.filter(closed_at=None),
        "closed": rows.exclude(closed_at=None)[:SHOWN],
        "drillable": [
            category
            for category in Category.objects.filter(retired_at=None, children=None).order_by("name")
            if permissions.allows(user, "handle_incidents", category)
        ],
    }
    return render(request, "copilot/incident/list.html", context)


def incident(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Incident.objects.select_related("category__owner", "category__deputy", "seen_by", "closed_by"), pk=pk
    )
    theirs = Remedy.objects.filter(incident=found)
    context = {
        "incident": found,
        "figures": [
            (name, value) for name, value in found.figures.items() if not isinstance(value, dict | list)
        ],
        "told": found.told.all(),
        "log": doing.log(found),
        "remedies": theirs.select_related("message__ticket__customer", "by")[:REMEDIES_SHOWN],
        "remedies_count": theirs.count(),
        "remedies_waiting": theirs.filter(state="suggested").count(),
        "may_handle": permissions.allows(signed_in(request), "handle_incidents", found.category),
        "has_fault": found.cause not in WITHOUT_FAULT,
    }
    return render(request, "copilot/incident/page.html", context)


@require_POST
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    found, by = _of(pk), signed_in(request)
    return _answer(
        request, found, lambda: doing.acknowledge(incident=found, by=by), "Noted: you have seen it."
    )


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    found, by, what = _of(pk), signed_in(request), _text(request, "what")
    return _answer(request, found, lambda: doing.act(incident=found, what=what, by=by), "Written down.")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found, by, conclusion = _of(pk), signed_in(request), _text(request, "conclusion")
    return _answer(
        request,
        found,
        lambda: doing.close(incident=found, conclusion=conclusion, by=by),
        "The incident is closed.",
    )


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for answers already sent that share the fault."""
    found, by = _of(pk), signed_in(request)
    made = len(remedies.look(incident=found, by=by))
    messages.success(
        request, f"{made} more answers may share the fault." if made else "No more answers found."
    )
    return redirect("copilot:incident", pk)


@require_POST
def drill(request: HttpRequest) -> HttpResponse:
    category, by = get_object_or_404(Category, key=request.POST.get("category", "")), signed_in(request)
    try:
        return redirect("copilot:incident", doing.drill(category=category, by=by).pk)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("copilot:incidents")


def _of(pk: int) -> Incident:
    return get_object_or_404(Incident.objects.select_related("category"), pk=pk)


def _text(request: HttpRequest, name: str) -> str:
    return clean_text(request.POST.get(name, ""))[:LONGEST]


def _answer(request: HttpRequest, incident: Incident, act: Callable[[], object], done: str) -> HttpResponse:
    """Run the action, say how it went, and go back. A refusal for the role is a 403 with its reason."""
    try:
        act()
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("copilot:incident", incident.pk)
