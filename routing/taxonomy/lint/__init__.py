"""The taxonomy lint: what is wrong with a tree of categories, and what to do about each.

A pure function of plain values. Eight kinds of finding, each in a file of its own; one defect is told once,
as the kind that says most: a pair of duplicates is not also an overlap. A live tree brings signals besides:
they support duplicates and overlaps, and tell of leaves without an owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from routing.taxonomy.lint import duplicates, misplaced, shape
from routing.taxonomy.lint.apart import Apart
from routing.taxonomy.lint.back_and_forth import pairs_told
from routing.taxonomy.lint.claims import Claims
from routing.taxonomy.lint.dead import dead_nodes, months_before
from routing.taxonomy.lint.no_owner import without_owner
from routing.taxonomy.lint.overlap import overlaps
from routing.taxonomy.lint.signals import Signals
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree
from routing.taxonomy.lint.vague import vague_names

__all__ = ["DEAD_AFTER_MONTHS", "KINDS", "LIVE_KINDS", "Finding", "Node", "Signals", "lint"]

KINDS = (
    "cycle",
    "orphan",
    "misplaced_child",
    "duplicate",
    "overlap",
    "single_child",
    "dead",
    "vague_name",
)
"""In the order in which they are told: what breaks the tree first."""
LIVE_KINDS = (*KINDS, "no_owner")
"""With what only signals of a live tree tell."""
DEAD_AFTER_MONTHS = 18


def lint(
    nodes: Sequence[Node],
    *,
    today: date,
    dead_after_months: int = DEAD_AFTER_MONTHS,
    signals: Signals | None = None,
) -> list[Finding]:
    """All findings, by kind as in LIVE_KINDS, then in the order of the nodes. Ids must be unique.

    `dead_after_months`: without a ticket and an edit for so long, a node is taken for dead. `signals`: what
    the desk has seen of a live tree; without them nothing but the nodes is judged.
    """
    tree, cutoff = Tree(nodes), months_before(today, dead_after_months)
    found = list(shape.cycles(tree))
    circular = shape.in_cycles(found)
    found += shape.orphans(tree)
    found += shape.single_children(tree, circular)
    found += _about_meaning(tree, signals)
    found += dead_nodes(tree, cutoff)
    found += vague_names(tree, cutoff)
    if signals is not None:
        found += without_owner(tree, signals)
    return sorted(found, key=lambda one: (LIVE_KINDS.index(one.kind), tree.order[one.nodes[0]]))


def _about_meaning(tree: Tree, signals: Signals | None) -> list[Finding]:
    claims = Claims(tree)
    kinds_of = list(misplaced.misplaced_children(tree))
    # Tickets about women's shoes read like those about shoes; that is no reason to merge the two.
    narrower = misplaced.pairs_of(kinds_of)
    alike = {pair: seen for pair, seen in signals.alike.items() if pair not in narrower} if signals else {}
    same = duplicates.Duplicates(tree, claims, Apart(tree), alike)
    same.search()
    pairs: set[frozenset[Id]] = set(same.found)
    found = list(duplicates.findings(same))
    misplaced_pairs = [pair for pair in kinds_of if frozenset(n.id for n in pair) not in pairs]
    found += [misplaced.finding(tree, *pair) for pair in misplaced_pairs]
    return found + list(
        overlaps(tree, claims, pairs | misplaced.pairs_of(misplaced_pairs), pairs_told(tree, signals))
    )
