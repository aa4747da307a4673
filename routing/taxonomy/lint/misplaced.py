"""A kind of something, standing beside it: “women's shoes” next to “shoes”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, quoted
from routing.taxonomy.lint.vague import only_audience, says_nothing
from routing.taxonomy.names import Name
from routing.taxonomy.vocabulary import ACTIONS, NOT_KINDS, QUESTIONS, VERBAL

Pair = tuple[Node, Node]

MOST_NARROWING = 7
"""Words before the head; all their combinations are looked up."""


def misplaced_children(tree: Tree) -> Iterator[Pair]:
    """Child and proper parent, siblings today; the nearest one where several would do."""
    for siblings in tree.children.values():
        if len(siblings) < 2:
            continue
        headings = _headings(tree, siblings)
        for node in siblings:
            found = [
                other
                for words in _broader(tree.names[node.id])
                for other in headings.get(words, [])
                if other.id != node.id and _belongs_under(tree, node, other)
            ]
            if found:
                nearest = max(found, key=lambda other: (len(tree.names[other.id].key), -tree.order[other.id]))
                yield node, nearest


def _headings(tree: Tree, siblings: list[Node]) -> dict[frozenset[str], list[Node]]:
    """What may have kinds, by the words of each thing it names."""
    found: dict[frozenset[str], list[Node]] = defaultdict(list)
    for node in siblings:
        name = tree.names[node.id]
        if says_nothing(name) or only_audience(name):
            continue
        for kind in name.kinds:
            if kind.head and kind.head not in NOT_KINDS:
                found[frozenset(kind.words)].append(node)
    return found


def _broader(name: Name) -> list[frozenset[str]]:
    """All ways to say less with the same head. Names of very many words are no kind of anything."""
    kind = name.kinds[0]
    rest = sorted({*kind.words} - {kind.head})
    if not kind.head or len(rest) > MOST_NARROWING:
        return []
    # All of the words too, when something follows them: “shoes for women” beside “shoes”.
    sizes = range(len(rest) + bool(kind.tail))
    return [frozenset((kind.head, *chosen)) for size in sizes for chosen in combinations(rest, size)]


def _belongs_under(tree: Tree, node: Node, other: Node) -> bool:
    name, above = tree.names[node.id], tree.names[other.id]
    if name.key == above.key or says_nothing(name):
        return False
    if _is_a_deed(name) and not tree.children.get(other.id):
        return False
    return bool(name.kinds) and all(
        any(kind.is_kind_of(broader) for broader in above.kinds) for kind in name.kinds
    )


def _is_a_deed(name: Name) -> bool:
    """“Cancel order” is something to do with an order, no kind of order; under a heading it is at home."""
    words = name.kinds[0].words
    verb = VERBAL.get(words[0], words[0]) if words[0].endswith("ing") else words[0]
    return len(words) > 1 and verb in ACTIONS | QUESTIONS


def finding(tree: Tree, child: Node, parent: Node) -> Finding:
    held = len(tree.children.get(parent.id, []))
    beside = (
        f"{tree.place(child)} has both side by side" if child.parent is not None else "both stand at the top"
    )
    choice = "" if held else ", and whoever files has to choose between the two"
    relation = "is a part of" if _is_a_deed(tree.names[child.id]) else "is a kind of"
    return Finding(
        "misplaced_child",
        (child.id, parent.id),
        {"action": "reparent", "node": child.id, "to": parent.id},
        f"{quoted(child.name)} {relation} {quoted(parent.name)}, yet {beside}{choice}.",
    )


def pairs_of(found: list[Pair]) -> set[frozenset[Id]]:
    return {frozenset((child.id, parent.id)) for child, parent in found}
