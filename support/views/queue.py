from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from support.locks import hold
from support.models import Category, SavedView, Team
from support.people import PageRequest, signed_in
from support.selectors import SOON, VIEWS, QueueFilter, queue_counts, queue_page, read_filter, tabs
from support.texts import clean_line


def queue(request: PageRequest) -> HttpResponse:
    here = request.GET.get("here", "")  # the pane beside a ticket asks again with its number
    context = pane(
        request, read_filter(request.GET), int(here) if here.isdecimal() and len(here) < 19 else None
    )
    if request.htmx:
        return render(request, "support/queue/_pane.html", context)
    return render(request, "support/queue/page.html", context)


def pane(request: HttpRequest, filter_: QueueFilter, here: int | None = None) -> dict[str, Any]:
    """What the queue pane shows, beside a ticket or alone."""
    user = signed_in(request)
    counts = queue_counts(user)
    return {
        "filter": filter_,
        "page": queue_page(filter_, user),
        "tabs": tabs(filter_, counts),
        "soon": counts[SOON] if counts[SOON] != "0" and filter_.view != SOON else "",
        "saved_views": SavedView.objects.filter(Q(owner=user) | Q(owner=None)),
        "here": here,
    }


def filters(request: PageRequest) -> HttpResponse:
    """The form behind “Filter”: by category and team."""
    return render(
        request,
        "support/queue/_filters.html" if request.htmx else "support/queue/filters.html",
        {
            "filter": read_filter(request.GET),
            "categories": Category.objects.filter(retired_at=None).values("key", "name"),
            "teams": Team.objects.values("id", "name"),
            "views": VIEWS,
        },
    )


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    owner, name = signed_in(request), clean_line(request.POST.get("name", ""), 80)
    query = read_filter(request.POST).query()
    if name:
        with transaction.atomic():
            hold(f"views of {owner.pk}")  # pressed twice, one view
            SavedView.objects.update_or_create(owner=owner, name=name, defaults={"query": query})
    return redirect(f"{reverse('support:queue')}?{query}")


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView, pk=pk, owner=signed_in(request)).delete()
    return redirect("support:queue")
