"""Writing what a plan says: categories, names, rules and tickets, each with its row as it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from routing.models import ChangeSet, MovedTicket, Rule
from routing.taxonomy import images
from routing.taxonomy.changes import Plan
from routing.taxonomy.images import Image
from support import taxonomy
from support.actions.categories import free_key
from support.actions.tickets import owning_team
from support.models import Category, CategoryAlias, Team, Ticket
from support.taxonomy import Node

BATCH = 2000
WORDS = ("description", "when_to_use", "when_not_to_use")


def write(change_set: ChangeSet, plan: Plan) -> list[Image]:
    """Call it inside the transaction that applies; returns every row it changed, as it was and as it is."""
    now = timezone.now()
    written = [*_categories(plan, now), *_aliases(plan), *_rules(plan)]
    _move_tickets(change_set, plan)
    return written


def _categories(plan: Plan, now: datetime) -> list[Image]:
    made = _create([plan.after.nodes[pk] for pk in plan.created], now)
    different = [pk for pk, node in plan.before.nodes.items() if plan.after.nodes[pk] != node]
    rows = Category.objects.select_for_update().in_bulk(different)
    written = []
    for pk in sorted(rows):
        values = _values(plan.before.nodes[pk], plan.after.nodes[pk], now)
        written.append(images.changed(rows[pk], "category", values))
        rows[pk].save(update_fields=list(values))
    return [*made, *written]


def _create(nodes: list[Node], now: datetime) -> list[Image]:
    """All at once: PostgreSQL looks at the end of the transaction whether each parent is there."""
    keys = set(Category.objects.values_list("key", flat=True))
    rows = []
    for node in nodes:
        key = free_key(node.name, keys)
        keys.add(key)
        rows.append(
            Category(
                id=node.id,
                key=key,
                name=node.name,
                parent_id=node.parent,
                retired_at=now if node.retired else None,
                merged_into_id=node.merged_into,
                created_at=now,
                edited_at=now,
                **{name: getattr(node, name) for name in WORDS},
            )
        )
    Category.objects.bulk_create(rows, batch_size=1000)
    return [images.made(row, "category") for row in rows]


def _values(before: Node, after: Node, now: datetime) -> dict[str, Any]:
    """Columns that differ, and the moment of the edit."""
    values: dict[str, Any] = {
        name: getattr(after, name)
        for name in ("name", *WORDS)
        if getattr(after, name) != getattr(before, name)
    }
    if after.parent != before.parent:
        values["parent_id"] = after.parent
    if after.merged_into != before.merged_into:
        values["merged_into_id"] = after.merged_into
    if after.retired != before.retired:
        values["retired_at"] = now if after.retired else None
    return {**values, "edited_at": now}


def _aliases(plan: Plan) -> list[Image]:
    """New names; one that exists and led to something else is led here instead."""
    wanted = {name.casefold(): (name, category) for name, category in plan.aliases}
    there = {row.name.casefold(): row for row in CategoryAlias.objects.select_for_update()}
    written = []
    for folded, (name, category) in wanted.items():
        row = there.get(folded)
        if row is None:
            written.append(
                images.made(CategoryAlias.objects.create(name=name, category_id=category), "alias")
            )
        elif row.category_id != category:
            written.append(images.changed(row, "alias", {"category_id": category}))
            row.save(update_fields=["category_id"])
    return written


def _rules(plan: Plan) -> list[Image]:
    rows = Rule.objects.select_for_update().in_bulk([rule.id for rule, _ in plan.rules])
    written = []
    for was, now in plan.rules:
        values: dict[str, Any] = {}
        if was.category != now.category:
            values["category_id"] = now.category
        if was.enabled != now.enabled:
            values["enabled"] = now.enabled
        written.append(images.changed(rows[was.id], "rule", values))
        rows[was.id].save(update_fields=list(values))
    return written


def _move_tickets(change_set: ChangeSet, plan: Plan) -> None:
    """All are found before any is moved: one pile may go to where another one leaves."""
    targets = Category.objects.select_related("owner_team", "parent__owner_team").in_bulk(
        set(plan.moved.values())
    )
    found = [(source, target, _pile(source, is_open)) for (source, is_open), target in plan.moved.items()]
    for source, target, tickets in found:
        _move(change_set, tickets, source, targets[target])


def _pile(category: int, is_open: bool) -> list[tuple[int, int | None]]:
    tickets = Ticket.objects.select_for_update().filter(category=category).order_by("pk")
    tickets = tickets.exclude(status="closed") if is_open else tickets.filter(status="closed")
    return list(tickets.values_list("pk", "team"))


def _move(
    change_set: ChangeSet, tickets: list[tuple[int, int | None]], source: int, target: Category
) -> None:
    """With the category goes the team that owns it, as when a person files a ticket there."""
    team: Team | None = owning_team(target)
    MovedTicket.objects.bulk_create(
        (
            MovedTicket(
                change_set=change_set,
                ticket_id=pk,
                from_category_id=source,
                to_category=target,
                from_team_id=before,
                to_team_id=team.pk if team else before,
            )
            for pk, before in tickets
        ),
        batch_size=BATCH,
    )
    moved = Ticket.objects.filter(pk__in=[pk for pk, _ in tickets])
    moved.update(category=target, **({"team": team} if team else {}))


def move_back(change_set: ChangeSet) -> int:
    """Tickets that are still where the change set put them return; the others were moved by people since."""
    rows = change_set.moved_tickets.select_related("ticket").select_for_update(of=("ticket",))
    groups: dict[tuple[int, int | None], list[int]] = {}
    count = 0
    for row in rows:
        if row.ticket.category_id != row.to_category_id:
            continue
        count += 1
        team = row.from_team_id if row.ticket.team_id == row.to_team_id else row.ticket.team_id
        groups.setdefault((row.from_category_id, team), []).append(row.ticket_id)
    for (category, team_id), tickets in groups.items():
        Ticket.objects.filter(pk__in=tickets).update(category_id=category, team_id=team_id)
    change_set.moved_tickets.all().delete()
    return count


def remove_made(change_set: ChangeSet, written: Iterable[Image]) -> list[Category]:
    """Delete the categories it made, if nothing refers to them; the others are retired and returned.

    Tickets that arrived there since go to the parent where that takes tickets again, else they have no
    category until somebody files them.
    """
    made = {image.id: image for image in written if image.table == "category" and image.was is None}
    rows = Category.objects.select_for_update().in_bulk(made)
    used = _used(rows) | {
        pk for pk, row in rows.items() if row.edited_at != (made[pk].now or {})["edited_at"]
    }
    kept = [rows[pk] for pk in _with_ancestors(rows, used)]
    gone = [pk for pk in rows if pk not in {row.pk for row in kept}]
    Category.objects.filter(pk__in=[row.pk for row in kept], retired_at=None).update(
        retired_at=timezone.now(), edited_at=timezone.now()
    )
    # All at once and past the collector: edits name these numbers and will need them again.
    Category.objects.filter(pk__in=gone)._raw_delete("default")
    _bring_home(kept)
    return kept


def _used(rows: dict[int, Category]) -> set[int]:
    """Which of these categories any row of any app refers to, besides edits and the tree itself."""
    found: set[int] = set()
    for relation in Category._meta.get_fields(include_hidden=True):
        model = getattr(relation, "related_model", None)
        field = getattr(relation, "field", None)
        if not relation.auto_created or model is None or field is None or relation.many_to_many:
            continue
        if model is Category or model._meta.label == "routing.Edit":
            continue
        column = field.attname
        used = model._base_manager.filter(**{f"{column}__in": list(rows)})
        found.update(used.values_list(column, flat=True).distinct())
    return found


def _with_ancestors(rows: dict[int, Category], used: set[int]) -> list[int]:
    """A category that stays needs its parents."""
    kept: set[int] = set()
    for pk in used:
        here: int | None = pk
        while here in rows and here not in kept:
            kept.add(here)
            here = rows[here].parent_id
    return sorted(kept)


def _bring_home(kept: list[Category]) -> None:
    routable = {node.id for node in taxonomy.load().routable()}
    for row in kept:
        home = row.parent_id if row.parent_id in routable else None
        filed = {"filed_by": ""} if home is None else {}
        Ticket.objects.filter(category=row).update(category_id=home, **filed)
