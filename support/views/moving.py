"""Assigning, closing, reopening; who else is here; files."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from support.actions import tickets
from support.actions.tickets import Refused
from support.models import Attachment, Presence, Team, Ticket, UnsentText, User
from support.people import signed_in
from support.states import IllegalMove
from support.views.writing import back

M = TypeVar("M", bound=Model)

HERE_FOR = timedelta(seconds=25)
TYPING_FOR = timedelta(seconds=20)


def assign(request: HttpRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.select_related("assignee", "team"), pk=number)
    if request.method == "POST":
        by = signed_in(request)
        try:
            if "team" in request.POST:
                team = _chosen(Team.objects.all(), request.POST["team"])
                tickets.move_to_team(ticket=ticket, team=team, by=by)
            if "assignee" in request.POST:
                to = _chosen(User.objects.all(), request.POST["assignee"])
                tickets.assign(ticket=ticket, to=to, by=by)
        except Refused as reason:
            messages.error(request, str(reason))
        return back(request, ticket)
    return render(
        request,
        "support/assign/page.html",
        {"ticket": ticket, "people": User.objects.filter(is_active=True), "teams": Team.objects.all()},
    )


def _chosen(rows: QuerySet[M], text: str) -> M | None:
    """What a form's choice names; empty is nobody, and what does not exist is not."""
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    return get_object_or_404(rows, pk=number) if text else None


@require_POST
def status(request: HttpRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket, pk=number)
    try:
        tickets.set_status(ticket=ticket, status=request.POST.get("status", ""), by=signed_in(request))
    except (IllegalMove, Refused) as reason:
        messages.error(request, str(reason))
    return back(request, ticket)


def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Notes that this person is here, and answers who else is."""
    ticket, now = get_object_or_404(Ticket, pk=number), timezone.now()
    user = signed_in(request)
    typing = UnsentText.objects.filter(ticket=ticket, user=user, saved_at__gt=now - TYPING_FOR).exists()
    Presence.objects.update_or_create(ticket=ticket, user=user, defaults={"seen_at": now, "typing": typing})
    others = Presence.objects.filter(ticket=ticket, seen_at__gt=now - HERE_FOR).exclude(user=user)
    return render(request, "support/ticket/_presence.html", {"others": others.select_related("user")})


def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Always a download: a customer's file is never shown as a page of ours."""
    found = get_object_or_404(Attachment, pk=pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404(f"“{found.name}” is no longer stored.") from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
