"""Remedies of answers that went wrong: read, complete, send or dismiss, one after the other."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.autonomy import remedies as doing
from copilot.autonomy.correcting import BLANK
from copilot.models import Remedy
from support.actions.replies import ThreadMoved
from support.actions.tickets import Refused
from support.models import Message
from support.people import signed_in
from support.texts import clean_line, clean_text
from support.toasts import undo_toast

SHOWN = 100
RELATED = ("incident__category", "message__ticket__customer", "message__author", "reply", "by")


def remedies(request: HttpRequest) -> HttpResponse:
    """Every correction that waits for a person, and the newest that were dealt with."""
    rows = Remedy.objects.select_related(*RELATED)
    context = {
        "waiting": rows.filter(state="suggested")[:SHOWN],
        "waiting_count": rows.filter(state="suggested").count(),
        "done": rows.exclude(state="suggested").order_by("-ended_at")[:SHOWN],
    }
    return render(request, "copilot/remedy/list.html", context)


def remedy(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Remedy.objects.select_related(*RELATED), pk=pk))


def _page(request: HttpRequest, found: Remedy, status: int = 200, **extra: Any) -> HttpResponse:
    """The answer that was sent, what it shares with the fault, and the correction in an editor."""
    ticket = found.message.ticket
    thread = ticket.messages.exclude(kind=Message.Kind.NOTE).exclude(delivery="undone").order_by("id")
    lines = list(thread.select_related("author"))
    beside = Remedy.objects.filter(incident=found.incident, state="suggested").order_by("id")
    context = {
        "remedy": found,
        "ticket": ticket,
        "question": found.message.answers,
        "later": [line for line in lines if line.pk > found.message_id],
        "last_seen": max((line.pk for line in lines), default=0),
        "send_key": uuid.uuid4(),
        "body": found.body,
        "before": beside.filter(pk__lt=found.pk).last(),
        "after": beside.filter(pk__gt=found.pk).first(),
        "left": beside.count(),
        "blank": BLANK,
        **extra,
    }
    return render(request, "copilot/remedy/page.html", context, status=status)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Remedy.objects.select_related(*RELATED), pk=pk)
    body, last_seen = clean_text(request.POST.get("body", "")), request.POST.get("last_seen", "")
    try:
        key = uuid.UUID(request.POST.get("send_key", ""))
    except ValueError:
        return _page(request, found, 422, body=body, error="The form was not whole. Send it again.")
    try:
        message = doing.send(
            remedy=found,
            body=body,
            by=signed_in(request),
            send_key=key,
            last_seen=int(last_seen) if last_seen.isdecimal() and len(last_seen) < 18 else 0,
        )
    except Refused as reason:
        status = 409 if isinstance(reason, ThreadMoved) else 422
        return _page(request, found, status, body=body, error=str(reason))
    undo_toast(request, message, closed=False)
    return _onwards(found)


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Remedy.objects.select_related(*RELATED), pk=pk)
    try:
        doing.dismiss(remedy=found, why=clean_line(request.POST.get("why", ""), 300), by=signed_in(request))
    except Refused as reason:
        return _page(request, found, 422, error=str(reason))
    return _onwards(found)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Remedy.objects.select_related(*RELATED), pk=pk)
    try:
        doing.restore(remedy=found, by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("copilot:remedy", pk)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """“This was wrong: correct and notify”, from a reply on the ticket page."""
    message = get_object_or_404(Message.objects.select_related("ticket"), pk=pk)
    wrong = clean_line(request.POST.get("wrong", ""), 300)
    try:
        found = doing.correct(message=message, by=signed_in(request), wrong=wrong)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(message.ticket)
    return redirect("copilot:remedy", found.pk)


def _onwards(done: Remedy) -> HttpResponse:
    """To the next one of the same incident; when there is none, back to where it came from."""
    waiting = Remedy.objects.filter(incident=done.incident, state="suggested").order_by("id")
    following = waiting.filter(pk__gt=done.pk).first() or waiting.first()
    if done.incident is None:
        return redirect(done.message.ticket)
    return (
        redirect("copilot:remedy", following.pk)
        if following
        else redirect("copilot:incident", done.incident_id)
    )
