"""Planted faults: which teams have them, what was noticed, and the switch."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.autonomy import probing
from support import permissions
from support.models import Team
from support.people import signed_in


def probes(request: HttpRequest) -> HttpResponse:
    context = {
        "teams": probing.by_team(),
        "share": probing.SHARE,
        "days": probing.WINDOW.days,
        "may_switch": permissions.allows(signed_in(request), "switch_probes"),
    }
    return render(request, "copilot/probe/page.html", context)


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=pk)
    row = probing.switch(team=team, on=request.POST.get("probes") == "on", by=signed_in(request))
    now = "may carry a planted fault from now on" if row.on else "carry no planted faults any more"
    messages.success(request, f"Drafts of {team.name} {now}.")
    return redirect("copilot:probes")
