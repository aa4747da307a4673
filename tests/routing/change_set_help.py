"""Change sets for tests: gathered through the product's own actions; and the whole database as a value."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from routing.models import ChangeSet
from routing.taxonomy import change_sets
from routing.taxonomy.changes import Change
from routing.taxonomy.gathering import reserve_numbers
from support.models import Category, User

# What applying and reverting is meant to add to: the trail, the change sets themselves, who signed in.
LEFT_OUT = {
    "support.AuditEvent",
    "routing.ChangeSet",
    "routing.Edit",
    "routing.MovedTicket",
    "routing.Finding",
    "sessions.Session",
}


def database() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, except those left out above."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.label not in LEFT_OUT
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def gathered(by: User, *changes: Change) -> ChangeSet:
    change_set = change_sets.start(title="Clean-up", by=by)
    change_sets.add(change_set=change_set, changes=changes, by=by)
    return change_set


def applied(by: User, *changes: Change) -> ChangeSet:
    return change_sets.apply(change_set=gathered(by, *changes), by=by)


def reverted(change_set: ChangeSet, by: User) -> ChangeSet:
    return change_sets.revert(change_set=change_set, by=by)


def move(category: Category, to: Category | None) -> Change:
    return Change("move", category.pk, {"to": to.pk if to else None})


def merge(category: Category, into: Category) -> Change:
    return Change("merge", category.pk, {"into": into.pk})


def rename(category: Category, name: str) -> Change:
    return Change("rename", category.pk, {"name": name})


def retire(category: Category, tickets_to: Category | None = None) -> Change:
    return Change("retire", category.pk, {"tickets_to": tickets_to.pk} if tickets_to else {})


def create(name: str, parent: Category | int | None = None) -> Change:
    place = parent.pk if isinstance(parent, Category) else parent
    return Change("create", reserve_numbers(1)[0], {"name": name, "parent": place})


def split(category: Category, *names: str, tickets_to: int | None = None) -> Change:
    """`tickets_to` counts the parts from 0."""
    parts = [{"id": pk, "name": name} for pk, name in zip(reserve_numbers(len(names)), names, strict=True)]
    goes = {} if tickets_to is None else {"tickets_to": parts[tickets_to]["id"]}
    return Change("split", category.pk, {"parts": parts, **goes})
