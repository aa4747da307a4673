from __future__ import annotations

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from copilot.models import ModelCall, Trace
from support import permissions
from support.people import signed_in
from support.selectors import PAGE


def traces(request: HttpRequest) -> HttpResponse:
    """The newest pieces of work, and what models cost today; agents see those of their own tickets."""
    user = signed_in(request)
    rows = Trace.objects.select_related("ticket__category").order_by("-id")
    calls = ModelCall.objects.filter(at__date=timezone.localdate())
    if not permissions.allows(user, "see_all_traces"):
        rows = rows.filter(ticket__assignee=user)
        calls = calls.filter(trace__ticket__assignee=user)
    spent = calls.aggregate(calls=Count("id"), cost=Sum("cost_usd"))
    failures = calls.exclude(result="ok").values("result").annotate(n=Count("id")).order_by("-n")
    context = {"traces": rows[:PAGE], "spent": spent, "failures": failures}
    return render(request, "copilot/trace/list.html", context)


def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """One trace told as a story."""
    found = get_object_or_404(Trace.objects.select_related("ticket__category"), pk=pk)
    user = signed_in(request)
    if found.ticket is None or found.ticket.assignee_id != user.pk:
        permissions.check(user, "see_all_traces")
    context = {
        "trace": found,
        "steps": found.steps.all(),
        "calls": found.calls.all(),
        "drafts": found.drafts.select_related("category").prefetch_related("outcomes__by"),
        "decision": found.ticket.decisions.filter(current=True).select_related("category").first()
        if found.ticket
        else None,
    }
    return render(request, "copilot/trace/page.html", context)
