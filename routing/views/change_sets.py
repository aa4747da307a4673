"""Change sets: the list, one of them with everything it would do, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from routing.models import ChangeSet, Edit, Finding
from routing.taxonomy import change_sets
from routing.taxonomy.changes import Plan
from routing.taxonomy.finding import KIND_NAMES, Question, check_plan, edits_for
from routing.taxonomy.gathering import facts, plan_of
from routing.taxonomy.previewing import effects
from support import audit, permissions
from support.actions.tickets import Refused
from support.models import AuditEvent, User
from support.people import PageRequest, signed_in
from support.states import IllegalMove

# The change set that edits from the tree and from findings go to, remembered for this session.
CURRENT = "change_set"
MOST_EDITS_SHOWN = 400

VERBS = {
    "propose": (change_sets.propose, "It waits for somebody who may apply it."),
    "approve": (change_sets.approve, "Approved. It changes nothing until it is applied."),
    "draft": (change_sets.back_to_draft, "It is a draft again."),
    "discard": (change_sets.discard, "Discarded. The taxonomy is as it was."),
    "apply": (change_sets.apply, "Applied. Every ticket, rule and name is where the preview said."),
    "revert": (change_sets.revert, "Reverted. The taxonomy is as it was before."),
}


def current(request: HttpRequest) -> ChangeSet | None:
    """The draft that this person is gathering edits in: the one chosen last, else their newest."""
    user = signed_in(request)
    drafts = ChangeSet.objects.filter(state="draft")
    chosen = drafts.filter(pk=request.session.get(CURRENT) or 0).first()
    if chosen is not None and change_sets.may_edit(chosen, user):
        return chosen
    return drafts.filter(author=user).first()


def current_or_new(request: HttpRequest) -> ChangeSet:
    found = current(request) or change_sets.start(title="", by=signed_in(request))
    request.session[CURRENT] = found.pk
    return found


def overview(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        made = change_sets.start(title=request.POST.get("title", ""), by=signed_in(request))
        request.session[CURRENT] = made.pk
        return redirect("routing:change_set", pk=made.pk)
    rows = ChangeSet.objects.select_related("author", "applied_by").prefetch_related("edits")
    context = {"rows": rows[:200], "tab": "change_sets", **counts(request)}
    return render(request, "routing/change_set/list.html", context)


def counts(request: HttpRequest) -> dict[str, Any]:
    """What the tabs and the line about the draft say on every page of the taxonomy."""
    draft = current(request)
    return {
        "finding_count": Finding.objects.filter(gone_at=None, dismissed_at=None).count(),
        "waiting_count": ChangeSet.objects.filter(state__in=("proposed", "approved")).count(),
        "draft": draft,
        "draft_edits": draft.edits.count() if draft else 0,
    }


def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ChangeSet.objects.select_related("author", "approved_by", "applied_by"), pk=pk)
    user = signed_in(request)
    context: dict[str, Any] = {
        "change_set": found,
        "tab": "change_sets",
        **counts(request),
        **_allowed(found, user),
        "history": AuditEvent.objects.filter(subject=audit.subject_of(found)).order_by("-id")[:20],
        "moved": found.moved_tickets.count(),
    }
    edits = list(found.edits.select_related("finding"))
    if found.state in ("draft", "proposed", "approved", "reverted"):
        context |= _preview(found, edits)
    else:
        context |= {"steps": _told(edits), "more": max(0, len(edits) - MOST_EDITS_SHOWN)}
    return render(request, "routing/change_set/page.html", context)


def _preview(found: ChangeSet, edits: list[Edit]) -> dict[str, Any]:
    known = facts()
    plan = plan_of(found, known)
    steps = [(edit, step.sentence, step.problem) for edit, step in zip(edits, plan.steps, strict=True)]
    # An edit that cannot be done is what people look for; it must not hide behind the end of the list.
    shown = [row for number, row in enumerate(steps) if number < MOST_EDITS_SHOWN or row[2]]
    return {
        "steps": shown,
        "more": len(steps) - len(shown),
        "problems": plan.problems,
        "effects": effects(plan, known),
    }


def _told(edits: list[Edit]) -> list[tuple[Edit, str, str]]:
    """What was done, in the words of the moment it was applied."""
    return [(edit, edit.said or edit.get_action_display(), "") for edit in edits[:MOST_EDITS_SHOWN]]


def _allowed(found: ChangeSet, user: User) -> dict[str, bool]:
    """Which buttons the page has. The actions check again."""
    lead, own = permissions.allows(user, "apply_change_set"), found.author_id == user.pk
    review = settings.REVIEW_CHANGE_SETS
    straight = not review and found.state in ("draft", "proposed")
    return {
        "may_edit": change_sets.may_edit(found, user),
        "may_propose": found.state == "draft" and (own or lead) and (review or not lead),
        "may_approve": found.state == "proposed" and lead and review and not own,
        "waits_for_another": found.state == "proposed" and lead and review and own,
        "may_apply": lead and (found.state in ("approved", "reverted") or straight),
        "may_revert": lead and found.state == "applied",
        "may_withdraw": (own or lead) and found.state in ("proposed", "approved"),
        "may_discard": (own or lead) and found.state in ("draft", "proposed", "approved"),
    }


@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    found = get_object_or_404(ChangeSet, pk=pk)
    action, done = VERBS[verb]
    try:
        action(change_set=found, by=signed_in(request))
        messages.success(request, done)
    except (Refused, IllegalMove) as reason:
        messages.error(request, str(reason))
    return redirect("routing:change_set", pk=pk)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    made = change_sets.copy(change_set=get_object_or_404(ChangeSet, pk=pk), by=signed_in(request))
    request.session[CURRENT] = made.pk
    messages.success(request, "This is a copy; the first one stays as it is.")
    return redirect("routing:change_set", pk=made.pk)


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits from now on go to this draft."""
    found = get_object_or_404(ChangeSet, pk=pk, state="draft")
    request.session[CURRENT] = found.pk
    return redirect("routing:taxonomy")


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of edits: take some out, move one up or down, or change the title."""
    found, user = get_object_or_404(ChangeSet, pk=pk), signed_in(request)
    number = {name: _number(request.POST.get(name)) for name in ("up", "down", "remove")}
    try:
        if number["up"]:
            change_sets.reorder(change_set=found, edit=number["up"], step=-1, by=user)
        elif number["down"]:
            change_sets.reorder(change_set=found, edit=number["down"], step=1, by=user)
        elif number["remove"]:
            change_sets.remove(change_set=found, edits=[number["remove"]], by=user)
        elif "impossible" in request.POST:
            _remove_impossible(found, user)
        elif "title" in request.POST:
            title, why = request.POST["title"], request.POST.get("why", "")
            change_sets.rename(change_set=found, title=title, why=why, by=user)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(reverse("routing:change_set", args=[pk]) + "#edits")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _remove_impossible(found: ChangeSet, user: User) -> None:
    steps = plan_of(found).steps
    gone = [edit.pk for edit, step in zip(found.edits.all(), steps, strict=True) if step.problem]
    change_sets.remove(change_set=found, edits=gone, by=user)


def new_findings(request: PageRequest, pk: int) -> HttpResponse:
    """What the lint would find in the tree as this draft leaves it, and does not find today."""
    found = get_object_or_404(ChangeSet, pk=pk)
    plan = plan_of(found)
    context = {
        "change_set": found,
        "rows": _with_edits(plan),
        "may_edit": change_sets.may_edit(found, signed_in(request)),
    }
    name = "_findings" if request.htmx else "findings"
    return render(request, f"routing/change_set/{name}.html", context)


def _with_edits(plan: Plan) -> list[dict[str, Any]]:
    rows = []
    for number, one in enumerate(check_plan(plan)):
        made = edits_for(one.kind, one.nodes, one.proposal)
        rows.append(
            {
                "number": number,
                "kind": KIND_NAMES[one.kind],
                "reason": one.reason,
                "nodes": one.nodes,
                "action": one.proposal["action"],
                "edits": None if isinstance(made, Question) else made,
            }
        )
    return rows


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the mends of chosen findings of the tree-to-be into the draft."""
    found, user = get_object_or_404(ChangeSet, pk=pk), signed_in(request)
    wanted = set(request.POST.getlist("finding"))
    rows = [row for row in _with_edits(plan_of(found)) if row["edits"]]
    chosen = [row["edits"] for row in rows if str(row["number"]) in wanted or "all" in request.POST]
    try:
        added, left = change_sets.add_what_can_be_done(change_set=found, groups=chosen, by=user)
        messages.success(request, told(added, left))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(reverse("routing:change_set", args=[pk]) + "#edits")


def told(added: int, left: int) -> str:
    said = f"{added} added to the change set." if added != 1 else "Added to the change set."
    return f"{said} {left} left out, because others come first; look again after this." if left else said
