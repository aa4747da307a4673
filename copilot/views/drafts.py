"""The draft beside a ticket: loaded by the ticket page, so that a slow copilot leaves the page whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from copilot import gateway
from copilot.autonomy import auditing, probing
from copilot.autonomy.auditing import ANSWERS, REASONS
from copilot.drafting import requesting, revising
from copilot.drafting.doubts import MOST_SHOWN, doubts
from copilot.drafting.gathering import second_wish
from copilot.measuring import measure
from copilot.measuring.boilerplate import body
from copilot.measuring.diff import diff
from copilot.models import Draft, DraftSignal, Outcome, Probe, Resolution, Section
from copilot.sops.rendering import render as as_html
from copilot.tasks import prepare_draft
from support import permissions
from support.actions.tickets import Refused
from support.jobs import enqueue
from support.models import Message, Ticket
from support.people import PageRequest, signed_in
from support.texts import MOST_CHARACTERS, clean_line, clean_text

# A longer look than this is a person who went to lunch with the window in front.
LONGEST_LOOK = 1800.0
# The share of a draft (0 to 1) from which a text is taken to be made from it.
MADE_FROM = 0.5
RATED = "Thank you; it is kept with the draft."


def draft(request: PageRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.select_related("category", "customer"), pk=number)
    template = "copilot/draft/_panel.html" if request.htmx else "copilot/draft/page.html"
    unanchored = auditing.unanchored_for(ticket, signed_in(request))
    rating = {"unanchored": unanchored, "answers": ANSWERS.values(), "reasons": REASONS} if unanchored else {}
    return render(request, template, {**panel(ticket), **rating})


def panel(ticket: Ticket) -> dict[str, Any]:
    """The newest draft with its text by paragraphs, or the reason why there is none."""
    shown = Draft.objects.filter(ticket=ticket, shadow=False)
    newest = shown.select_related("category", "trace").order_by("-id").first()
    waiting = requesting.last_inbound(ticket)
    probe = probing.of_draft(newest) if newest else None
    newest = probing.as_shown(newest, probe) if newest else None
    checks = newest.checks if newest else []
    answered = Outcome.objects.filter(draft=newest).exists() if newest else False
    return {
        "ticket": ticket,
        "draft": newest,
        "paragraphs": paragraphs(newest) if newest else [],
        "sources": {source["n"]: source for source in newest.sources} if newest else {},
        "failures": [check for check in checks if check["result"] != "pass"],
        "passes": [check for check in checks if check["result"] == "pass"],
        "waiting": waiting,
        "answered": answered or (newest is not None and waiting is None),
        "found_out": probe if probe and probe.caught is not None else None,
        "held_back": bool(newest and held_back(newest)),
        "why_none": requesting.why_no_draft(ticket),
        "revision": revising.newest(newest) if newest else None,
        "also": second_wish(ticket) if newest else None,
        "has_model": gateway.backend_name() == "openai",
    }


def held_back(draft: Draft) -> bool:
    """Is this one of the holdout whose agent answers before seeing it, and has no answer left yet?"""
    unseen = Resolution.objects.filter(draft=draft, arm=Resolution.Arm.HOLDOUT_UNSEEN)
    answers = draft.ticket.messages.filter(kind=Message.Kind.OUTBOUND, pk__gt=draft.message_id)
    return unseen.exists() and not answers.exclude(delivery__in=["queued", "undone"]).exists()


def paragraphs(draft: Draft) -> list[list[dict[str, Any]]]:
    """Sentences as they stand on the page, each in pieces where a check names some of its words."""
    failures = [check for check in draft.checks if check["result"] != "pass" and check["span"]]
    grouped: dict[int, list[dict[str, Any]]] = {}
    for sentence in draft.sentences:
        pieces = marked(sentence["text"], failures)
        shown = {**sentence, "pieces": pieces, "unsourced": _claims_without_source(draft, sentence)}
        grouped.setdefault(sentence["paragraph"], []).append(shown)
    return [grouped[key] for key in sorted(grouped)]


def marked(text: str, failures: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any] | None]]:
    """The text in pieces, each with the failed check that names it; of two that overlap the first counts."""
    places = sorted((text.find(check["span"]), number) for number, check in enumerate(failures))
    pieces: list[tuple[str, dict[str, Any] | None]] = []
    done = 0
    for start, number in places:
        if start < done:  # not in this text, or named already
            continue
        end = start + len(failures[number]["span"])
        pieces += [(text[done:start], None), (text[start:end], failures[number])]
        done = end
    return [(piece, check) for piece, check in [*pieces, (text[done:], None)] if piece]


def _claims_without_source(draft: Draft, sentence: dict[str, Any]) -> bool:
    """A statement nobody wrote down. Greeting, closing and questions to the customer state nothing."""
    text = sentence["text"].strip()
    return not sentence["sources"] and not text.endswith("?") and text in " ".join(body(draft.body).split())


@require_POST
def again(request: PageRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Draft.objects.select_related("ticket__category"), pk=pk)
    try:
        enqueue(prepare_draft, requesting.draft_again(draft=found, by=signed_in(request)).pk)
    except Refused as reason:
        messages.error(request, str(reason))
    if request.htmx:
        return render(request, "copilot/draft/_panel.html", panel(found.ticket))
    return redirect(found.ticket)


@require_POST
def attention(request: HttpRequest, pk: int) -> HttpResponse:
    """How long the draft was in view, told by the page itself; whole numbers a person could believe."""
    found, user = get_object_or_404(Draft, pk=pk), signed_in(request)
    try:
        seconds = min(float(request.POST.get("seconds", "0")), LONGEST_LOOK)
    except ValueError:
        return HttpResponse(status=422)
    if seconds > 0:
        DraftSignal.objects.create(draft=found, user=user, kind=DraftSignal.Kind.DWELL, value=seconds)
    if request.POST.get("end") == "1":
        DraftSignal.objects.create(draft=found, user=user, kind=DraftSignal.Kind.SCROLLED)
    return HttpResponse(status=204)


@require_POST
def rate(request: PageRequest, pk: int) -> HttpResponse:
    drafts = Draft.objects.select_related("ticket__category", "ticket__customer")
    found, user = get_object_or_404(drafts, pk=pk), signed_in(request)
    permissions.check(user, "rate_drafts")
    kind = {"up": DraftSignal.Kind.THUMB_UP, "down": DraftSignal.Kind.THUMB_DOWN}.get(
        request.POST.get("thumb", "")
    )
    if kind is None:
        return HttpResponse("A thumb is up or down.", status=422)
    DraftSignal.objects.create(
        draft=found, user=user, kind=kind, note=clean_line(request.POST.get("note", ""), 300)
    )
    if kind == DraftSignal.Kind.THUMB_DOWN:
        probing.end(found, Probe.How.RATED)
    if request.htmx:
        return render(request, "copilot/draft/_panel.html", {**panel(found.ticket), "notice": RATED})
    messages.success(request, RATED)
    return redirect(found.ticket)


@require_POST
def doubts_about(request: HttpRequest, number: int) -> HttpResponse:
    """What the checks say about the text in the composer; nothing is stored and nothing is stopped."""
    ticket = get_object_or_404(Ticket.objects.select_related("category", "customer"), pk=number)
    text = clean_text(request.POST.get("body", ""))[:MOST_CHARACTERS]
    if request.POST.get("kind") == "note":
        return HttpResponse()
    found, began_as = doubts(ticket, probing.put_right(ticket, text)), draft_behind(ticket, text)
    context = {
        "ticket": ticket,
        "doubts": found[:MOST_SHOWN],
        "more": len(found) - MOST_SHOWN,
        "kept": measure(began_as.body, text).used if began_as else None,
    }
    return render(request, "copilot/draft/_doubts.html", context)


def draft_behind(ticket: Ticket, text: str) -> Draft | None:
    """The draft that a text was made from, however it came there; None for an untouched or another text.

    Told by the words, not by the press of a key: text comes back after a reload, or by copy and paste.
    """
    shown = Draft.objects.filter(ticket=ticket, shadow=False, kind=Draft.Kind.REPLY).exclude(body="")
    newest = shown.order_by("-id").first()
    if newest is None or held_back(newest):
        return None
    newest = probing.as_shown(newest, probing.of_draft(newest))
    if newest.body.strip() == text.strip():
        return None
    return newest if measure(newest.body, text).used >= MADE_FROM else None


@require_POST
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """The text in the composer beside the draft it was made from: kept, changed, moved."""
    ticket = get_object_or_404(Ticket, pk=number)
    text = clean_text(request.POST.get("body", ""))[:MOST_CHARACTERS]
    began_as = draft_behind(ticket, text)
    if began_as is None:
        return HttpResponse("There is no draft to compare this with.", status=422)
    context = {"diff": diff(began_as.body, text), "final_name": "Your text"}
    return render(request, "copilot/outcome/_diff.html", context)


def section(request: PageRequest, pk: int) -> HttpResponse:
    """The cited section, opened beside the thread."""
    found = get_object_or_404(Section.objects.select_related("version__sop"), pk=pk)
    template = "copilot/section/_excerpt.html" if request.htmx else "copilot/section/page.html"
    return render(request, template, {"section": found, "html": as_html(found.text)})
