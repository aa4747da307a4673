"""Taxonomies as other helpdesks export them: CSV or JSON, a parent id or a path in each row."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from routing.taxonomy.lint import Node
from support.commandline import BadInput, numbered_jsonl, read_csv, read_text

Row = Mapping[str, Any]
Numbered = list[tuple[int, Row]]

MOST_BYTES = 20_000_000
MOST_NODES = 20_000
NO_PARENT = {"", "0", "null", "none", "nan", "-"}
TRUE, FALSE = (
    {"", "true", "yes", "1", "t", "y", "active"},
    {"false", "no", "0", "f", "n", "inactive", "retired"},
)


def read_nodes(path: Path) -> list[Node]:
    """The nodes of a .csv, .json or .jsonl file (or .gz of either), in its order.

    Columns: id, parent_id, name, and where known description, updated_at, last_ticket_at, tickets, active.
    Instead of parent_id and name a `path` may stand (“A > B”, “A::B”, “A/B”); a step of a path that has no
    row of its own becomes a node without dates. Missing parents and circles are findings, not errors.
    Raises BadInput naming file, row and cause.
    """
    _refuse_large(path)
    rows = _rows(path)
    if len(rows) > MOST_NODES:
        raise BadInput(f"{path}: row {rows[MOST_NODES][0]}: more than {MOST_NODES:,} categories")
    columns = {column for _, row in rows for column in row}
    if "path" in columns and "parent_id" not in columns:
        return _Paths(path, rows).nodes()
    for column in ("id", "parent_id", "name"):
        if column not in columns:
            raise BadInput(
                f"{path}: row 1: no column {column}; needed are id, parent_id and name, or path "
                f"(found: {', '.join(sorted(columns))})"
            )
    return _with_parents(path, rows)


def _refuse_large(path: Path) -> None:
    try:
        size = path.stat().st_size
        if path.suffix == ".gz" and size <= MOST_BYTES:
            with gzip.open(path) as packed:
                size = len(packed.read(MOST_BYTES + 1))
    except (OSError, EOFError, zlib.error):
        return  # read_text says what is wrong, with the file's name
    if size > MOST_BYTES:
        raise BadInput(
            f"{path}: larger than {MOST_BYTES // 1_000_000} MB; a taxonomy file holds one row a category, "
            "not tickets"
        )


def _rows(path: Path) -> Numbered:
    kind = "".join(path.suffixes[-2:]).removesuffix(".gz").lower()
    if kind.endswith(".jsonl"):
        return list(numbered_jsonl(path))
    if kind.endswith(".json"):
        return _json_rows(path)
    if kind.endswith(".csv"):
        return list(enumerate(read_csv(path), start=2))
    raise BadInput(f"{path}: the name must end in .csv, .json or .jsonl, or one of these with .gz")


def _json_rows(path: Path) -> Numbered:
    """A list of objects, or an object that holds one such list; rows count from 1."""
    try:
        value = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path}: not JSON ({error})") from None
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list)]
        value = lists[0] if len(lists) == 1 else None
    if not isinstance(value, list):
        raise BadInput(f"{path}: expected a list of categories")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            raise BadInput(f"{path}: row {number}: expected an object, found {type(row).__name__}")
    if not value:
        raise BadInput(f"{path}: holds no rows")
    return list(enumerate(value, start=1))


def _with_parents(path: Path, rows: Numbered) -> list[Node]:
    ids = _ids(path, rows)
    nodes = []
    for number, row in rows:
        try:
            parent = _parent(row.get("parent_id"), ids)
            name = _line(row, "name")
            if not name:
                raise ValueError("'name' is empty")
            nodes.append(node_of(ids[_id(row)], parent, name, row))
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: {error}") from None
    return nodes


def _ids(path: Path, rows: Numbered) -> dict[str, int | str]:
    """Each id as text → as the file writes it. Raises BadInput for an id that is missing or given twice."""
    first: dict[str, int] = {}
    ids: dict[str, int | str] = {}
    for number, row in rows:
        try:
            key = _id(row)
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: {error}") from None
        if key in first:
            raise BadInput(f"{path}: row {number}: the id {key} is in row {first[key]} already")
        first[key] = number
        ids[key] = row["id"] if isinstance(row["id"], int) else key
    return ids


def _id(row: Row) -> str:
    value = row.get("id")
    text = _tidy(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        raise ValueError("'id' must be a text or a whole number")
    return text


def _parent(value: Any, ids: Mapping[str, int | str]) -> int | str | None:
    """The parent's id; one that no row has is kept, since that is a finding."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise ValueError(f"'parent_id' must be a text or a whole number, found {type(value).__name__}")
    text = _tidy(str(value)) if value is not None else ""
    # Spreadsheets with empty cells among whole numbers export them as 12.0.
    for known in (text, text.removesuffix(".0")):
        if known in ids:
            return ids[known]
    return None if text.casefold() in NO_PARENT else text


