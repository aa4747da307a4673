"""What became of drafts: one reply's diff, and the list of all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot import tagging
from copilot.measuring.diff import diff
from copilot.measuring.verdict import REASON_TEXT, TAGS
from copilot.models import Outcome
from support.actions.tickets import Refused
from support.models import Category, Message
from support.people import PageRequest, signed_in
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
    tallied = rows  # before a reason narrows it, or the other reasons could not be compared
    reason = request.GET.get("reason", "")
    if reason in TAGS:
        rows = rows.filter(reasons__contains=[reason])
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
        "tags": TAGS,
        "tag_counts": tagging.counts(tallied),
        "newest": tagging.NEWEST,
        "chosen": {
            "category": category,
            "class": edit_class,
            "verdict": request.GET.get("verdict", ""),
            "reason": reason,
        },
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
        context |= question(found, request)
    return render(request, "copilot/outcome/page.html", context)


def line(request: HttpRequest, pk: int) -> HttpResponse:
    """The one-line summary under a reply."""
    message = get_object_or_404(Message, pk=pk)
    return render(request, "copilot/outcome/_line.html", summary(message, request))


def summary(message: Message, request: HttpRequest) -> dict[str, Any]:
    """The outcome of a reply, and whether its agent is asked what was wrong; by keys only the latest one."""
    found = Outcome.objects.filter(message=message).first()
    later = message.ticket.messages.filter(kind=Message.Kind.OUTBOUND, pk__gt=message.pk)
    context: dict[str, Any] = {"message": message, "outcome": found, "keys": not later.exists()}
    return {**context, **question(found, request)} if found is not None else context


def question(outcome: Outcome, request: HttpRequest) -> dict[str, Any]:
    said = tagging.tag_of(outcome)
    return {
        "asks": tagging.asks(outcome, signed_in(request)),
        "tags": TAGS,
        "said": said,
        "said_text": TAGS.get(said, ""),
    }


@require_POST
def tag(request: PageRequest, pk: int) -> HttpResponse:
    """The agent's word on what was wrong with the draft of this reply."""
    found = get_object_or_404(Outcome.objects.select_related("message__ticket"), message_id=pk)
    try:
        tagging.tag(outcome=found, reason=request.POST.get("reason", ""), by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
    if request.htmx:
        return render(request, "copilot/outcome/_line.html", summary(found.message, request))
    return redirect(found.ticket)
