"""Having a draft written anew: asking, reading along, stopping."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot.drafting import revising
from copilot.models import Draft, Revision
from copilot.states import LIVE_REVISION
from copilot.tasks import revise_draft
from copilot.views.drafts import held_back, panel
from support.actions.tickets import Refused
from support.jobs import enqueue
from support.models import Ticket
from support.people import PageRequest, signed_in
from support.views.stream import event_stream

UNSEEN = "This one is answered before its draft is seen."
LOOK_SECONDS = 0.25
# Longer than any revision may take; a browser that still wonders then asks for the page's fragment.
LONGEST_SECONDS = 120.0
WITH_TICKET = "draft__ticket__category", "draft__ticket__customer"


@require_POST
def revise(request: PageRequest, pk: int) -> HttpResponse:
    """Ask for the draft again, shorter, friendlier, or as the agent says."""
    found = get_object_or_404(Draft.objects.select_related("ticket__category", "ticket__customer"), pk=pk)
    how, wish = request.POST.get("how", ""), request.POST.get("wish", "")
    refusal = ""
    try:
        if found.shadow or held_back(found):  # made to be compared, and not for the eyes of who answers
            raise Refused(UNSEEN)
        enqueue(
            revise_draft, revising.ask_revision(draft=found, how=how, wish=wish, by=signed_in(request)).pk
        )
    except Refused as reason:
        refusal = str(reason)
    return answer(request, found.ticket, refusal)


@require_POST
def stop(request: PageRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Revision.objects.select_related(*WITH_TICKET), pk=pk)
    refusal = "" if revising.cancel(revision=found, by=signed_in(request)) else "It was finished already."
    return answer(request, found.draft.ticket, refusal)


def answer(request: PageRequest, ticket: Ticket, refusal: str) -> HttpResponse:
    """The panel again with what could not be done, or the ticket where pages are whole."""
    if request.htmx:
        return render(request, "copilot/draft/_panel.html", {**panel(ticket), "refusal": refusal})
    if refusal:
        messages.error(request, refusal)
    return redirect(ticket)


def revision(request: PageRequest, pk: int) -> HttpResponse:
    """How far it has come, for pages that poll; when it is over the page is told that the ticket changed."""
    found = get_object_or_404(Revision.objects.select_related(*WITH_TICKET), pk=pk)
    response = render(request, "copilot/draft/_revision.html", {"revision": found})
    if found.state not in LIVE_REVISION:
        response["HX-Trigger"] = f"ticket-changed:{found.draft.ticket_id}"
    return response


async def read_along(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The words as they are written, for a signed-in person."""
    return await event_stream(request, words_of(pk))


async def words_of(pk: int) -> AsyncIterator[str]:
    """An event for each change of the text and one at the end, from the row that the worker writes."""
    told, loop = "", asyncio.get_running_loop()
    ends = loop.time() + LONGEST_SECONDS
    yield "retry: 3000\n\n"
    while loop.time() < ends:
        state, text = await sync_to_async(look)(pk)
        if state not in LIVE_REVISION:
            break
        if text != told:
            told = text
            yield f"event: text\ndata: {json.dumps(text)}\n\n"
        await asyncio.sleep(LOOK_SECONDS)
    yield "event: end\ndata: {}\n\n"


def look(pk: int) -> tuple[str, str]:
    """State and text now; the connection is not kept between two looks."""
    try:
        return Revision.objects.filter(pk=pk).values_list("state", "so_far").first() or ("", "")
    finally:
        connection.close()
