"""What is done with an SOP: publishing and retiring after a look at what follows, versions side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.models import Sop, SopVersion
from copilot.sops import comparing, links, parsing, publishing
from copilot.sops.resets import resets
from support.actions.tickets import Refused
from support.models import Category
from support.people import signed_in
from support.texts import clean_line


def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """First what publishing does, then, once that was seen, the deed."""
    found = get_object_or_404(Sop, slug=slug)
    if request.method == "POST" and request.POST.get("seen"):
        return _done(
            request,
            found,
            lambda: publishing.publish(sop=found, by=signed_in(request), seen=request.POST["seen"]),
            "Version {0.number} is published; drafts cite it from now on.",
        )
    version = found.versions.filter(state="draft").first()
    if version is None:
        messages.info(request, "There is nothing new to publish.")
        return redirect(found)
    document = parsing.parse(version.markdown)
    published = found.versions.filter(state="published").first()
    context: dict[str, Any] = {
        "sop": found,
        "version": version,
        "published": published,
        "obstacles": publishing.obstacles(version, signed_in(request)),
        "broken": links.broken(version.markdown, found.slug),
        "resets": resets(found, Category.objects.filter(key__in=document.categories)),
    }
    if published is not None:
        context |= _sides(published, version)
    return render(request, "copilot/sop/publish.html", context)


def retire(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    why = clean_line(request.POST.get("why", ""), 300)
    if request.method == "POST" and why:
        return _done(
            request,
            found,
            lambda: publishing.retire(sop=found, by=signed_in(request), why=why),
            "Retired; no draft cites it any more.",
        )
    return _ask_why(request, found, "retire", resets(found))


def reinstate(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    why = clean_line(request.POST.get("why", ""), 300)
    if request.method == "POST" and why:
        return _done(
            request,
            found,
            lambda: publishing.reinstate(sop=found, by=signed_in(request), why=why),
            "Version {0.number} is published; drafts cite it from now on.",
        )
    return _ask_why(request, found, "reinstate", resets(found, found.categories.all()))


def _ask_why(request: HttpRequest, found: Sop, deed: str, rows: list[Any]) -> HttpResponse:
    context = {"sop": found, "deed": deed, "resets": rows, "asked": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "copilot/sop/retire.html", context, status=status)


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    note = request.POST.get("note", "")
    return _done(
        request,
        found,
        lambda: publishing.propose(sop=found, by=signed_in(request), note=note),
        "It waits for somebody who may publish it.",
    )


@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    return _done(
        request,
        found,
        lambda: publishing.discard(sop=found, by=signed_in(request)),
        "Version {0.number} is set aside; its text stays among the versions.",
    )


@require_POST
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    older = get_object_or_404(SopVersion.objects.select_related("sop"), sop__slug=slug, number=number)
    return _done(
        request,
        older.sop,
        lambda: publishing.restore(version=older, by=signed_in(request)),
        "Its text is version {0.number} now, not published yet.",
    )


def _done(request: HttpRequest, found: Sop, action: Callable[[], Any], said: str) -> HttpResponse:
    """Do it and say so, or say why not; then the SOP's page, at the version that came of it."""
    try:
        made = action()
    except (Refused, PermissionDenied) as reason:
        messages.error(request, str(reason))
        return redirect(found)
    messages.success(request, said.format(made))
    if isinstance(made, SopVersion) and made.state == "draft":
        return redirect("copilot:sop_version", slug=found.slug, number=made.number)
    return redirect(found)


def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions side by side; by default the newest against the one before it."""
    found = get_object_or_404(Sop, slug=slug)
    versions = list(found.versions.select_related("author"))
    if not versions:
        return redirect(found)
    by_number = {version.number: version for version in versions}
    newest, before = versions[0], versions[1] if len(versions) > 1 else versions[0]
    old = by_number.get(_number(request.GET.get("from"))) or before
    new = by_number.get(_number(request.GET.get("to"))) or newest
    context = {"sop": found, "versions": versions, "old": old, "new": new, **_sides(old, new)}
    return render(request, "copilot/sop/compare.html", context)


def _sides(old: SopVersion, new: SopVersion) -> dict[str, Any]:
    rows = comparing.compare(old.markdown, new.markdown)
    return {
        "rows": rows,
        "changed": comparing.changed_lines(rows),
        "old_name": f"Version {old.number}",
        "new_name": f"Version {new.number}",
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
