"""Making and changing categories."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from support import audit, events, permissions, taxonomy
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Category, CategoryAlias, User

FIELDS = ("name", "parent", "description", "when_to_use", "when_not_to_use", "risk", "owner_team")
OWNERS = ("owner", "deputy")
# Keys that mean something else in an address: /taxonomy/new/, /queue/?category=none.
RESERVED = ("new", "none")


@transaction.atomic
def create_category(*, values: dict[str, Any], by: User) -> Category:
    permissions.check(by, "edit_taxonomy")
    key = free_key(values["name"], set(Category.objects.values_list("key", flat=True)))
    category = Category.objects.create(key=key, **{name: values[name] for name in FIELDS if name in values})
    audit.record(category, "category_created", by=by, after={"name": category.name})
    events.announce(events.taxonomy_changed)
    return category


@transaction.atomic
def edit_category(*, category: Category, values: dict[str, Any], by: User) -> Category:
    """Change what a category means, and (managers only) who owns it. Raises Refused for a cycle."""
    hold("taxonomy")  # two moves at once, each fine alone, could close a circle
    category = Category.objects.select_for_update().get(pk=category.pk)
    changed = [
        name for name in (*FIELDS, *OWNERS) if name in values and getattr(category, name) != values[name]
    ]
    if any(name in OWNERS for name in changed):
        permissions.check(by, "set_owner")
    if any(name in FIELDS for name in changed):
        permissions.check(by, "edit_taxonomy")
        category.edited_at = timezone.now()
    if not changed:
        return category
    if "parent" in changed:
        _check_no_cycle(category, values["parent"])
    if values.get("owner", category.owner) and values.get("owner", category.owner) == values.get(
        "deputy", category.deputy
    ):
        raise Refused("Owner and deputy must be two people.")
    before = {name: _shown(getattr(category, name)) for name in changed}
    tree = taxonomy.load()
    for name in changed:
        setattr(category, name, values[name])
    category.save()
    _lead_on(tree)
    after = {name: _shown(getattr(category, name)) for name in changed}
    audit.record(category, "category_edited", by=by, before=before, after=after)
    events.announce(events.taxonomy_changed)
    return category


def _lead_on(before: taxonomy.Taxonomy) -> None:
    """Names that led somewhere before the edit still do: what was imported under them finds its way."""
    kept = taxonomy.names_kept(before, taxonomy.load())
    CategoryAlias.objects.bulk_create(
        CategoryAlias(name=name, category_id=category) for name, category in kept.lead_on
    )


def _check_no_cycle(category: Category, parent: Category | None) -> None:
    if parent is None:
        return
    if any(step.id == category.pk for step in taxonomy.load().path(parent.pk)):
        raise Refused(f"“{parent.name}” lies below “{category.name}”; that would be a circle.")


def free_key(name: str, taken: Container[str]) -> str:
    """The key for a new category of that name: readable, and nobody else's."""
    base = slugify(name)[:70] or "category"
    key, count = base, 1
    while key in RESERVED or key in taken:
        count += 1
        key = f"{base}-{count}"
    return key


def _shown(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value
