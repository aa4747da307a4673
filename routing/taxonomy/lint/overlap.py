"""Categories whose descriptions claim the same cases, so that two people file one ticket in two places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from routing.taxonomy.lint.claims import Claims
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, quoted
from routing.taxonomy.lint.vague import says_nothing


def overlaps(
    tree: Tree,
    claims: Claims,
    known: set[frozenset[Id]],
    moved: Mapping[frozenset[Id], tuple[Node, Node, str]],
) -> Iterator[Finding]:
    """Pairs not already told as something worse (`known`).

    Siblings; from further away only where one description repeats a passage of the other; and wherever people
    move tickets back and forth (`moved`: the pair, and a sentence with the counts).
    """
    told = set(known)
    near = ((one, other) for one, other in claims.pairs() if tree.siblings(one, other))
    for one, other in (*near, *claims.copied()):
        pair = frozenset((one.id, other.id))
        if pair not in told and not tree.kin(one, other) and not _either_says_nothing(tree, one, other):
            told.add(pair)
            yield _finding(tree, claims, one, other, moved[pair][2] if pair in moved else "")
    for pair, (one, other, counts) in moved.items():
        if pair not in told:
            yield _review(one, other, f"{counts} Say in each when to use the other, or merge them.")


def _either_says_nothing(tree: Tree, one: Node, other: Node) -> bool:
    return says_nothing(tree.names[one.id]) or says_nothing(tree.names[other.id])


def _finding(tree: Tree, claims: Claims, one: Node, other: Node, counts: str) -> Finding:
    words = ", ".join(claims.shared_words(one, other))
    beside = (
        "side by side" if tree.siblings(one, other) else f"in {tree.place(one)} and in {tree.place(other)}"
    )
    both = f"{quoted(one.name)} and {quoted(other.name)}"
    reason = f"{both} stand {beside} and both claim the same cases ({words}). {counts}".strip()
    return _review(one, other, f"{reason} Say in each when to use the other, or merge them.")


def _review(one: Node, other: Node, reason: str) -> Finding:
    return Finding("overlap", (one.id, other.id), {"action": "review", "nodes": [one.id, other.id]}, reason)
