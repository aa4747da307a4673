"""The rows of an uploaded file, whatever system wrote it, under our own names for their columns. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from support.csvfiles import RISKY

MOST_BYTES = 2_000_000
MOST_ROWS = 5_000
MOST_FAULTS = 50  # after so many, the file is the wrong file

# What other systems call our columns.
SYNONYMS = {
    "id": ("id", "category id", "external id", "node id", "nr"),
    "key": ("key", "slug"),
    "parent_id": ("parent id", "parent", "parentid", "parent category id", "parent category", "parent key"),
    "name": ("name", "title", "label", "category", "category name", "queue", "topic", "tag"),
    "path": ("path", "full name", "fullname", "full path", "category path", "breadcrumb"),
    "description": ("description", "note", "notes", "comment"),
    "when_to_use": ("when to use",),
    "when_not_to_use": ("when not to use",),
    "updated_at": ("updated at", "updated", "edited at", "last edited", "modified"),
    "last_ticket_at": ("last ticket at", "last ticket", "last used"),
    "tickets": ("tickets", "ticket count", "count", "n"),
    "active": ("active", "enabled"),
}
OURS = {synonym: column for column, synonyms in SYNONYMS.items() for synonym in synonyms}
LEVELS = ("level", "tier", "ebene", "l")
NAMED_LEVELS = ("category", "subcategory", "sub category", "item", "subsubcategory")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row, as a sentence; row 0 is the file as a whole."""

    row: int
    sentence: str


class BadFile(Exception):
    """The file cannot be imported. Nothing has been changed."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults[:MOST_FAULTS]
        self.more = len(faults) - len(self.faults)
        super().__init__(faults[0].sentence)


Row = dict[str, str]
Numbered = list[tuple[int, Row]]
HELP = (
    "Name the columns “id”, “parent” and “name”, or one of them “path” with steps such as A > B,"
    " or “level 1”, “level 2” and so on."
)


def rows_of(name: str, raw: bytes) -> Numbered:
    """Rows with their numbers as a spreadsheet counts them. Raises BadFile naming what is wrong where."""
    text = decoded(raw)
    rows = _json_rows(text) if _is_json(name, text) else _csv_rows(text)
    if not rows:
        raise BadFile(Fault(0, "The file holds no categories."))
    if len(rows) > MOST_ROWS:
        number = rows[MOST_ROWS][0]
        raise BadFile(
            Fault(number, f"There are more than {MOST_ROWS:,} categories; is it a list of tickets?")
        )
    return rows


def decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 as text. Raises BadFile naming the row of the first byte that is neither."""
    if len(raw) > MOST_BYTES:
        raise BadFile(Fault(0, "The file is larger than 2 MB. A taxonomy has one row a category."))
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise BadFile(
            Fault(row, "This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")
        ) from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise BadFile(Fault(row, "This is not a text file; a spreadsheet has to be saved as CSV first."))
    return text


def _is_json(name: str, text: str) -> bool:
    return name.lower().endswith(".json") or text.lstrip()[:1] in ("[", "{")


# --- CSV ---


def _csv_rows(text: str) -> Numbered:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    mark = max(",;\t", key=first.count)
    cells = next(csv.reader([first], delimiter=mark), [])
    header = _header(cells)
    if not any(column in ("name", "path") or column.startswith("level") for column in header):
        if len(cells) < 2 or any(separator in first for separator in ("::", " > ")):
            return [(number, {"path": line}) for number, line in enumerate(lines, 1) if line.strip()]
        raise BadFile(
            Fault(1, f"The columns {', '.join(cells)} do not say what a category is called. {HELP}")
        )
    return list(_records(text, mark, header))


def _records(text: str, mark: str, header: list[str]) -> Iterator[tuple[int, Row]]:
    faults = []
    reader = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1)
    seen_header = False
    number = 0
    try:
        for number, cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not seen_header:
                seen_header = True
            elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                faults.append(Fault(number, f"There are {len(cells)} cells under {len(header)} columns."))
            else:
                yield number, _with_levels(dict(zip(header, map(_unquoted, cells), strict=False)))
    except csv.Error as error:
        faults.append(Fault(number + 1, f"The row cannot be read: {error}."))
    if faults:
        raise BadFile(*faults)


def _header(cells: Sequence[str]) -> list[str]:
    """Our names for the columns; `level 1`, `level 2` … for a column a level."""
    plain = [" ".join(cell.casefold().replace("_", " ").replace("-", " ").split()) for cell in cells]
    if "subcategory" in plain or "sub category" in plain:
        levels = [cell for cell in plain if cell in NAMED_LEVELS]
        return [f"level {levels.index(cell)}" if cell in levels else OURS.get(cell, cell) for cell in plain]
    return [_level(cell) or OURS.get(cell, cell) for cell in plain]


def _level(cell: str) -> str:
    word = cell.rstrip("0123456789").strip()
    return f"level {int(cell[len(word) :])}" if word in LEVELS and cell[len(word) :].strip().isdigit() else ""


def _with_levels(row: Row) -> Row:
    """Columns a level become a path; the levels after the last one that is filled are not there."""
    levels = sorted((int(column.split()[1]), column) for column in row if column.startswith("level "))
    if not levels:
        return row
    steps = [row[column].strip() for _, column in levels]
    while steps and not steps[-1]:
        steps.pop()
    return {**row, "path": "::".join(steps)}


def _unquoted(cell: str) -> str:
    """Our own export puts an apostrophe before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in RISKY else cell


# --- JSON ---


def _json_rows(text: str) -> Numbered:
    try:
        value = json.loads(text)
    except RecursionError:
        raise BadFile(Fault(0, "The JSON is nested too deeply to be a taxonomy.")) from None
    except ValueError as error:
        row = getattr(error, "lineno", 0)
        raise BadFile(Fault(row, f"This is not JSON: {getattr(error, 'msg', error)}.")) from None
    rows: Numbered = []
    _collect(_list_in(value), (), rows)
    return rows


def _list_in(value: Any) -> list[Any]:
    """The list of categories, however deep other systems wrap it."""
    while isinstance(value, dict):
        named = [
            value[key]
            for key in ("custom_field_options", "options", "categories", "children")
            if key in value
        ]
        lists = named or [part for part in value.values() if isinstance(part, list | dict)]
        if len(lists) != 1 and not named:
            raise BadFile(Fault(0, "No list of categories was found in the JSON."))
        value = lists[0]
    if not isinstance(value, list):
        raise BadFile(Fault(0, "A list of categories is needed."))
    fields = [
        part["custom_field_options"]
        for part in value
        if isinstance(part, dict) and part.get("custom_field_options")
    ]
    return fields[0] if len(fields) == 1 else value


def _collect(items: list[Any], above: tuple[str, ...], rows: Numbered) -> None:
    """Rows count from 1 in the order of the file, those of a nested tree too."""
    for item in items:
        number = len(rows) + 1
        if isinstance(item, str):
            rows.append((number, {"path": "::".join((*above, item))}))
            continue
        if not isinstance(item, dict):
            raise BadFile(Fault(number, f"An object or a text is needed, this is {json.dumps(item)[:40]}."))
        plain = {_header([str(key)])[0]: value for key, value in item.items()}
        children = item.get("children")
        row = {key: _text(value) for key, value in plain.items() if key in SYNONYMS}
        if above or isinstance(children, list):
            row["path"] = "::".join((*above, row.get("name", "")))
            row.pop("parent_id", None)
        rows.append((number, row))
        if isinstance(children, list):
            _collect(children, (*above, row.get("name", "")), rows)


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
