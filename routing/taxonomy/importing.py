"""A taxonomy file from any helpdesk, read into paths. Pure: text in, entries or faults with their rows out.

Understood are CSV (comma, semicolon or tab; with a header, or one path a line) and JSON: columns id and
parent, a column of paths (`A::B::C`, `A > B > C`), a column for each level, Zendesk's field options, Zammad's
groups and trees of options, and what Understudy itself exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from routing.taxonomy.lint import Node
from routing.taxonomy.reading import NO_PARENT, node_of
from routing.taxonomy.uploads import HELP, BadFile, Fault, Numbered, Row, rows_of
from support.taxonomy import folded

LONGEST_NAME = 120
# A slash counts where it stands free, and not in plain names: “Returns / exchanges” may be one category.
SEPARATORS = ("::", ">", "›", " / ")
INACTIVE = {"false", "no", "0", "f", "n", "inactive", "retired"}


@dataclass(frozen=True)
class Entry:
    """One category of the file: where it stands, and what its row says."""

    row: int
    path: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    how: str  # as what it was read, for people
    entries: tuple[Entry, ...]  # parents first, each path once
    nodes: tuple[Node, ...]  # the same as the lint reads them, mistakes included
    notes: tuple[str, ...]  # what was put right on the way, with rows


def read(name: str, raw: bytes) -> Reading:
    """The categories of an uploaded file. Raises BadFile with every row that is at fault."""
    rows = rows_of(name, raw)
    columns = {column for _, row in rows for column in row}
    if "parent_id" in columns and "name" in columns:
        return _by_parent(rows, by_name="id" not in columns)
    if columns & {"path", "name"}:
        paths = [(number, {**row, "path": row.get("path") or row.get("name", "")}) for number, row in rows]
        return _by_path(paths, SEPARATORS if "path" in columns else SEPARATORS[:-1])
    found = ", ".join(sorted(columns)) or "none"
    raise BadFile(Fault(1, f"The columns {found} do not say what a category is called. {HELP}"))


def _by_path(rows: Numbered, separators: Sequence[str]) -> Reading:
    faults: list[Fault] = []
    separator = _separator([row.get("path", "") for _, row in rows], separators)
    placed: list[Entry] = []
    for number, row in rows:
        steps = tuple(_tidy(step) for step in row.get("path", "").split(separator)) if separator else ()
        steps = steps or (_tidy(row.get("path", "")),)
        if fault := _fault_in(steps):
            faults.append(Fault(number, fault))
        placed.append(Entry(number, steps, row))
    nodes = _checked(placed, faults)
    how = f"one path a row, steps between “{separator}”" if separator else "a list of names"
    return _reading(how, placed, nodes, [])


def _separator(texts: Sequence[str], marks: Sequence[str]) -> str:
    """The mark that most rows use."""
    counts = {mark: sum(mark in text for text in texts) for mark in marks}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ""


def _fault_in(steps: tuple[str, ...]) -> str:
    if not any(steps):
        return "There is no name."
    if not all(steps):
        return f"The path “{' > '.join(steps)}” has an empty step."
    long = next((step for step in steps if len(step) > LONGEST_NAME), "")
    return f"“{long[:40]}…” is longer than {LONGEST_NAME} characters." if long else ""


def _by_parent(rows: Numbered, *, by_name: bool) -> Reading:
    """Ids and parents; where there are no ids, parents are named."""
    faults: list[Fault] = []
    own: dict[str, tuple[int, Row]] = {}
    for number, row in rows:
        key = folded(row.get("name", "")) if by_name else _tidy(row.get("id", ""))
        if fault := _fault_in((_tidy(row.get("name", "")),)):
            faults.append(Fault(number, fault))
        elif not key:
            faults.append(Fault(number, "There is no id."))
        elif key in own:
            what = f"The name “{row['name']}” is" if by_name else f"The id {key} is"
            faults.append(Fault(number, f"{what} in row {own[key][0]} already."))
        else:
            own[key] = (number, row)
    notes: list[str] = []
    parents = {key: _parent_in(own, key, by_name, notes) for key in own}
    placed = [Entry(number, _path(own, parents, key, notes), row) for key, (number, row) in own.items()]
    nodes = [
        _node(faults, number, key, parents[key] or _missing(row), row) for key, (number, row) in own.items()
    ]
    if faults:
        raise BadFile(*sorted(faults, key=lambda fault: fault.row))
    return _reading("names and their parents", placed, [node for node in nodes if node], notes)


def _parent_in(own: dict[str, tuple[int, Row]], key: str, by_name: bool, notes: list[str]) -> str | None:
    number, row = own[key]
    said = row.get("parent_id", "")
    wanted = folded(said) if by_name else _tidy(said)
    for known in (wanted, wanted.removesuffix(".0")):  # spreadsheets turn 12 into 12.0
        if known in own and (known != "0" or "0" in own):
            return known
    if _missing(row):
        notes.append(f"Row {number}: its parent {said.strip()} is not in the file, so it stands at the top.")
    return None


def _missing(row: Row) -> str | None:
    said = _tidy(row.get("parent_id", ""))
    return None if said.casefold() in NO_PARENT else said


def _path(
    own: dict[str, tuple[int, Row]], parents: Mapping[str, str | None], key: str, notes: list[str]
) -> tuple[str, ...]:
    """Root first. A circle is opened at the row of it that comes first in the file."""
    walked = [key]
    while (above := parents[walked[-1]]) is not None:
        if above in walked:
            circle = walked[walked.index(above) :]
            first = min(circle, key=lambda one: own[one][0])
            walked = walked[: walked.index(first) + 1]
            if key == first:
                numbers = ", ".join(str(own[one][0]) for one in sorted(circle, key=lambda one: own[one][0]))
                notes.append(f"Rows {numbers} lie in a circle; the first of them is put at the top.")
            break
        walked.append(above)
    return tuple(_tidy(own[one][1]["name"]) for one in reversed(walked))


def _checked(placed: Sequence[Entry], faults: list[Fault]) -> list[Node]:
    """The lint's nodes of rows with paths, each path once; steps without a row have no dates."""
    nodes: dict[str, Node] = {}
    steps: set[str] = set()
    for entry in placed:
        ids = [" > ".join(_folded(entry.path[:depth])) for depth in range(1, len(entry.path) + 1)]
        parents = [None, *ids[:-1]]
        for own, parent, name in list(zip(ids, parents, entry.path, strict=True))[:-1]:
            if own not in nodes:
                nodes[own] = Node(own, parent, name)
                steps.add(own)
        node = _node(faults, entry.row, ids[-1], parents[-1], {**entry.values, "name": entry.path[-1]})
        if node and (ids[-1] not in nodes or ids[-1] in steps):
            nodes[ids[-1]] = node
            steps.discard(ids[-1])
    if faults:
        raise BadFile(*sorted(faults, key=lambda fault: fault.row))
    return list(nodes.values())


