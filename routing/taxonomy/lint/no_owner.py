"""Leaves that take tickets and that nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator

from routing.taxonomy.lint.signals import DAYS, Signals
from routing.taxonomy.lint.tree import Finding, Tree, quoted


def without_owner(tree: Tree, signals: Signals) -> Iterator[Finding]:
    for node in tree.living:
        filed = signals.filed.get(node.id, 0)
        if not filed or node.id in signals.owned or tree.children.get(node.id):
            continue
        tickets = "ticket" if filed == 1 else "tickets"
        yield Finding(
            "no_owner",
            (node.id,),
            {"action": "assign", "node": node.id},
            f"{quoted(node.name)} took {filed} {tickets} in the last {DAYS} days and has neither an owner "
            "nor a deputy: nobody answers for how they are answered.",
        )
