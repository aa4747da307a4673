from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from copilot.models import Section, Sop, SopVersion
from copilot.sops import coverage, parsing, publishing
from copilot.sops.rendering import render as as_html
from support.actions.tickets import Refused
from support.people import PageRequest, signed_in
from support.search import query_for
from support.texts import clean_line

MOST_CHARACTERS = 200_000

STARTER = """---
title: 
categories: []
audience: customer
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


def sops(request: HttpRequest) -> HttpResponse:
    words = clean_line(request.GET.get("q", ""), 200)
    published = SopVersion.objects.filter(state="published").select_related("sop__owner")
    query = query_for(words) if words else None
    if query is not None:
        found = Section.objects.filter(search=query, version__state="published").values("version")
        published = published.filter(Q(pk__in=found) | Q(sop__title__icontains=words))
    context = {
        "q": words,
        "today": timezone.localdate(),
        "published": published.order_by("sop__title").prefetch_related("sop__categories"),
        "unpublished": SopVersion.objects.filter(state="draft").select_related("sop", "author"),
        "uncovered": coverage.uncovered(),
        "retired": Sop.objects.exclude(retired_at=None),
    }
    return render(request, "copilot/sop/list.html", context)


def uncovered(request: PageRequest) -> HttpResponse:
    """How many leaves have no SOP, for the page of taxonomy findings; as a page, the list of SOPs."""
    if not request.htmx:
        return redirect(reverse("copilot:sops") + "#uncovered")
    return render(request, "copilot/sop/_uncovered.html", {"count": len(coverage.uncovered())})


def sop(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop.objects.select_related("owner"), slug=slug)
    published = found.versions.filter(state="published").first()
    return _show(request, found, published or found.versions.first())


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = get_object_or_404(Sop.objects.select_related("owner"), slug=slug)
    return _show(request, found, get_object_or_404(found.versions, number=number))


def _show(request: HttpRequest, found: Sop, shown: SopVersion | None) -> HttpResponse:
    context = {
        "sop": found,
        "version": shown,
        "html": as_html(shown.markdown) if shown else "",
        "versions": found.versions.select_related("author", "published_by"),
        "unpublished": found.versions.filter(state="draft").first(),
        "categories": found.categories.all(),
        "today": timezone.localdate(),
    }
    return render(request, "copilot/sop/page.html", context)


def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, STARTER)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    newest = found.versions.first()
    return _write(request, found, newest.markdown if newest else STARTER)


def _write(request: HttpRequest, found: Sop | None, text: str) -> HttpResponse:
    form = SopForm(request.POST or None, initial={"markdown": text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["markdown"]
        try:
            saved = publishing.write(markdown=text, by=signed_in(request), sop=found)
            messages.success(request, f"Saved as version {saved.number}, not published yet.")
            return redirect("copilot:sop_version", slug=saved.sop.slug, number=saved.number)
        except Refused as reason:
            form.add_error("markdown", str(reason))
    document = parsing.parse(request.POST.get("markdown", text))
    context = {"sop": found, "form": form, "html": as_html(text), "errors": document.errors}
    return render(request, "copilot/sop/edit.html", context, status=422 if form.errors else 200)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the text will look like, and its mistakes with their lines."""
    text = request.POST.get("markdown", "")[:MOST_CHARACTERS]
    context = {"html": as_html(text), "errors": parsing.parse(text).errors}
    return render(request, "copilot/sop/_preview.html", context)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    try:
        made = publishing.publish(sop=found, by=signed_in(request))
        messages.success(request, f"Version {made.number} is published; drafts cite it from now on.")
    except (Refused, PermissionDenied) as reason:
        messages.error(request, str(reason))
    return redirect(found)


@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Sop, slug=slug)
    try:
        publishing.retire(sop=found, by=signed_in(request), why=clean_line(request.POST.get("why", ""), 300))
        messages.success(request, "Retired; no draft cites it any more.")
    except (Refused, PermissionDenied) as reason:
        messages.error(request, str(reason))
    return redirect(found)
