"""Calibration: packs of drafts read by people, the codebook they fill, and how surprising the next one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.autonomy import ladder
from copilot.calibration import codebook, curves, sessions
from copilot.calibration.sampling import SIGNALS
from copilot.measuring.diff import diff
from copilot.measuring.verdict import REASON_TEXT
from copilot.models import CalibrationItem, CalibrationSession, Disposition, FailureMode, Outcome
from copilot.views.reading import shown
from support import permissions
from support.actions.tickets import Refused
from support.models import Category, User
from support.people import signed_in
from support.texts import clean_text

CLOSED_SHOWN = 20


def overview(request: HttpRequest) -> HttpResponse:
    """Open packs, alarms, and where each category stands."""
    user = signed_in(request)
    drafting = list(ladder.drafting_now().order_by("name"))
    rows = counted(CalibrationSession.objects.all())
    known = curves.curves(drafting)
    context = {
        "tab": "calibration",
        "open": rows.filter(state="open"),
        "closed": rows.filter(state="closed")[:CLOSED_SHOWN],
        "read": [curve for curve in known if curve.now.n],
        "unread": [curve for curve in known if not curve.now.n],
        "drafting": drafting,
        "recurring": codebook.recurring(),
        "may_build": permissions.allows(user, "build_sessions"),
    }
    return render(request, "copilot/calibration/page.html", context)


def counted(rows: Any) -> Any:
    """Sessions with how many drafts they hold, how many have an answer, and whether any is simulated."""
    return rows.select_related("category", "closed_by").annotate(
        drafts=Count("items"),
        answered=Count("items", filter=~Q(items__disposition="")),
        random=Count("items", filter=Q(items__stratum="random")),
        simulated=Count("items", filter=Q(items__draft__ticket__simulated=True)),
    )


@require_POST
def build(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("category", "")
    category = get_object_or_404(Category, key=key) if key else None
    try:
        session = sessions.build(category=category, by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("copilot:calibration")
    return redirect("copilot:calibration_session", pk=session.pk)


def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft of the pack to read, and the list of all."""
    found = get_object_or_404(counted(CalibrationSession.objects.all()), pk=pk)
    items = list(
        found.items.select_related("draft__ticket", "draft__category", "reviewer").prefetch_related("modes")
    )
    item = _chosen(request, items)
    context: dict[str, Any] = {
        "tab": "calibration",
        "session": found,
        "items": items,
        "item": item,
        "signals": SIGNALS,
        "untriaged": sum(not each.disposition for each in items),
        "may_close": permissions.allows(signed_in(request), "build_sessions"),
    }
    if item is not None:
        context |= {**shown(item.draft), **_afterwards(item), "answers": CalibrationItem.ANSWERS}
        context |= {"modes": codebook.known(item.draft.category), "picked": set(item.modes.all())}
    return render(request, "copilot/calibration/session.html", context)


def _chosen(request: HttpRequest, items: list[CalibrationItem]) -> CalibrationItem | None:
    """The one asked for, else the first without an answer."""
    asked = request.GET.get("item", "")
    wanted = [each for each in items if str(each.pk) == asked]
    return next(iter(wanted), next((each for each in items if not each.disposition), None))


def _afterwards(item: CalibrationItem) -> dict[str, Any]:
    """What was sent in the draft's place, and what counted."""
    found = Outcome.objects.filter(draft=item.draft).select_related("message").order_by("message_id").first()
    if found is None:
        return {"outcome": None}
    return {
        "outcome": found,
        "diff": diff(item.draft.body, found.message.body),
        "counted_against": [REASON_TEXT.get(reason, reason) for reason in found.reasons],
    }


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(CalibrationItem.objects.select_related("draft__category"), pk=pk)
    chosen = [mode for mode in request.POST.getlist("modes") if mode.isdecimal() and len(mode) < 18]
    try:
        done = sessions.answer(
            item=item,
            disposition=request.POST.get("disposition", ""),
            by=signed_in(request),
            modes=list(FailureMode.objects.filter(pk__in=chosen)),
            new_mode=request.POST.get("new_mode", ""),
            description=request.POST.get("description", ""),
            note=request.POST.get("note", ""),
        )
    except Refused as reason:
        messages.error(request, str(reason))
        here = redirect("copilot:calibration_session", pk=item.session_id)
        here["Location"] += f"?item={item.pk}"
        return here
    for mode in done.modes.filter(recurred_at__isnull=False):
        messages.error(request, f"“{mode.name}” was called fixed, and here it is again.")
    return redirect("copilot:calibration_session", pk=item.session_id)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CalibrationSession, pk=pk)
    try:
        sessions.close(session=found, by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("copilot:calibration_session", pk=pk)
    messages.success(request, "The session is closed; its random part counts.")
    return redirect("copilot:calibration")


def category(request: HttpRequest, key: str) -> HttpResponse:
    """The surprise of one category after each session, with its limit."""
    found = get_object_or_404(Category, key=key)
    context = {
        "tab": "calibration",
        "category": found,
        "curve": curves.curve(found),
        "entries": codebook.entries(found),
        "width": curves.WIDTH,
        "height": curves.HEIGHT,
        "left": curves.LEFT,
    }
    return render(request, "copilot/calibration/category.html", context)


def modes(request: HttpRequest) -> HttpResponse:
    """The codebook."""
    context = {"tab": "calibration", "entries": codebook.entries()}
    return render(request, "copilot/calibration/codebook.html", context)


def mode(request: HttpRequest, pk: int) -> HttpResponse:
    """One failure mode: what is said of it and where it was seen."""
    found = get_object_or_404(FailureMode.objects.select_related("category", "owner"), pk=pk)
    if request.method == "POST":
        return _change(request, found)
    seen = found.items.select_related("draft__ticket", "session").order_by("-id")[:50]
    context = {
        "tab": "calibration",
        "mode": found,
        "seen": seen,
        "dispositions": Disposition.choices,
        "owners": codebook.owners(),
    }
    return render(request, "copilot/calibration/mode.html", context)


def _change(request: HttpRequest, found: FailureMode) -> HttpResponse:
    user = signed_in(request)
    owner = User.objects.filter(email=request.POST.get("owner", ""), is_active=True).first()
    deeds: dict[str, Callable[[], object]] = {
        "fixed": lambda: codebook.call_fixed(mode=found, by=user),
        "reopen": lambda: codebook.reopen(mode=found, by=user),
        "describe": lambda: codebook.describe(
            mode=found,
            by=user,
            description=clean_text(request.POST.get("description", ""))[: sessions.LONGEST_NOTE],
            disposition=request.POST.get("disposition", ""),
            owner=owner,
        ),
    }
    try:
        deeds.get(request.POST.get("do", ""), deeds["describe"])()
        messages.success(request, "Kept.")
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("copilot:failure_mode", pk=found.pk)
