"""What became of drafts: one reply's diff, and the list of all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from copilot.measuring.diff import diff
from copilot.measuring.verdict import REASON_TEXT
from copilot.models import Outcome
from support.models import Category, Message
from support.selectors import PAGE
from support.texts import clean_line

CLASSES = ("as-is", "cosmetic", "light", "rewrite", "material")


def outcomes(request: HttpRequest) -> HttpResponse:
    """Newest first, keyset pages; narrowed by category and class."""
    rows = Outcome.objects.select_related("category", "by", "ticket").order_by("-id")
    category, edit_class = clean_line(request.GET.get("category", ""), 100), request.GET.get("class", "")
    if category:
        rows = rows.filter(category__key=category)
    if edit_class in CLASSES:
        rows = rows.filter(edit_class=edit_class)
    if request.GET.get("verdict") == "unacceptable":
        rows = rows.filter(unacceptable=True)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "outcomes": shown[:PAGE],
        "older": f"{query.urlencode()}&before={shown[PAGE - 1].pk}".lstrip("&") if len(shown) > PAGE else "",
        "categories": Category.objects.filter(pk__in=Outcome.objects.values("category")).values(
            "key", "name"
        ),
        "classes": CLASSES,
        "chosen": {"category": category, "class": edit_class, "verdict": request.GET.get("verdict", "")},
    }
    return render(request, "copilot/outcome/list.html", context)


def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft and reply side by side, with what counted."""
    message = get_object_or_404(Message.objects.select_related("ticket__customer", "author"), pk=pk)
    found = Outcome.objects.select_related("draft__category", "by").filter(message=message).first()
    context: dict[str, Any] = {"message": message, "ticket": message.ticket, "outcome": found}
    if found is not None:
        context["diff"] = diff(found.draft.body, message.body)
        context["reasons"] = [REASON_TEXT.get(reason, reason) for reason in found.reasons]
    return render(request, "copilot/outcome/page.html", context)


def line(request: HttpRequest, pk: int) -> HttpResponse:
    """The one-line summary under a reply."""
    message = get_object_or_404(Message, pk=pk)
    found = Outcome.objects.filter(message=message).first()
    return render(request, "copilot/outcome/_line.html", {"message": message, "outcome": found})
