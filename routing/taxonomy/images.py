"""Rows before and after a change set, and putting the ones for the others, to the letter.

Reverting restores the fields that were changed, and only those: what people did to other fields since stays.
Where the same field was changed again, reverting is refused with the name of what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime

from routing.models import Rule
from support.actions.tickets import Refused
from support.models import Category, CategoryAlias

TABLES: dict[str, type[models.Model]] = {"category": Category, "alias": CategoryAlias, "rule": Rule}
DATES = ("created_at", "edited_at", "retired_at")
# When somebody else edited the row since, this moment is theirs and no reason to refuse.
THEIRS = "edited_at"


@dataclass(frozen=True)
class Image:
    """One row as it was (None: not there) and as the change set left it."""

    table: str
    id: int
    was: dict[str, Any] | None
    now: dict[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        return {"table": self.table, "id": self.id, "was": _plain(self.was), "is": _plain(self.now)}


def from_json(rows: Iterable[Mapping[str, Any]]) -> list[Image]:
    return [Image(row["table"], row["id"], _rich(row["was"]), _rich(row["is"])) for row in rows]


def changed(row: models.Model, table: str, values: Mapping[str, Any]) -> Image:
    """Write `values` into the unsaved row and keep how it was."""
    was = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return Image(table, row.pk, was, dict(values))


def made(row: models.Model, table: str) -> Image:
    return Image(table, row.pk, None, values_of(row))


def values_of(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def put_back(images: list[Image]) -> None:
    """Restore rows that were changed, and remove aliases that were made. Created categories stay."""
    for table, model in TABLES.items():
        ours = [image for image in images if image.table == table]
        rows = model._default_manager.select_for_update().in_bulk([image.id for image in ours])
        restored = [_restore(image, rows[image.id]) for image in ours if image.was and image.id in rows]
        for row, names in restored:
            if names:
                row.save(update_fields=names)
        if table == "alias":
            gone = [image.id for image in ours if image.was is None and _untouched(image, rows.get(image.id))]
            model._default_manager.filter(pk__in=gone).delete()


def _restore(image: Image, row: models.Model) -> tuple[models.Model, list[str]]:
    """The row with its old values, and which of them have to be saved."""
    assert image.was is not None
    assert image.now is not None
    names = []
    for name, value in image.was.items():
        if getattr(row, name) == image.now[name]:
            setattr(row, name, value)
            names.append(name)
        elif image.table == "category" and name != THEIRS:
            raise Refused(_in_the_way(row, name, image.now[name]))
    return row, names


def _in_the_way(row: models.Model, name: str, value: Any) -> str:
    what = {
        "parent_id": "was moved",
        "name": "was renamed",
        "retired_at": "was retired or reinstated",
        "merged_into_id": "was merged or reinstated",
    }.get(name, f"has a different text under “{name.replace('_', ' ')}”")
    return f"“{row}” {what} since, so it cannot be put back as it was. Undo that first, then revert."


def _untouched(image: Image, row: models.Model | None) -> bool:
    return row is not None and values_of(row) == image.now


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in values.items()}


def _rich(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: parse_datetime(v) if name in DATES and v else v for name, v in values.items()}
