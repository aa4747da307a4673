"""Findings of the live tree: kept while they last, dismissed with a reason, turned into edits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from routing.models import Finding
from routing.taxonomy import live, signals
from routing.taxonomy.changes import Change, Plan
from routing.taxonomy.lint import DEAD_AFTER_MONTHS, Node, Signals, lint
from routing.taxonomy.lint import Finding as Found
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import User

KIND_NAMES = {
    "cycle": "Going round in circles",
    "orphan": "Without a parent",
    "misplaced_child": "Beside what it belongs under",
    "duplicate": "Twice the same",
    "overlap": "Claiming the same cases",
    "single_child": "Headings over one category",
    "dead": "Not used any more",
    "vague_name": "Names that say too little",
    "no_owner": "Tickets that nobody answers for",
}


@transaction.atomic
def look_at_live_tree() -> int:
    """Lint the tree of today: new defects become findings, mended ones are marked as gone. How many stand."""
    hold("lint live tree")
    now, found = timezone.now(), check(live.load(), signals.read())
    known = {row.fingerprint: row for row in Finding.objects.filter(gone_at=None)}
    seen = {fingerprint(one): one for one in found}
    Finding.objects.bulk_create(
        Finding(
            kind=one.kind,
            nodes=list(one.nodes),
            proposal=one.proposal,
            reason=one.reason,
            fingerprint=mark,
            first_seen_at=now,
            last_seen_at=now,
        )
        for mark, one in seen.items()
        if mark not in known
    )
    still = []
    for mark, row in known.items():
        if mark in seen:
            row.last_seen_at, row.reason, row.proposal = now, seen[mark].reason, seen[mark].proposal
            still.append(row)
    Finding.objects.bulk_update(still, ["last_seen_at", "reason", "proposal"], batch_size=500)
    Finding.objects.filter(gone_at=None).exclude(fingerprint__in=seen).update(gone_at=now)
    return len(seen)


def check(nodes: list[Node], seen: Signals | None = None) -> list[Found]:
    months = getattr(settings, "TAXONOMY_DEAD_AFTER_MONTHS", DEAD_AFTER_MONTHS)
    return lint(nodes, today=timezone.localdate(), dead_after_months=months, signals=seen)


def check_plan(plan: Plan) -> list[Found]:
    """Findings of the tree as a change set would leave it, without those that it has already today."""
    today = {node.id: node for node in live.load()}
    known = {fingerprint(one) for one in check(list(today.values()))}
    return [one for one in check(_as_it_would_be(plan, today)) if fingerprint(one) not in known]


def _as_it_would_be(plan: Plan, today: dict[Any, Node]) -> list[Node]:
    nodes = []
    for node in plan.after.nodes.values():
        old = today.get(node.id)
        nodes.append(
            Node(
                id=node.id,
                parent=node.parent,
                name=node.name,
                description=node.description,
                updated=old.updated if old else None,
                last_ticket=old.last_ticket if old else None,
                tickets=old.tickets if old else None,
                active=not node.retired,
                aliases=old.aliases if old else (),
                last_filed=old.last_filed if old else None,
            )
        )
    return nodes


def fingerprint(found: Found) -> str:
    """The same for the same defect of the same categories.

    Of two that claim the same cases neither is the first: which stands first follows the tree, and moves.
    """
    nodes = [str(node) for node in found.nodes]
    text = f"{found.kind}:{','.join(sorted(nodes) if found.kind == 'overlap' else nodes)}"
    return text if len(text) <= 200 else f"{found.kind}:{hashlib.sha256(text.encode()).hexdigest()}"


@dataclass(frozen=True)
class Question:
    """What a person has to say before the finding can become an edit."""

    action: str
    nodes: tuple[int, ...]


def edits_for(kind: str, nodes: Iterable[Any], proposal: dict[str, Any]) -> list[Change] | Question:
    """The proposal as edits; a Question when it leaves open what only a person knows."""
    nodes, action = tuple(nodes), proposal["action"]
    if action == "reparent":
        moved = Change("move", proposal["node"], {"to": proposal["to"]})
        return [moved, Change("retire", nodes[0])] if kind == "single_child" else [moved]
    if action == "merge":
        return [Change("merge", proposal["from"], {"into": proposal["into"]})]
    if action == "retire":
        return [Change("retire", proposal["node"])]
    if action == "rename" and proposal.get("name"):
        return [Change("rename", proposal["node"], {"name": proposal["name"]})]
    return Question(action, nodes)


@transaction.atomic
def dismiss(*, finding: Finding, why: str, by: User) -> Finding:
    """This is as it should be; the reason is kept and the finding is not shown again."""
    permissions.check(by, "edit_taxonomy")
    why = " ".join(why.split())[:300]
    if not why:
        raise Refused("Say why this is as it should be; the next person will ask.")
    finding.dismissed_by, finding.dismissed_at, finding.dismissed_why = by, timezone.now(), why
    finding.save(update_fields=["dismissed_by", "dismissed_at", "dismissed_why"])
    audit.record(finding, "finding_dismissed", by=by, why=why, after={"kind": finding.kind})
    return finding


@transaction.atomic
def bring_back(*, finding: Finding, by: User) -> Finding:
    permissions.check(by, "edit_taxonomy")
    finding.dismissed_by = finding.dismissed_at = None
    finding.dismissed_why = ""
    finding.save(update_fields=["dismissed_by", "dismissed_at", "dismissed_why"])
    audit.record(finding, "finding_brought_back", by=by, after={"kind": finding.kind})
    return finding