class _Paths:
    """Rows that name their whole path. Steps without a row come before their first child."""

    def __init__(self, path: Path, rows: Numbered) -> None:
        self.path, self.rows = path, rows
        texts = [str(row.get("path") or "") for _, row in rows]
        self.separator = next((mark for mark in ("::", ">", "/") if any(mark in text for text in texts)), ">")

    def nodes(self) -> list[Node]:
        places = self._places()
        ids = self._ids(places)
        found: dict[tuple[str, ...], Node] = {}
        for place, (number, row) in places.items():
            for depth in range(1, len(place)):
                step = place[:depth]
                if step not in places and step not in found:
                    found[step] = Node(ids[step], ids.get(step[:-1]), step[-1])
            try:
                found[place] = node_of(ids[place], ids.get(place[:-1]), place[-1], row)
            except ValueError as error:
                raise BadInput(f"{self.path}: row {number}: {error}") from None
        return list(found.values())

    def _places(self) -> dict[tuple[str, ...], tuple[int, Row]]:
        places: dict[tuple[str, ...], tuple[int, Row]] = {}
        for number, row in self.rows:
            try:
                place = tuple(_tidy(part) for part in _line(row, "path").split(self.separator))
            except ValueError as error:
                raise BadInput(f"{self.path}: row {number}: {error}") from None
            if not all(place):
                raise BadInput(f"{self.path}: row {number}: the path is empty or has an empty step")
            if place in places:
                raise BadInput(f"{self.path}: row {number}: the path is in row {places[place][0]} already")
            places[place] = (number, row)
        return places

    def _ids(self, places: dict[tuple[str, ...], tuple[int, Row]]) -> dict[tuple[str, ...], int | str]:
        """The `id` column where there is one; otherwise, and for steps without a row, the path itself."""
        given: dict[str, int | str] = {}
        if any("id" in row for _, row in self.rows):
            given = _ids(self.path, self.rows)
        ids: dict[tuple[str, ...], int | str] = {}
        for place, (_, row) in places.items():
            for depth in range(1, len(place)):
                ids.setdefault(place[:depth], " > ".join(place[:depth]))
            ids[place] = given[_id(row)] if given else " > ".join(place)
        return ids


def node_of(id_: int | str, parent: int | str | None, name: str, row: Row) -> Node:
    """Raises ValueError saying what is wrong with the row."""
    return Node(
        id=id_,
        parent=parent,
        name=name,
        description=_line(row, "description"),
        updated=_day(row, "updated_at"),
        last_ticket=_day(row, "last_ticket_at"),
        tickets=_count(row),
        active=_active(row),
    )


def _line(row: Row, column: str) -> str:
    value = row.get(column)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(f"'{column}' must be text, found {type(value).__name__}")
    return _tidy(str(value))


def _tidy(text: str) -> str:
    """One line that is safe on a terminal. A spreadsheet formula is text like any other."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _day(row: Row, column: str) -> date | None:
    value = row.get(column)
    text = _tidy(value) if isinstance(value, str) else ("" if value is None else repr(value))
    if text.casefold() in {"", "null", "none", "nat", "nan"}:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{column}' must be a day such as 2024-05-31, not {text}") from None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


def _count(row: Row) -> int | None:
    value = row.get("tickets")
    text = _tidy(str(value)) if value is not None else ""
    if text.casefold() in {"", "null", "none", "nan"}:
        return None
    if not text.removesuffix(".0").isascii() or not text.removesuffix(".0").isdigit():
        raise ValueError(f"'tickets' must be a whole number from 0, not {text}")
    return int(text.removesuffix(".0"))


def _active(row: Row) -> bool:
    value = row.get("active")
    text = _tidy(str(value)).casefold().removesuffix(".0") if value is not None else ""
    if text in TRUE | {"null", "none", "nan"}:
        return True
    if text in FALSE:
        return False
    raise ValueError(f"'active' must be true or false, not {text}")
