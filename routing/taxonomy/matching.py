"""What importing a file would change in the tree: new, different and missing categories, as edits. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from routing.taxonomy.changes import Change
from routing.taxonomy.importing import Entry, Reading
from support.taxonomy import Node, Taxonomy, folded

WORDS = ("description", "when_to_use", "when_not_to_use")


@dataclass(frozen=True)
class Match:
    """`edits` make the tree what the file says; the rest tells people what they are about."""

    edits: tuple[Change, ...]
    new: tuple[str, ...]
    same: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]  # living here and not in the file


def match(
    reading: Reading,
    tree: Taxonomy,
    reserve: Callable[[int], list[int]],
    *,
    under: int | None = None,
    retire_missing: bool = False,
) -> Match:
    """Compare the file with the tree, below `under` or at the top. `reserve` gives numbers for new ones.

    A row is known by its key (our own export has one), by its path, or by an old name that its path is.
    """
    work = _Matching(tree, under)
    unknown = [entry for entry in reading.entries if not work.known(entry)]
    for entry, number in zip(unknown, reserve(len(unknown)) if unknown else [], strict=True):
        work.ids[work.place(entry)] = number
    for entry in reading.entries:
        work.compare(entry)
    missing = work.missing()
    retired = [Change("retire", node.id) for node in missing] if retire_missing else []
    return Match(
        edits=(*work.edits, *retired),
        new=tuple(" > ".join(entry.path) for entry in unknown),
        same=len(reading.entries) - len(unknown) - len(work.changed),
        changed=tuple(work.changed),
        missing=tuple(tree.path_name(node.id) for node in missing),
    )


class _Matching:
    def __init__(self, tree: Taxonomy, under: int | None) -> None:
        self.tree, self.under = tree, under
        self.ids: dict[tuple[str, ...], int | None] = {(): under}
        self.taken: set[int] = set()
        self.edits: list[Change] = []
        self.changed: list[str] = []
        self.by_key = {node.key: node.id for node in tree.nodes.values() if not node.retired}
        self.by_place = {
            (node.parent, folded(node.name)): node.id for node in tree.nodes.values() if not node.retired
        }

    def place(self, entry: Entry) -> tuple[str, ...]:
        return tuple(folded(step) for step in entry.path)

    def known(self, entry: Entry) -> bool:
        """Whether the entry is a category of today; parents come before their children."""
        place = self.place(entry)
        found = self.by_key.get(entry.values.get("key", "").strip())
        above = self.ids.get(place[:-1])
        if found is None and (above is not None or len(place) == 1):
            found = self.by_place.get((above, place[-1]))
        if found is None:
            found = self._by_old_name(entry)
        if found is None or found in self.taken or found == self.under:
            return False
        self.taken.add(found)
        self.ids[place] = found
        return True

    def _by_old_name(self, entry: Entry) -> int | None:
        above = [step.name for step in self.tree.path(self.under)] if self.under is not None else []
        found = self.tree.resolve(" > ".join((*above, *entry.path)))
        # A bare name leads anywhere; only as a whole path does it say which category is meant.
        if found is None or self.tree.nodes[found].retired or len(entry.path) + len(above) < 2:
            return None
        return found

    def compare(self, entry: Entry) -> None:
        place = self.place(entry)
        own, parent = self.ids[place], self.ids[place[:-1]]
        assert own is not None
        node = self.tree.nodes.get(own)
        words = {name: entry.values[name].strip() for name in WORDS if entry.values.get(name, "").strip()}
        if node is None:
            values: dict[str, Any] = {"name": entry.path[-1], "parent": parent, **words}
            self.edits.append(Change("create", own, values))
        else:
            self._update(node, parent, entry, words)

    def _update(self, node: Node, parent: int | None, entry: Entry, words: dict[str, str]) -> None:
        edits = []
        if node.parent != parent and entry.values.get("key", "").strip() == node.key:
            edits.append(Change("move", node.id, {"to": parent}))
        if node.name != entry.path[-1] and entry.values.get("key", "").strip() == node.key:
            edits.append(Change("rename", node.id, {"name": entry.path[-1]}))
        different = {name: text for name, text in words.items() if getattr(node, name) != text}
        if different:
            edits.append(Change("describe", node.id, different))
        if edits:
            self.changed.append(" > ".join(entry.path))
            self.edits += edits

    def missing(self) -> list[Node]:
        """Living ones in reach that the file does not name and that hold none it names; deepest first."""
        needed = {step.id for pk in self.taken for step in self.tree.path(pk)}
        if self.under is not None:
            needed |= {step.id for step in self.tree.path(self.under)}
        found = [
            (len(path), node)
            for node in self.tree.nodes.values()
            if not node.retired
            and node.id not in needed
            and (path := self.tree.path(node.id))
            and (self.under is None or any(step.id == self.under for step in path))
        ]
        return [node for _, node in sorted(found, key=lambda pair: -pair[0])]
