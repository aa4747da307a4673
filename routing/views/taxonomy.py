"""The tree: hundreds of categories with their counts and ages, to search, select and change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from routing.models import ChangeSet, Finding
from routing.taxonomy import exporting
from routing.taxonomy.gathering import plan_of
from routing.taxonomy.previewing import mark_of
from routing.views import change_sets
from support import taxonomy as trees
from support.models import Category, Ticket
from support.taxonomy import Node, Taxonomy, folded
from support.templatetags.desk import age

RECENT = timedelta(days=30)
NOTHING: dict[str, Any] = {"n": 0, "recent": 0, "open": 0, "last": None}


def taxonomy(request: HttpRequest) -> HttpResponse:
    """The tree as the draft would leave it, so that one works on what one has made; `?live=1` as it is."""
    context = change_sets.counts(request)
    draft: ChangeSet | None = context["draft"] if context["draft_edits"] else None
    plan = plan_of(draft) if draft and "live" not in request.GET else None
    tree = plan.after if plan else trees.load()
    asked, retired = request.GET.get("q", "").strip()[:200], "retired" in request.GET
    marks = {pk: mark_of(plan, pk) for pk in tree.nodes} if plan else {}
    shown = _shown(tree, asked, retired, {pk for pk, (mark, _) in marks.items() if mark})
    context |= {
        "tab": "tree",
        "rows": _rows(tree, shown, marks),
        "total": sum(not node.retired for node in tree.nodes.values()),
        "retired_total": sum(node.retired for node in tree.nodes.values()),
        "q": asked,
        "retired": retired,
        "planned": plan is not None,
        "problems": len(plan.problems) if plan else 0,
    }
    return render(request, "routing/taxonomy/page.html", context)


def _shown(tree: Taxonomy, asked: str, retired: bool, marked: set[int]) -> set[int]:
    """What matches, with the headings above it. Retired ones only when asked for, or just retired."""
    aliases: dict[int, list[str]] = {}
    for name, pk in tree.aliases.items():
        aliases.setdefault(pk, []).append(name)
    found = [
        node
        for node in tree.nodes.values()
        if (retired or not node.retired or node.id in marked)
        and _matches(node, aliases.get(node.id, []), asked)
    ]
    return {step.id for node in found for step in tree.path(node.id)}


def _matches(node: Node, aliases: list[str], asked: str) -> bool:
    return not asked or any(folded(asked) in text for text in (folded(node.name), node.key, *aliases))


def _rows(tree: Taxonomy, shown: set[int], marks: dict[int, tuple[str, str]]) -> list[dict[str, Any]]:
    used, edited, findings = _used(), _edited(), _findings()
    sums = _sums(tree, used)
    parents = {node.parent for node in tree.nodes.values() if not node.retired}
    below = {tree.nodes[pk].parent for pk in shown}
    return [
        {
            "node": node,
            "level": depth + 1,
            "depth": min(depth, 9),
            "parent": node.parent in tree.nodes,
            "heading": node.id in parents,
            "open": node.id in below,
            "used": sums[node.id] if node.id in parents else used.get(node.id, NOTHING),
            "to_file": used.get(node.id, NOTHING)["n"] if node.id in parents else 0,
            "last": _told((sums if node.id in parents else used).get(node.id, NOTHING)["last"]),
            "edited": _told(edited.get(node.id)),
            "findings": findings.get(node.id, 0),
            "mark": marks.get(node.id, ("", ""))[0],
            "was": marks.get(node.id, ("", ""))[1],
        }
        for depth, node in tree.walk()
        if node.id in shown
    ]


def _told(moment: datetime | None) -> tuple[str, str] | None:
    """How long ago, and the day; made here because a thousand template filters take a second."""
    return (age(moment), f"{timezone.localtime(moment):%-d %b %Y}") if moment else None


def _sums(tree: Taxonomy, used: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """For each node what lies in it and below it: a heading's own tickets say nothing about its branch."""
    sums = {pk: dict(NOTHING) for pk in tree.nodes}
    for pk, own in used.items():
        for step in tree.path(pk):
            total = sums[step.id]
            for name in ("n", "recent", "open"):
                total[name] += own[name]
            total["last"] = max(filter(None, (total["last"], own["last"])), default=None)
    return sums


def _used() -> dict[int, dict[str, Any]]:
    rows = (
        Ticket.objects.filter(category__isnull=False)
        .order_by()
        .values("category")
        .annotate(
            n=Count("id"),
            recent=Count("id", filter=Q(created_at__gte=timezone.now() - RECENT)),
            open=Count("id", filter=Q(status="open")),
            last=Max("created_at"),
        )
    )
    return {row["category"]: dict(row) for row in rows}


def _edited() -> dict[int, Any]:
    return dict(Category.objects.values_list("pk", "edited_at"))


def _findings() -> dict[int, int]:
    """Findings per category, counted at the one that would be changed first."""
    counts: dict[int, int] = {}
    for nodes in Finding.objects.filter(gone_at=None, dismissed_at=None).values_list("nodes", flat=True):
        counts[nodes[0]] = counts.get(nodes[0], 0) + 1
    return counts


def export_csv(request: HttpRequest) -> HttpResponse:
    return _file(exporting.to_csv(), "text/csv", "csv")


def export_json(request: HttpRequest) -> HttpResponse:
    return _file(exporting.to_json(), "application/json", "json")


def _file(text: str, kind: str, ending: str) -> HttpResponse:
    name = f"taxonomy-{timezone.localdate():%Y-%m-%d}.{ending}"
    # A mark in front: spreadsheets take CSV without it for another encoding.
    body = text.encode("utf-8-sig" if ending == "csv" else "utf-8")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8", headers=headers)
