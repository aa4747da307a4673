"""Posting replies and notes, undo, and text not yet sent."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from support import guarding
from support.actions import delivery, replies
from support.actions.tickets import Refused
from support.forms import WriteForm
from support.models import Message, Ticket
from support.people import signed_in
from support.selectors import QueueFilter, read_filter
from support.toasts import undo_toast
from support.views.ticket import WITH_RELATED, composer_context, page_context


@require_POST
def write(request: HttpRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.select_related(*WITH_RELATED), pk=number)
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, ticket, "; ".join(f"{errors[0]}" for errors in form.errors.values()), 422)
    values = form.cleaned_data
    by = signed_in(request)
    if values["then"] == "repair":
        right = guarding.put_right(ticket, values["body"])
        replies.save_unsent(ticket=ticket, by=by, kind=Message.Kind.OUTBOUND, body=right)
        return redirect(ticket)
    try:
        if values["kind"] == "note":
            replies.add_note(
                ticket=ticket,
                body=values["body"],
                by=by,
                send_key=values["send_key"],
                attachments=values["attachments"],
            )
            return back(request, ticket)
        message = replies.send_reply(
            ticket=ticket,
            body=values["body"],
            by=by,
            send_key=values["send_key"],
            last_seen=values["last_seen"],
            close=values["then"] == "close",
            attachments=values["attachments"],
            composing=form.composing(),
        )
    except replies.ThreadMoved as moved:
        return refused(request, ticket, str(moved), 409, newer=moved.newer)
    except guarding.WouldMislead as wrong:
        return refused(request, ticket, str(wrong), 409, repairable=True)
    except Refused as reason:
        return refused(request, ticket, str(reason), 422)
    undo_toast(request, message, closed=values["then"] == "close")
    return back(request, ticket)


def back(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """To the ticket, with the same queue beside it as before."""
    return redirect(f"{ticket.get_absolute_url()}?{filter_behind(request).query()}")


def filter_behind(request: HttpRequest) -> QueueFilter:
    """The queue beside a ticket's forms, as their `query` says it."""
    try:
        return read_filter(QueryDict(request.POST.get("query", "")[:2000]))
    except TooManyFieldsSent:
        return QueueFilter()


def refused(
    request: HttpRequest,
    ticket: Ticket,
    error: str,
    status: int,
    *,
    newer: list[Message] | None = None,
    repairable: bool = False,
) -> HttpResponse:
    """The ticket again with the typed text untouched, the reason, and what was written meanwhile."""
    if request.FILES:  # a browser never fills in a file again
        error = f"{error} Choose your files again."
    context = {
        **page_context(request, ticket, filter_behind(request)),
        **composer_context(request, ticket, kind=request.POST.get("kind", "reply")),
        "body": request.POST.get("body", ""),
        "composing": request.POST,
        "error": error,
        "newer": newer or [],
        "repairable": repairable,
    }
    return render(request, "support/ticket/page.html", context, status=status)


@require_POST
def unsent(request: HttpRequest, number: int) -> HttpResponse:
    """Autosave: answers with the time it was kept."""
    ticket = get_object_or_404(Ticket, pk=number)
    kind = "note" if request.POST.get("kind") == "note" else "outbound"
    kept = replies.save_unsent(
        ticket=ticket, by=signed_in(request), kind=kind, body=request.POST.get("body", "")
    )
    return JsonResponse({"saved": kept.saved_at.isoformat() if kept else None})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk, kind=Message.Kind.OUTBOUND)
    try:
        replies.undo_reply(message=message, by=signed_in(request))
        messages.success(request, "Taken back. Your text is in the composer again.")
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(message.ticket)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk, kind=Message.Kind.OUTBOUND)
    try:
        delivery.retry_delivery(message=message, by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(message.ticket)
