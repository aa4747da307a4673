"""What the lint found in the live tree: with its reason, to be added to a change set or dismissed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from routing.models import ChangeSet, Finding
from routing.tasks import lint_live_tree
from routing.taxonomy import change_sets, finding
from routing.taxonomy.finding import KIND_NAMES, Question, edits_for
from routing.views.change_sets import counts, current_or_new, told
from support import permissions
from support import taxonomy as trees
from support.actions.tickets import Refused
from support.jobs import enqueue
from support.people import signed_in
from support.taxonomy import Taxonomy


def findings(request: HttpRequest) -> HttpResponse:
    dismissed = "dismissed" in request.GET
    rows = Finding.objects.filter(gone_at=None, dismissed_at__isnull=not dismissed)
    found = list(rows.select_related("dismissed_by").prefetch_related("edits__change_set"))
    if (node := request.GET.get("node", "")).isdecimal():
        found = [row for row in found if int(node) in row.nodes]
    tree, context = trees.load(), counts(request)
    groups = [
        (kind, name, [_row(row, tree, context["draft"]) for row in found if row.kind == kind])
        for kind, name in KIND_NAMES.items()
    ]
    context |= {
        "tab": "findings",
        "groups": [group for group in groups if group[2]],
        "dismissed": dismissed,
        "dismissed_count": Finding.objects.filter(gone_at=None, dismissed_at__isnull=False).count(),
        "node": tree.nodes.get(int(node)) if node.isdecimal() and len(node) < 19 else None,
        "last": Finding.objects.order_by("-last_seen_at").values_list("last_seen_at", flat=True).first(),
        "may_dismiss": permissions.allows(signed_in(request), "edit_taxonomy"),
    }
    return render(request, "routing/finding/list.html", context)


def _row(row: Finding, tree: Taxonomy, draft: ChangeSet | None) -> dict[str, Any]:
    made = edits_for(row.kind, row.nodes, row.proposal)
    sets = [
        edit.change_set
        for edit in row.edits.all()
        if edit.change_set.state in ("draft", "proposed", "approved")
    ]
    return {
        "finding": row,
        "nodes": [tree.nodes[pk] for pk in row.nodes if pk in tree.nodes],
        "proposal": _proposal(row, tree),
        "one_click": not isinstance(made, Question),
        "question": _question(row, tree, made) if isinstance(made, Question) else [],
        "in_set": next((one for one in sets if one == draft), sets[0] if sets else None),
    }


def _proposal(row: Finding, tree: Taxonomy) -> str:
    """What one click would do, in words."""
    proposal = row.proposal
    if proposal["action"] == "reparent":
        to = proposal.get("to")
        where = f"under “{tree.path_name(to)}”" if to in tree.nodes else "to the top level"
        also = (
            f", and retire “{tree.nodes[row.nodes[0]].name}”"
            if row.kind == "single_child" and row.nodes[0] in tree.nodes
            else ""
        )
        return f"Move “{_name(tree, proposal['node'])}” {where}{also}"
    if proposal["action"] == "merge":
        return f"Merge “{tree.path_name(proposal['from'])}” into “{tree.path_name(proposal['into'])}”"
    if proposal["action"] == "retire":
        return f"Retire “{_name(tree, proposal['node'])}”"
    return "Needs a person to say how"


def _name(tree: Taxonomy, pk: int) -> str:
    return tree.nodes[pk].name if pk in tree.nodes else "a category that is gone"


def _question(row: Finding, tree: Taxonomy, question: Question) -> list[tuple[str, str]]:
    """Links to the forms in which a person answers what the lint cannot know: (words, address)."""
    if question.action == "assign":
        node = tree.nodes.get(question.nodes[0])
        return [("Choose an owner…", reverse("routing:category", args=[node.key]))] if node else []
    base = reverse("routing:edit")
    offers = (
        [("rename", "Rename…")]
        if question.action == "rename"
        else [("describe", "Describe…"), ("merge", "Merge…")]
    )
    return [
        (
            words,
            f"{base}?{urlencode({'action': action, 'node': str(question.nodes[0]), 'finding': str(row.pk)})}",
        )
        for action, words in offers
    ]


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Turn findings into edits of the current draft: one, or all of a kind that can be done."""
    rows = Finding.objects.filter(gone_at=None, dismissed_at=None, edits=None)
    if "kind" in request.POST:
        rows = rows.filter(kind=request.POST["kind"])
    else:
        rows = Finding.objects.filter(
            pk__in=[pk for pk in request.POST.getlist("finding") if pk.isdecimal() and len(pk) < 19]
        )
    made = [(row, edits_for(row.kind, row.nodes, row.proposal)) for row in rows]
    ready = [(row, edits) for row, edits in made if not isinstance(edits, Question)]
    try:
        added, left = change_sets.add_what_can_be_done(
            change_set=current_or_new(request),
            groups=[edits for _, edits in ready],
            findings=[row for row, _ in ready],
            by=signed_in(request),
        )
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("routing:findings")
    if added or not left:
        messages.success(request, told(added, left))
    else:
        steps = change_sets.tried(current_or_new(request), ready[0][1])
        messages.error(request, next((step.problem for step in steps if step.problem), "It cannot be added."))
    return redirect(
        reverse("routing:findings") + (f"#{request.POST['kind']}" if "kind" in request.POST else "")
    )


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Finding, pk=pk)
    try:
        if "back" in request.POST:
            finding.bring_back(finding=row, by=signed_in(request))
            messages.success(request, "It is shown again.")
        else:
            finding.dismiss(finding=row, why=request.POST.get("why", ""), by=signed_in(request))
            messages.success(request, "Dismissed; the reason is kept.")
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("routing:findings")


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Lint now, for those who do not want to wait for the night."""
    permissions.check(signed_in(request), "propose_change_set")
    if enqueue(lint_live_tree):
        messages.success(request, "The lint is looking; reload in a few seconds.")
    else:
        messages.error(request, "The task broker cannot be reached. Nothing is lost; try again in a minute.")
    return redirect("routing:findings")
