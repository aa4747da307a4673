"""Judging drafts drawn at random: the ticket and the draft as first made, never the reply."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from copilot.autonomy import auditing
from copilot.autonomy.agreement import REFIT_AT, WANTED
from copilot.autonomy.agreement import agreement as agree
from copilot.autonomy.auditing import ANSWERS, REASONS
from copilot.models import DraftAudit
from copilot.views.reading import shown
from support.actions.tickets import Refused
from support.people import signed_in
from support.toasts import with_undo

JUDGED_SHOWN = 30
# Kept in the browser's session; who skips hundreds starts again from the first.
MOST_SKIPPED = 200
SKIPPED = "skipped_audits"


def audits(request: HttpRequest) -> HttpResponse:
    """The next draft to judge."""
    user = signed_in(request)
    skipped = request.session.get(SKIPPED, [])
    open_to_me = auditing.waiting_for(user)
    following = open_to_me.exclude(pk__in=skipped).first()
    context: dict[str, Any] = {
        "tab": "audits",
        "audit": following,
        "answers": ANSWERS.values(),
        "reasons": REASONS,
        "counts": auditing.waiting_counts(),
        "waiting": auditing.waiting().count(),
        "skipped": open_to_me.filter(pk__in=skipped).count() if skipped else 0,
    }
    if following is not None:
        context |= shown(following.draft)
    return render(request, "copilot/audit/page.html", context)


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DraftAudit.objects.select_related("draft__ticket"), pk=pk)
    back = found.draft.ticket if found.kind == DraftAudit.Kind.UNANCHORED else "copilot:audits"
    try:
        judged = auditing.judge(
            audited=found,
            answer=request.POST.get("answer", ""),
            by=signed_in(request),
            reasons=request.POST.getlist("reasons"),
            note=request.POST.get("note", ""),
        )
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(back)
    assert judged.judged_at is not None
    until = judged.judged_at + timedelta(seconds=auditing.UNDO.total_seconds())
    words = ANSWERS[judged.reasons[0]].words.lower()
    with_undo(request, f"Judged: {words}.", reverse("copilot:undo_audit"), until.isoformat())
    return redirect(back)


@require_POST
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it to somebody else for now; `0` brings back what one has skipped."""
    skipped = [] if pk == 0 else [*request.session.get(SKIPPED, []), pk]
    request.session[SKIPPED] = skipped[-MOST_SKIPPED:]
    return redirect("copilot:audits")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    try:
        taken_back = auditing.undo(by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("copilot:audits")
    messages.success(request, "Taken back; it waits to be judged again.")
    unanchored = taken_back.kind == DraftAudit.Kind.UNANCHORED
    return redirect(taken_back.draft.ticket if unanchored else "copilot:audits")


def agreement(request: HttpRequest) -> HttpResponse:
    """Whether edits say what audits say, overall and by category, and what was judged lately."""
    pairs: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    simulated = 0
    for category, edit, judged, made_up in auditing.compared():
        pairs[category].append((edit, judged))
        simulated += made_up
    rows = [(name, agree(found)) for name, found in pairs.items()]
    context = {
        "tab": "audits",
        "whole": agree(pair for found in pairs.values() for pair in found),
        "rows": sorted(rows, key=lambda row: (-row[1].n, row[0])),
        "simulated": simulated,
        "refit_at": REFIT_AT,
        "wanted": WANTED,
        "judged": [(row, ANSWERS[row.reasons[0]].words) for row in auditing.judged()[:JUDGED_SHOWN]],
        "reasons": REASONS,
    }
    return render(request, "copilot/audit/agreement.html", context)
