"""How an SOP is used, and the change of it that people's edits suggest."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from copilot.models import Outcome, Sop
from copilot.sops import suggesting, using
from copilot.views.sops import write_page
from support.people import PageRequest


def use(request: PageRequest, slug: str) -> HttpResponse:
    """Loaded by the SOP's page, which does not wait for it; a page of its own without htmx."""
    found = get_object_or_404(Sop, slug=slug)
    published = found.versions.filter(state="published").first()
    context = {
        "sop": found,
        "version": published,
        "use": using.use_of(found),
        "edits": using.edits_of(found, published) if published else None,
        "most": using.NEWEST,
    }
    name = "_use" if request.htmx else "use"
    return render(request, f"copilot/sop/{name}.html", context)


def suggest(request: HttpRequest, slug: str, line: int, message: int) -> HttpResponse:
    """The editor with a person's wording in place of a reply sentence. Nothing is saved by opening it."""
    found = get_object_or_404(Sop, slug=slug)
    outcome = get_object_or_404(
        Outcome.objects.select_related("draft", "message", "by", "ticket__customer"), message=message
    )
    published = get_object_or_404(found.versions, state="published")
    wanted = suggesting.line_at(published.markdown, line)
    if wanted is None:
        raise Http404("There is no reply sentence on that line.")
    writing = found.versions.filter(state="draft").first() or published
    there = suggesting.same_line(writing.markdown, wanted)
    wording = using.wording_of(wanted, outcome)
    if there is None or wording is None:
        messages.info(request, "That sentence reads differently by now; here is the newest text.")
        return redirect("copilot:edit_sop", slug=slug)
    wording = suggesting.for_everybody(wording, outcome.ticket.customer.name)
    who = outcome.by.name if outcome.by else "Somebody"
    did = f"wrote “{wording}” instead of" if wording else "left out"
    why = (
        f"Suggested from ticket #{outcome.ticket_id}: {who} {did} “{wanted.text}”. "
        "See that it suits every customer and holds nobody’s data, then save it."
    )
    return write_page(
        request,
        found,
        suggesting.with_wording(writing.markdown, there, wording),
        note=f"As people write it: ticket #{outcome.ticket_id}"[:300],
        why=why,
    )
