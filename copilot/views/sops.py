"""SOPs: the list, one of them, its editor with a preview."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from copilot.models import Section, Sop, SopVersion
from copilot.sops import coverage, links, parsing, publishing
from copilot.sops.rendering import render as as_html
from support import audit
from support.actions.tickets import Refused
from support.models import AuditEvent
from support.people import PageRequest, signed_in
from support.search import query_for
from support.texts import clean_line

MOST_CHARACTERS = 200_000
EVENTS_SHOWN = 12

STARTER = """---
title: 
categories: []
audience: customer
never_say: []
escalate_when: []
facts:
---
## When to use

## Policy

## Checks before you answer (internal)

## Reply
Hello {customer_name},

"""


class SopForm(forms.Form):
    markdown = forms.CharField(
        label="Text",
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "class": "code", "spellcheck": "true"}),
    )
    note = forms.CharField(label="What changes, and why", max_length=300, required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


def sops(request: HttpRequest) -> HttpResponse:
    words = clean_line(request.GET.get("q", ""), 200)
    published = SopVersion.objects.filter(state="published").select_related("sop__owner")
    query = query_for(words) if words else None
    if query is not None:
        found = Section.objects.filter(search=query, version__state="published").values("version")
        published = published.filter(Q(pk__in=found) | Q(sop__title__icontains=words))
    unpublished = SopVersion.objects.filter(state="draft").select_related("sop", "author", "proposed_by")
    context = {
        "q": words,
        "tab": "sops",
        **days(),
        "published": published.order_by("sop__title").prefetch_related("sop__categories"),
        "unpublished": unpublished.order_by("-proposed_at", "-edited_at"),
        "uncovered": coverage.uncovered(),
        "retired": Sop.objects.exclude(retired_at=None),
        "given_up": Sop.objects.filter(retired_at=None).exclude(versions__state__in=("draft", "published")),
    }
    return render(request, "copilot/sop/list.html", context)


def days() -> dict[str, date]:
    """What the badges for reviews compare with."""
    today = timezone.localdate()
    return {"today": today, "soon": today + timedelta(days=coverage.REVIEW_SOON_DAYS)}


def uncovered(request: PageRequest) -> HttpResponse:
    """How many leaves have no SOP, for the page of taxonomy findings; as a page, the list of SOPs."""
    if not request.htmx:
        return redirect(reverse("copilot:sops") + "#uncovered")
    return render(request, "copilot/sop/_uncovered.html", {"count": len(coverage.uncovered())})


def coverage_page(request: HttpRequest) -> HttpResponse:
    context = {"tab": "coverage", "coverage": coverage.coverage(timezone.localdate())}
    return render(request, "copilot/sop/coverage.html", context)


def sop(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop.objects.select_related("owner"), slug=slug)
    published = found.versions.filter(state="published").first()
    return _show(request, found, published or found.versions.first())


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = get_object_or_404(Sop.objects.select_related("owner"), slug=slug)
    return _show(request, found, get_object_or_404(found.versions, number=number))


def _show(request: HttpRequest, found: Sop, shown: SopVersion | None) -> HttpResponse:
    user = signed_in(request)
    versions = list(found.versions.select_related("author", "published_by", "proposed_by"))
    context: dict[str, Any] = {
        "sop": found,
        "version": shown,
        "html": as_html(shown.markdown) if shown else "",
        "versions": versions,
        "unpublished": next((one for one in versions if one.state == "draft"), None),
        "published": next((one for one in versions if one.state == "published"), None),
        "categories": found.categories.all(),
        "broken": links.broken(shown.markdown, found.slug) if shown else [],
        "history": AuditEvent.objects.filter(subject=audit.subject_of(found)).order_by("-id")[:EVENTS_SHOWN],
        **days(),
    }
    if shown and shown.state == "draft":
        context |= {
            "document": (document := parsing.parse(shown.markdown)),
            "unknown": publishing.unknown_category(document),
            "why_not": publishing.why_not_publish(shown, user),
        }
    return render(request, "copilot/sop/page.html", context)


def new(request: HttpRequest) -> HttpResponse:
    return write_page(request, None, STARTER)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    newest = found.versions.exclude(state="discarded").first()
    return write_page(request, found, newest.markdown if newest else STARTER)


def write_page(
    request: HttpRequest, found: Sop | None, text: str, *, note: str = "", why: str = ""
) -> HttpResponse:
    """The editor, filled with a text; `why` tells where a suggested text comes from."""
    newest = found.versions.first() if found else None
    initial = {"markdown": text, "note": note, "seen": newest.digest if newest else ""}
    form = SopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["markdown"]
        try:
            return _save(request, found, form)
        except Refused as reason:
            form.add_error("markdown", str(reason))
    document = parsing.parse(request.POST.get("markdown", text))
    context = {
        "sop": found,
        "form": form,
        "html": as_html(text),
        "errors": document.errors,
        "unknown": publishing.unknown_category(document),
        "why": why,
    }
    return render(request, "copilot/sop/edit.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, found: Sop | None, form: SopForm) -> HttpResponse:
    """Save, and where asked for hand it on for review. Raises Refused."""
    user, given = signed_in(request), form.cleaned_data
    saved = publishing.write(
        markdown=given["markdown"], by=user, sop=found, seen=given["seen"] or None, note=given["note"]
    )
    if "propose" in request.POST:
        publishing.propose(sop=saved.sop, by=user, note=given["note"])
        messages.success(
            request, f"Version {saved.number} is saved and waits for somebody who may publish it."
        )
    else:
        messages.success(request, f"Saved as version {saved.number}, not published yet.")
    return redirect("copilot:sop_version", slug=saved.sop.slug, number=saved.number)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the text will look like, and its mistakes and broken links with their lines."""
    text = request.POST.get("markdown", "")[:MOST_CHARACTERS]
    document = parsing.parse(text)
    context = {
        "html": as_html(text),
        "errors": document.errors,
        "unknown": publishing.unknown_category(document),
        "broken": links.broken(text, request.POST.get("slug") or document.slug),
    }
    return render(request, "copilot/sop/_preview.html", context)
