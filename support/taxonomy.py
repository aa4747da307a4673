"""The taxonomy as plain values: paths, leaves and names, read in two queries whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

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
    description: str = ""
    merged_into: int | None = None


@dataclass(frozen=True)
class Taxonomy:
    """The tree at one moment. Its dictionaries are not changed once it is made: what is asked is kept."""

    nodes: dict[int, Node]
    aliases: dict[str, int] = field(default_factory=dict)  # folded name → node

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
        return list(self._below.get(node_id, ()))

    @cached_property
    def _below(self) -> dict[int | None, list[Node]]:
        below: dict[int | None, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            below[node.parent].append(node)
        return dict(below)

    def survivor(self, node_id: int) -> int:
        """Where the node's tickets are now: the node itself, or what it was merged into, however often."""
        for _ in self.nodes:
            after = self.nodes[node_id].merged_into if node_id in self.nodes else None
            if after is None:
                break
            node_id = after
        return node_id

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
        """The node meant by an `a > b` path, a key, a name or an alias; None when unknown or ambiguous.

        A living one goes before an alias, an alias before what is retired; merged ones lead to where their
        tickets went.
        """
        wanted = folded(name)
        living, names, retired = self._named
        for matches in (living.get(wanted, set()), names.get(wanted, set())):
            if len(matches) == 1:
                return next(iter(matches))
        if wanted in self.aliases:
            return self.survivor(self.aliases[wanted])
        matches = retired.get(wanted, set())
        return next(iter(matches)) if len(matches) == 1 else None

    @cached_property
    def _named(self) -> tuple[dict[str, set[int]], dict[str, set[int]], dict[str, set[int]]]:
        """Nodes by the path of living ones, by their key and name, and by the path of retired ones."""
        living, names, retired = (defaultdict[str, set[int]](set) for _ in range(3))
        for node in self.nodes.values():
            path = folded(self.path_name(node.id))
            if node.retired:
                retired[path].add(self.survivor(node.id))
                if node.merged_into is not None:
                    retired[node.key].add(self.survivor(node.id))
                continue
            living[path].add(node.id)
            for name in (node.key, folded(node.name)):
                names[name].add(node.id)
        return dict(living), dict(names), dict(retired)

    def walk(self, parent: int | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Depth first by name, each with its depth."""
        for node in sorted(self.children(parent), key=lambda node: node.name.casefold()):
            yield depth, node
            yield from self.walk(node.id, depth + 1)


def folded(text: str) -> str:
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
            description=row["description"],
            merged_into=row["merged_into_id"],
        )
        for row in Category.objects.values(
            "id",
            "key",
            "name",
            "parent_id",
            "retired_at",
            "when_to_use",
            "when_not_to_use",
            "description",
            "merged_into_id",
        )
    }
    aliases = {
        folded(name): category for name, category in CategoryAlias.objects.values_list("name", "category")
    }
    return Taxonomy(nodes, aliases)


def with_all_merged(category_id: int) -> list[int]:
    """The category and every one that was merged into it, at any depth: what was bound to those serves it."""
    found, newest = [category_id], [category_id]
    while newest:
        below = Category.objects.filter(merged_into__in=newest).exclude(pk__in=found)
        newest = list(below.values_list("pk", flat=True))
        found += newest
    return found


# The longest name an alias can hold.
LONGEST = 200


@dataclass(frozen=True)
class Kept:
    """What a change of the tree does to the names that led somewhere before it."""

    lead_on: tuple[tuple[str, int], ...]  # aliases to be made: (name, node)
    taken: tuple[tuple[str, int, int], ...]  # (name, the node it meant, the living node it means from now on)


def names_kept(before: Taxonomy, after: Taxonomy) -> Kept:
    """Which old names need an alias so that each leads where it led, and which now mean something else."""
    lead_on: dict[str, tuple[str, int]] = {}
    taken = []
    for name in _names_of(before):
        meant = before.resolve(name)
        if meant is None or (now := after.resolve(name)) == after.survivor(meant):
            continue
        if now is not None:
            taken.append((name, after.survivor(meant), now))
        elif len(name) <= LONGEST:
            lead_on.setdefault(folded(name), (name, after.survivor(meant)))
    return Kept(tuple(lead_on.values()), tuple(taken))


def _names_of(tree: Taxonomy) -> Iterable[str]:
    for node in tree.nodes.values():
        yield from dict.fromkeys((node.name, tree.path_name(node.id)))
    yield from tree.aliases
