"""Categories whose descriptions claim the same cases, so that two people file one ticket in two places."""

from __future__ import annotations

from collections.abc import Iterator

from routing.taxonomy.lint.claims import Claims
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, quoted
from routing.taxonomy.lint.vague import says_nothing


def overlaps(tree: Tree, claims: Claims, known: set[frozenset[Id]]) -> Iterator[Finding]:
    """Pairs not already told as something worse (`known`).

    Siblings; and from further away only where one description repeats a passage of the other.
    """
    told = set(known)
    near = ((one, other) for one, other in claims.pairs() if tree.siblings(one, other))
    for one, other in (*near, *claims.copied()):
        pair = frozenset((one.id, other.id))
        if pair not in told and not tree.kin(one, other) and not _either_says_nothing(tree, one, other):
            told.add(pair)
            yield _finding(tree, claims, one, other)


def _either_says_nothing(tree: Tree, one: Node, other: Node) -> bool:
    return says_nothing(tree.names[one.id]) or says_nothing(tree.names[other.id])


def _finding(tree: Tree, claims: Claims, one: Node, other: Node) -> Finding:
    words = ", ".join(claims.shared_words(one, other))
    beside = (
        "side by side" if tree.siblings(one, other) else f"in {tree.place(one)} and in {tree.place(other)}"
    )
    return Finding(
        "overlap",
        (one.id, other.id),
        {"action": "review", "nodes": [one.id, other.id]},
        f"{quoted(one.name)} and {quoted(other.name)} stand {beside} and both claim the same cases "
        f"({words}). Say in each when to use the other, or merge them.",
    )
