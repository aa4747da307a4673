"""The page a manager decides from, and what follows from the decision."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from copilot.autonomy import charts, ladder
from copilot.autonomy import readiness as ready
from copilot.models import Level, LevelChange, Outcome
from support import permissions
from support.actions.tickets import Refused
from support.models import Category
from support.people import signed_in
from support.texts import clean_line


def readiness(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    rows = ready.rows()
    context = {
        "rows": [(row, permissions.allows(user, "pause_category", row.category)) for row in rows],
        "scale": ready.SCALE,
        "simulated": any(row.counts.simulated for row in rows),
        "may_stop": permissions.allows(user, "stop_everything"),
    }
    return render(request, "copilot/readiness/page.html", context)


def category(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Category.objects.select_related("owner", "deputy", "parent"), key=key)
    row = ready.rows([found])[0]
    here = Level(row.level)
    steps = [
        {
            "level": level,
            "agency": ladder.AGENCY[level],
            "here": level == here,
            "why_not": ladder.why_not(found, here, level),
        }
        for level in Level
    ]
    user = signed_in(request)
    context = {
        "category": found,
        "row": row,
        "steps": steps,
        "chart": charts.evidence_chart(ready.evidence_over_time(row)),
        "against": Outcome.objects.filter(category=found, unacceptable=True, excluded="")
        .select_related("ticket", "by")
        .order_by("-id")[:20],
        "changes": LevelChange.objects.filter(category=found).select_related("by")[:20],
        "levels": list(Level),
        "may_move": permissions.allows(user, "set_level"),
        "may_pause": permissions.allows(user, "pause_category", found),
    }
    return render(request, "copilot/readiness/category.html", context)


@require_POST
def pause(request: HttpRequest, key: str) -> HttpResponse:
    found, user = get_object_or_404(Category, key=key), signed_in(request)
    if request.POST.get("pause") == "off":
        return _answer(
            request, lambda: ladder.resume(category=found, by=user), f"Drafting for “{found.name}” goes on."
        )
    why = clean_line(request.POST.get("why", ""), 300)
    return _answer(
        request,
        lambda: ladder.pause(category=found, by=user, why=why),
        f"Drafting for “{found.name}” is paused.",
    )


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if request.POST.get("pause") == "off":
        return _answer(request, lambda: ladder.resume(category=None, by=user), "Drafting goes on.")
    why = clean_line(request.POST.get("why", ""), 300)
    return _answer(request, lambda: ladder.pause(category=None, by=user, why=why), "All drafting is paused.")


@require_POST
def level(request: HttpRequest, key: str) -> HttpResponse:
    found, wanted = get_object_or_404(Category, key=key), request.POST.get("level", "")
    if wanted not in Level.values:
        messages.error(request, f"There is no level “{wanted}”.")
        return redirect("copilot:readiness_category", key=key)
    to, by, why = Level(wanted), signed_in(request), clean_line(request.POST.get("why", ""), 300)
    return _answer(
        request,
        lambda: ladder.set_level(category=found, to=to, by=by, why=why),
        f"“{found.name}” is at level {to.label.lower()} now.",
        reverse("copilot:readiness_category", args=[key]),
    )


def _answer(request: HttpRequest, act: Callable[[], object], done: str, back: str = "") -> HttpResponse:
    """Run the action, say how it went, and go back. A refusal for the role is a 403 with its reason."""
    try:
        act()
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(back or "copilot:readiness")
