"""The taxonomy lint: what is wrong with a tree of categories, and what to do about each.

A pure function of plain values. Eight kinds of finding, each in a file of its own; one defect is told once,
as the kind that says most: a pair of duplicates is not also an overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from routing.taxonomy.lint import duplicates, misplaced, shape
from routing.taxonomy.lint.apart import Apart
from routing.taxonomy.lint.claims import Claims
from routing.taxonomy.lint.dead import dead_nodes, months_before
from routing.taxonomy.lint.overlap import overlaps
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree
from routing.taxonomy.lint.vague import vague_names

__all__ = ["DEAD_AFTER_MONTHS", "KINDS", "Finding", "Node", "lint"]

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
DEAD_AFTER_MONTHS = 18


def lint(nodes: Sequence[Node], *, today: date, dead_after_months: int = DEAD_AFTER_MONTHS) -> list[Finding]:
    """All findings, by kind as in KINDS, then in the order of the nodes. Ids must be unique.

    `dead_after_months`: without a ticket and an edit for so long, a node is taken for dead.
    """
    tree, cutoff = Tree(nodes), months_before(today, dead_after_months)
    found = list(shape.cycles(tree))
    circular = shape.in_cycles(found)
    found += shape.orphans(tree)
    found += shape.single_children(tree, circular)
    found += _about_meaning(tree)
    found += dead_nodes(tree, cutoff)
    found += vague_names(tree, cutoff)
    return sorted(found, key=lambda one: (KINDS.index(one.kind), tree.order[one.nodes[0]]))


def _about_meaning(tree: Tree) -> list[Finding]:
    claims = Claims(tree)
    same = duplicates.Duplicates(tree, claims, Apart(tree))
    same.search()
    pairs: set[frozenset[Id]] = set(same.found)
    found = list(duplicates.findings(same))
    misplaced_pairs = [
        pair for pair in misplaced.misplaced_children(tree) if frozenset(n.id for n in pair) not in pairs
    ]
    found += [misplaced.finding(tree, *pair) for pair in misplaced_pairs]
    return found + list(overlaps(tree, claims, pairs | misplaced.pairs_of(misplaced_pairs)))
