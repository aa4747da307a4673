"""One edit, asked for in the tree: a small form in a dialog, or a page of its own without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRefresh

from routing.models import ChangeSet, Finding
from routing.taxonomy import change_sets as actions
from routing.taxonomy.changes import Change
from routing.taxonomy.editing import WORDS
from routing.taxonomy.gathering import facts, plan_of, reserve_numbers
from routing.views import change_sets
from support import permissions
from support import taxonomy as trees
from support.actions.tickets import Refused
from support.people import PageRequest, signed_in
from support.taxonomy import Node, Taxonomy

TITLES = {
    "create": "New category",
    "move": "Move",
    "merge": "Merge",
    "rename": "Rename",
    "split": "Split",
    "retire": "Retire",
    "reinstate": "Reinstate",
    "alias": "Add another name",
    "describe": "Describe",
}
MANY = ("move", "merge", "retire", "reinstate")  # what makes sense for several at once
MOST_NODES = 500


class Unclear(Exception):
    """The form does not say enough; the sentence says what is missing."""


@dataclass(frozen=True)
class Asked:
    """What the form is about: the action, the categories chosen, and the tree they are chosen in."""

    action: str
    nodes: tuple[Node, ...]
    tree: Taxonomy


def edit(request: PageRequest) -> HttpResponse:
    permissions.check(signed_in(request), "propose_change_set")
    draft = change_sets.current(request)
    values = request.POST if request.method == "POST" else request.GET
    asked = _asked(values, draft)
    if asked.action not in TITLES:
        return render(request, "routing/change_set/choose.html", {"asked": asked, "actions": TITLES})
    problem = ""
    if request.method == "POST":
        try:
            return _add(request, asked)
        except (Unclear, Refused, PermissionDenied) as reason:
            problem = str(reason)
    context = {**_form(asked, values), "problem": problem, "in_dialog": bool(request.htmx)}
    name = "_edit" if request.htmx else "edit"
    return render(request, f"routing/change_set/{name}.html", context, status=422 if problem else 200)


def _asked(values: QueryDict, draft: ChangeSet | None) -> Asked:
    tree = plan_of(draft).after if draft and draft.edits.exists() else trees.load()
    numbers = [
        int(text) for text in values.getlist("node")[:MOST_NODES] if text.isdecimal() and len(text) < 19
    ]
    nodes = tuple(tree.nodes[number] for number in dict.fromkeys(numbers) if number in tree.nodes)
    return Asked(values.get("action", ""), nodes, tree)


def _form(asked: Asked, values: QueryDict) -> dict[str, Any]:
    """What is shown: fields filled with what was typed, else with what is there."""
    node = asked.nodes[0] if asked.nodes else None
    to = values.get("to", "")
    if to.isdecimal() and len(to) < 19 and int(to) in asked.tree.nodes:  # dragged there
        to = asked.tree.path_name(int(to))
    waiting = facts().open if asked.action == "retire" else {}
    words = {name: str(values.get(name, getattr(node, name) if node else "")) for name in WORDS}
    return {
        "asked": asked,
        "title": TITLES[asked.action],
        "node": node,
        "paths": [(item.id, asked.tree.path_name(item.id)) for item in asked.nodes],
        "choices": [asked.tree.path_name(pk) for pk, item in asked.tree.nodes.items() if not item.retired],
        "to": to,
        "name": values.get("name", node.name if node and asked.action == "rename" else ""),
        "names": values.get("names", ""),
        "words": words,
        "waiting": sum(waiting.get(item.id, 0) for item in asked.nodes),
        "too_many": len(asked.nodes) > 1 and asked.action not in MANY,
        "nothing": not asked.nodes and asked.action != "create",
        "finding": values.get("finding", ""),
        "q": values.get("q", ""),
    }


def _add(request: PageRequest, asked: Asked) -> HttpResponse:
    changes = _changes(asked, request.POST)
    change_set = change_sets.current_or_new(request)
    steps = actions.tried(change_set, changes)
    if problem := next((step.problem for step in steps if step.problem), ""):
        raise Unclear(problem)
    finding = Finding.objects.filter(pk=_number(request.POST.get("finding", ""))).first()
    actions.add(change_set=change_set, changes=changes, by=signed_in(request), finding=finding)
    said = steps[0].sentence if len(steps) == 1 else f"{len(steps)} edits"
    messages.success(request, f"{said}: in the change set. Nothing is changed yet.")
    query = {"q": request.POST["q"]} if request.POST.get("q") else {}
    back = reverse("routing:findings") if finding else _tree(changes[0].category, query)
    # The dialog stands on the tree: the same page, drawn anew.
    return HttpResponseClientRefresh() if request.htmx else redirect(back)


def _tree(node: int, query: Mapping[str, str]) -> str:
    return reverse("routing:taxonomy") + (f"?{urlencode(query)}" if query else "") + f"#n{node}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _changes(asked: Asked, values: QueryDict) -> list[Change]:
    """The edits that the form asks for. Raises Unclear."""
    if asked.action == "create":
        return [_created(asked, values)]
    if not asked.nodes:
        raise Unclear("Choose a category in the tree first.")
    if len(asked.nodes) > 1 and asked.action not in MANY:
        raise Unclear("One at a time: choose a single category.")
    return [Change(asked.action, node.id, _values(asked, node, values)) for node in asked.nodes]


def _created(asked: Asked, values: QueryDict) -> Change:
    parent = _place(asked, values.get("to", ""))
    words = {name: values.get(name, "").strip() for name in WORDS if values.get(name, "").strip()}
    if not values.get("name", "").strip():
        raise Unclear("A category needs a name.")
    named = {"name": values["name"], "parent": parent, **words}
    return Change("create", reserve_numbers(1)[0], named)


def _values(asked: Asked, node: Node, values: QueryDict) -> dict[str, Any]:
    action, to = asked.action, values.get("to", "")
    if action == "move":
        return {"to": _place(asked, to)}
    if action == "merge":
        if (into := _place(asked, to)) is None:
            raise Unclear("Say which category it should be merged into.")
        return {"into": into}
    if action == "retire":
        goes = _place(asked, to)
        return {} if goes is None else {"tickets_to": goes}
    if action in ("rename", "alias"):
        return {"name": values.get("name", "")}
    if action == "split":
        return _parts(values)
    if action == "describe":
        return {
            name: values.get(name, "")
            for name in WORDS
            if values.get(name, "").strip() != getattr(node, name)
        }
    return {}


def _place(asked: Asked, text: str) -> int | None:
    """The category that the text names by its path, key or name; None for the top level."""
    if not text.strip():
        return None
    found = asked.tree.resolve(text)
    if found is None:
        raise Unclear(
            f"“{text.strip()}” is not a category, or several are called so; choose one from the list."
        )
    return found


def _parts(values: QueryDict) -> dict[str, Any]:
    names: Sequence[str] = [line.strip() for line in values.get("names", "").splitlines() if line.strip()]
    if len(names) < 2:
        raise Unclear("Name the parts, one a line; a split needs two or more.")
    parts = [{"id": pk, "name": name} for pk, name in zip(reserve_numbers(len(names)), names, strict=True)]
    return {"parts": parts, **({"tickets_to": parts[0]["id"]} if values.get("tickets") == "first" else {})}
