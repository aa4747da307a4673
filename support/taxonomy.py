"""The taxonomy as plain values: paths, leaves and names, read in two queries whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from support.models import Category, CategoryAlias


@dataclass(frozen=True)
class Node:
    id: int
    key: str
    name: str
    parent: int | None
    retired: bool
    when_to_use: str = ""
    when_not_to_use: str = ""


@dataclass(frozen=True)
class Taxonomy:
    nodes: dict[int, Node]
    aliases: dict[str, int] = field(default_factory=dict)

    def path(self, node_id: int) -> tuple[Node, ...]:
        """Root first. A cycle in the data ends the walk instead of hanging it."""
        path: list[Node] = []
        current: int | None = node_id
        while current is not None and current in self.nodes and len(path) <= len(self.nodes):
            path.append(self.nodes[current])
            current = self.nodes[current].parent
        return tuple(reversed(path))

    def path_name(self, node_id: int) -> str:
        return " > ".join(node.name for node in self.path(node_id))

    def children(self, node_id: int | None) -> list[Node]:
        return [node for node in self.nodes.values() if node.parent == node_id]

    def routable(self) -> list[Node]:
        """Leaves where tickets may be put: neither retired nor under a retired node, no living children."""
        parents = {node.parent for node in self.nodes.values() if not node.retired}
        return [
            node
            for node in self.nodes.values()
            if node.id not in parents and not any(step.retired for step in self.path(node.id))
        ]

    def is_routable(self, node_id: int) -> bool:
        return any(node.id == node_id for node in self.routable())

    def resolve(self, name: str) -> int | None:
        """The node meant by a key, a name, an `a > b` path or an alias; None when unknown or ambiguous."""
        wanted = _folded(name)
        by_path = [n.id for n in self.nodes.values() if _folded(self.path_name(n.id)) == wanted]
        by_name = [n.id for n in self.nodes.values() if wanted in (n.key, _folded(n.name)) and not n.retired]
        for matches in (by_path, by_name):
            if len(matches) == 1:
                return matches[0]
        return self.aliases.get(wanted)

    def walk(self, parent: int | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Depth first by name, each with its depth."""
        for node in sorted(self.children(parent), key=lambda node: node.name.casefold()):
            yield depth, node
            yield from self.walk(node.id, depth + 1)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def load() -> Taxonomy:
    nodes = {
        row["id"]: Node(
            id=row["id"],
            key=row["key"],
            name=row["name"],
            parent=row["parent_id"],
            retired=row["retired_at"] is not None,
            when_to_use=row["when_to_use"],
            when_not_to_use=row["when_not_to_use"],
        )
        for row in Category.objects.values(
            "id", "key", "name", "parent_id", "retired_at", "when_to_use", "when_not_to_use"
        )
    }
    aliases = {
        _folded(name): category for name, category in CategoryAlias.objects.values_list("name", "category")
    }
    return Taxonomy(nodes, aliases)
