"""Judging routes drawn at random: the customer's words, no hint of what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from routing import auditing
from routing.models import RouteAudit
from routing.views.choosing import NoChoice, chosen, leaves
from routing.views.reports import frame
from support.actions.tickets import Refused
from support.people import signed_in

JUDGED_SHOWN = 20


def audits(request: HttpRequest) -> HttpResponse:
    """The next ticket to judge, and below what has been judged."""
    user = signed_in(request)
    following = auditing.waiting_for(user).first()
    judged = RouteAudit.objects.filter(judged_at__isnull=False).select_related(
        "decision__ticket", "decision__category", "truth", "judged_by"
    )
    context: dict[str, Any] = {
        **frame(request, "audits"),
        "audit": following,
        "words": auditing.customer_words(following.decision) if following else [],
        "choices": leaves(),
        "waiting": RouteAudit.objects.filter(judged_at=None).count(),
        "judged": judged.order_by("-judged_at")[:JUDGED_SHOWN],
    }
    return render(request, "routing/audit/page.html", context)


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RouteAudit.objects.select_related("decision__category"), pk=pk)
    try:
        truth = chosen(request)
        judged = auditing.judge(audited=found, truth=truth, by=signed_in(request))
        messages.success(request, _told(judged))
    except (Refused, NoChoice, PermissionDenied) as reason:
        messages.error(request, str(reason))
    return redirect("routing:audits")


def _told(judged: RouteAudit) -> str:
    """What routing had said, now that it cannot colour the judgement any more."""
    said, truth = judged.decision.category, judged.truth
    number = f"#{judged.decision.ticket_id}"
    if said == truth:
        return f"{number}: routing said so, too." if said else f"{number}: routing found no category either."
    return f"{number}: routing had said {f'“{said.name}”' if said else 'that it did not know'}."
