"""Categories that nobody files in and nobody looks after any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, day, listed, quoted


def months_before(today: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day when it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(today.day, last))


def dead_nodes(tree: Tree, cutoff: date) -> Iterator[Finding]:
    """Nodes without a ticket or an edit since `cutoff`, with nothing but such nodes under them.

    A date that is missing proves nothing: at least one must be known, and tickets of unknown age keep a
    node alive.
    """
    alive = _alive(tree, cutoff)
    for node in tree.living:
        if node.id not in alive:
            yield Finding("dead", (node.id,), {"action": "retire", "node": node.id}, _reason(tree, node))


def _alive(tree: Tree, cutoff: date) -> set[Id]:
    """What does not rest, and every heading above it."""
    alive: set[Id] = set()
    for node in tree.living:
        step: Node | None = None if rests(node, cutoff) else node
        while step is not None and step.id not in alive:
            alive.add(step.id)
            step = tree.parent(step)
    return alive


def rests(node: Node, cutoff: date) -> bool:
    """Nothing is known to have happened here since `cutoff`, and something is known to have been before."""
    dates = [when for when in (node.updated, node.last_ticket, node.last_filed) if when is not None]
    if not dates or max(dates) > cutoff:
        return False
    return node.last_ticket is not None or node.last_filed is not None or not node.tickets


def _reason(tree: Tree, node: Node) -> str:
    told = []
    if node.last_ticket is not None:
        told.append(f"its last ticket came on {day(node.last_ticket)}")
    elif node.tickets == 0:
        told.append("it has no tickets")
    if node.last_filed is not None:
        told.append(f"one was last put there on {day(node.last_filed)}")
    if node.updated is not None:
        told.append(f"it was last edited on {day(node.updated)}")
    beneath = ", and nothing under it has been used or edited since" if tree.children.get(node.id) else ""
    return (
        f"{quoted(node.name)} looks dead: {listed(told)}{beneath}. "
        "Retired, it takes no new tickets and its old ones stay findable."
    )
