"""What a desk has seen of its live tree and no file tells: corrections, tickets, owners. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.taxonomy.lint.tree import Id

DAYS = 90
"""How far back corrections and tickets are counted."""


@dataclass(frozen=True)
class LookAlike:
    """`right` of `n` texts, half of each category, could be put where they are filed."""

    right: int
    n: int


@dataclass(frozen=True)
class Signals:
    """All counts are of the last DAYS days."""

    corrections: Mapping[tuple[Id, Id], int] = field(default_factory=dict)
    """(from, to) → tickets that people moved that way."""
    filed: Mapping[Id, int] = field(default_factory=dict)
    """Tickets received that lie in the category today."""
    alike: Mapping[frozenset[Id], LookAlike] = field(default_factory=dict)
    """Pairs whose tickets cannot be told apart; routing/taxonomy/look_alikes.py finds them."""
    owned: frozenset[Id] = frozenset()
    """Categories with an owner or a deputy."""

    def both_filed(self, one: Id, other: Id) -> int:
        return self.filed.get(one, 0) + self.filed.get(other, 0)
