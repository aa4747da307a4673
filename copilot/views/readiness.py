"""The page a manager decides from, and what follows from the decision."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from copilot.autonomy import ladder, probing
from copilot.autonomy import readiness as ready
from copilot.autonomy.missing import reviews_needed
from copilot.models import Level
from copilot.reports import card
from copilot.reports import category as report
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
        "probed": [team for team in probing.by_team() if team.on],
        "simulated": any(row.counts.simulated for row in rows),
        "may_stop": permissions.allows(user, "stop_everything"),
    }
    return render(request, "copilot/readiness/page.html", context)


def category(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Category.objects.select_related("owner", "deputy", "parent"), key=key)
    row, user = ready.rows([found])[0], signed_in(request)
    here = Level(row.level)
    checklist, pictures = report.checklist(found, here), report.pictures(found, row.tau)
    context = {
        "category": found,
        "row": row,
        "here": here,
        "checklist": checklist,
        **pictures,
        "arms": report.decided_by_chance(found, pictures["version"], pictures["autonomy"]),
        "supposed": report.supposed(found, pictures["version"], pictures["since"], row.tau),
        "against": report.against(found),
        "misrouted": report.misrouted(found),
        "terms": report.terms(found, checklist.target, pictures["version"]) if checklist else {},
        "steps": [(level, ladder.AGENCY[level]) for level in Level],
        "lower": [level for level in Level if level.step < here.step],
        "moves": report.moves(found),
        "incidents": report.incidents(found),
        "as_of": report.as_of(),
        "shadow": ladder.in_shadow(found),
        "may_move": permissions.allows(user, "set_level"),
        "may_pause": permissions.allows(user, "pause_category", found),
    }
    return render(request, "copilot/readiness/category.html", context)


def category_card(request: HttpRequest, key: str) -> HttpResponse:
    """What the category can and cannot do, on a page to print."""
    found = get_object_or_404(Category.objects.select_related("owner", "deputy", "parent"), key=key)
    context = {"card": card.card(found), "as_of": report.as_of()}
    return render(request, "copilot/readiness/card.html", context)


def method(request: HttpRequest) -> HttpResponse:
    """The rules behind the pages, restated with their sources."""
    return render(request, "copilot/readiness/method.html", {"needed": method_table()})


def method_table() -> list[tuple[str, list[int]]]:
    """How many reviewed drafts are enough with 0, 1, 2 … unacceptable ones, by what is tolerated."""
    bars = [("5 %, E ≥ 20", 20.0, 0.05), ("5 %, E ≥ 100", 100.0, 0.05)]
    bars += [("10 %, E ≥ 20", 20.0, 0.10), ("2 %, E ≥ 20", 20.0, 0.02)]
    return [(name, [reviews_needed(k, evidence, tau) for k in range(8)]) for name, evidence, tau in bars]


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
def shadow(request: HttpRequest, key: str) -> HttpResponse:
    found, user = get_object_or_404(Category, key=key), signed_in(request)
    on = request.POST.get("shadow") == "on"
    done = "are made in shadow now: measured, and shown to nobody" if on else "are no longer made"
    return _answer(
        request,
        lambda: ladder.set_shadow(category=found, on=on, by=user),
        f"Drafts for “{found.name}” {done}.",
        reverse("copilot:readiness_category", args=[key]),
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
        lambda: ladder.set_level(category=found, to=to, by=by, why=why, signature=_signature(request)),
        f"“{found.name}” is at level {to.label.lower()} now.",
        reverse("copilot:readiness_category", args=[key]),
    )


def _signature(request: HttpRequest) -> ladder.Signature:
    """What the form adds for a level that sends. Raises Refused for numbers that are none."""
    given = {name: request.POST.get(name, "") for name in ("hold_seconds", "daily_cap")}
    if any(value and not (value.isdecimal() and len(value) < 9) for value in given.values()):
        raise Refused("The hold window and the daily cap are whole numbers.")
    numbers = {name: int(value) for name, value in given.items() if value}
    return ladder.Signature(
        typed=clean_line(request.POST.get("typed", ""), 200),
        version_key=request.POST.get("version_key") or None,
        **numbers,
    )


def _answer(request: HttpRequest, act: Callable[[], object], done: str, back: str = "") -> HttpResponse:
    """Run the action, say how it went, and go back. A refusal for the role is a 403 with its reason."""
    try:
        act()
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(back or "copilot:readiness")