def _node(
    faults: list[Fault], number: int, key: str, parent: str | None, row: Mapping[str, str]
) -> Node | None:
    try:
        return node_of(key, parent, _tidy(row["name"]), row)
    except ValueError as error:
        faults.append(Fault(number, f"{str(error)[:1].upper()}{str(error)[1:]}."))
        return None


def _reading(how: str, placed: list[Entry], nodes: Sequence[Node], notes: list[str]) -> Reading:
    """Each path once and after its parent; what is not active is left out with what lies under it."""
    out = {_folded(entry.path) for entry in placed if not _is_active(entry)}
    entries: dict[tuple[str, ...], Entry] = {}
    left = 0
    for entry in placed:
        place = _folded(entry.path)
        if any(place[:depth] in out for depth in range(1, len(place) + 1)) and place not in entries:
            left += 1
            continue
        for depth in range(1, len(place)):
            entries.setdefault(place[:depth], Entry(entry.row, entry.path[:depth]))
        if place in entries and entries[place].values:
            notes.append(
                f"Row {entry.row}: “{' > '.join(entry.path)}” is in row {entries[place].row} already;"
                " they become one."
            )
        else:
            entries[place] = entry
    if left:
        notes.append(f"{left} that are not active, or lie under one that is not, are left out.")
    ordered = sorted(entries.values(), key=lambda entry: len(entry.path))
    return Reading(how, tuple(ordered), tuple(nodes), tuple(notes))


def _is_active(entry: Entry) -> bool:
    return entry.values.get("active", "").strip().casefold() not in INACTIVE


def _folded(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(step) for step in path)


def _tidy(text: str) -> str:
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
