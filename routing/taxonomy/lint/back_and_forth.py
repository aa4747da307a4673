"""Categories between which people move tickets back and forth: in daily work nobody can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

from routing.confidence import interval
from routing.taxonomy.lint.signals import DAYS, Signals
from routing.taxonomy.lint.tree import Id, Node, Tree, quoted

FEWEST_EACH_WAY = 3
"""Tickets moved in the rarer direction; a single slip of the hand proves nothing."""
LEAST_BACK = 0.2
"""Share of the moves that go the rarer way. Below it the moves have one direction: routing errs, or a rule
is missing, but the two categories are told apart.
"""
LEAST_MOVED = 0.05
"""Share of the tickets of both that was moved between them, as the lower end of its 95 % interval."""


def moved_both_ways(tree: Tree, signals: Signals) -> Iterator[tuple[Node, Node, str]]:
    """Pairs of living leaves with the sentence that names the counts."""
    leaves = [node for node in tree.living if not tree.children.get(node.id)]
    by_id = {node.id: node for node in leaves}
    for (source, target), there in signals.corrections.items():
        if source not in by_id or target not in by_id or tree.order[source] >= tree.order[target]:
            continue
        back = signals.corrections.get((target, source), 0)
        if low := _share_surely_moved(there, back, signals.both_filed(source, target)):
            one, other = by_id[source], by_id[target]
            yield one, other, _told(one, other, there, back, signals, low)


def _share_surely_moved(there: int, back: int, volume: int) -> float | None:
    """The lower end of the share that was moved; None when that is too little, or went one way."""
    moved, rarer = there + back, min(there, back)
    if rarer < FEWEST_EACH_WAY or rarer < LEAST_BACK * moved:
        return None
    low, _ = interval(moved, max(volume, moved))  # what was moved on since lies in neither
    return low if low >= LEAST_MOVED else None


def _told(one: Node, other: Node, there: int, back: int, signals: Signals, low: float) -> str:
    volume = signals.both_filed(one.id, other.id)
    return (
        f"In the last {DAYS} days people moved {there} tickets from {quoted(one.name)} to "
        f"{quoted(other.name)} and {back} the other way; the two hold {volume} tickets of that time "
        f"(by a 95% interval, at least {low:.0%} are disputed)."
    )


def pairs_told(tree: Tree, signals: Signals | None) -> dict[frozenset[Id], tuple[Node, Node, str]]:
    if signals is None:
        return {}
    return {
        frozenset((one.id, other.id)): (one, other, told)
        for one, other, told in moved_both_ways(tree, signals)
    }
