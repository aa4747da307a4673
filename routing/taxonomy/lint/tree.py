"""The nodes of a taxonomy as the lint sees them: plain values, and what every kind of finding asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from routing.taxonomy.names import Name, Reader

Id = int | str


@dataclass(frozen=True)
class Node:
    """One category. `tickets` counts its own; None where nobody knows, for dates too."""

    id: Id
    parent: Id | None
    name: str
    description: str = ""
    updated: date | None = None
    last_ticket: date | None = None
    tickets: int | None = None
    active: bool = True
    aliases: tuple[str, ...] = ()
    last_filed: date | None = None  # when a ticket was last put here, whenever it was received

    @property
    def has_own_tickets(self) -> bool:
        """Known to have had tickets of its own."""
        return self.tickets > 0 if self.tickets is not None else self.last_ticket is not None


@dataclass(frozen=True)
class Finding:
    """A defect: the node to change comes first. `proposal` holds `action` and what that action needs."""

    kind: str
    nodes: tuple[Id, ...]
    proposal: dict[str, Any]
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "nodes": list(self.nodes),
            "proposal": self.proposal,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Tree:
    """All nodes by id, in the order given. Retired nodes, and what hangs under them, are not `living`."""

    nodes: Sequence[Node]
    by_id: dict[Id, Node] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {node.id: node for node in self.nodes})

    @cached_property
    def order(self) -> dict[Id, int]:
        return {node.id: at for at, node in enumerate(self.nodes)}

    @cached_property
    def living(self) -> list[Node]:
        retired: dict[Id, bool] = {}
        for node in self.nodes:
            walked: list[Node] = []
            step: Node | None = node
            while step is not None and step.id not in retired and step.active:
                retired[step.id] = False  # until the walk has shown otherwise; ends it in a circle
                walked.append(step)
                step = self.parent(step)
            if step is not None and (not step.active or retired[step.id]):
                retired.update({one.id: True for one in (*walked, step)})
        return [node for node in self.nodes if not retired[node.id]]

    @cached_property
    def children(self) -> dict[Id | None, list[Node]]:
        """Living nodes by the parent they name, whether or not that exists."""
        found: dict[Id | None, list[Node]] = defaultdict(list)
        for node in self.living:
            found[node.parent].append(node)
        return found

    @cached_property
    def reader(self) -> Reader:
        aliases = (alias for node in self.nodes for alias in node.aliases)
        return Reader([*(node.name for node in self.nodes), *aliases])

    @cached_property
    def names(self) -> dict[Id, Name]:
        return {node.id: self.reader.read(node.name) for node in self.nodes}

    @cached_property
    def alias_names(self) -> dict[Id, tuple[Name, ...]]:
        read = self.reader.read
        return {node.id: tuple(map(read, node.aliases)) for node in self.nodes if node.aliases}

    def branch(self, node: Node) -> list[Node]:
        """The node and every living node under it."""
        found, seen = [node], {node.id}
        for step in found:
            below = [child for child in self.children.get(step.id, []) if child.id not in seen]
            seen.update(child.id for child in below)
            found.extend(below)
        return found

    def path(self, node: Node) -> list[Node]:
        """The node, its parent and so on up; ends at a root, a missing parent, or where a cycle closes."""
        path, seen = [node], {node.id}
        while (parent := self.parent(path[-1])) is not None and parent.id not in seen:
            path.append(parent)
            seen.add(parent.id)
        return path

    def parent(self, node: Node) -> Node | None:
        return self.by_id.get(node.parent) if node.parent is not None else None

    @cached_property
    def _spans(self) -> dict[Id, tuple[int, int]]:
        """Of every node its first and last place in a walk from the top; circles are not on it."""
        below: dict[Id | None, list[Node]] = defaultdict(list)
        for node in self.nodes:
            below[node.parent if node.parent in self.by_id else None].append(node)
        entered: dict[Id, int] = {}
        spans: dict[Id, tuple[int, int]] = {}
        open_nodes = list(below[None])
        while open_nodes:
            node = open_nodes[-1]
            if node.id not in entered:
                entered[node.id] = len(entered)
                open_nodes.extend(below[node.id])
            else:
                spans[node.id] = (entered[node.id], len(entered))
                open_nodes.pop()
        return spans

    def is_above(self, upper: Node, lower: Node) -> bool:
        """In a circle nobody is above anybody."""
        if upper.id not in self._spans or lower.id not in self._spans:
            return False
        first, end = self._spans[upper.id]
        return first < self._spans[lower.id][0] < end

    def kin(self, one: Node, other: Node) -> bool:
        """One stands above the other."""
        return self.is_above(one, other) or self.is_above(other, one)

    def siblings(self, one: Node, other: Node) -> bool:
        return one.parent == other.parent

    def place(self, node: Node) -> str:
        """Where it hangs, for a reason: “Orders > Parcels”, or “the top level”."""
        above = [step.name for step in reversed(self.path(node)[1:])]
        return quoted(" > ".join(above)) if above else "the top level"


def quoted(text: str) -> str:
    return f"“{text}”"


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def listed(parts: list[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
