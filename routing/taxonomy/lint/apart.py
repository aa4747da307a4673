"""When one name in two branches means two things, because the parents say which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from routing.taxonomy.lint.tree import Id, Node, Tree
from routing.taxonomy.lint.vague import only_audience
from routing.taxonomy.names import Words
from routing.taxonomy.vocabulary import ATTRIBUTES, WHOLE


@dataclass(frozen=True)
class Apart:
    tree: Tree

    def by_parents(self, one: Node, other: Node) -> bool:
        """The name leaves something open that the unlike parents answer."""
        key = self.tree.names[one.id].key
        return (
            (len(key) < 2 and not WHOLE.issuperset(key))
            or all(word in ATTRIBUTES for word in self.tree.names[one.id].content)
            or self._parallel(one, other)
            or self._facet(one)
            or self._facet(other)
        )

    def _parallel(self, one: Node, other: Node) -> bool:
        """Parents built alike: kinds of one thing (credit card, debit card), audiences, the same children."""
        above, beside = self.tree.parent(one), self.tree.parent(other)
        if above is None or beside is None:
            return False
        names = self.tree.names[above.id], self.tree.names[beside.id]
        if names[0].key == names[1].key:
            return False
        if all(map(only_audience, names)):
            return True
        if names[0].kinds[-1].head == names[1].kinds[-1].head:
            return True
        mine, theirs = self._child_keys[above.id], self._child_keys[beside.id]
        common = len(mine & theirs)
        return common >= 2 and 2 * common >= min(len(mine), len(theirs))

    @cached_property
    def _child_keys(self) -> dict[Id | None, set[Words]]:
        return {
            parent: {self.tree.names[child.id].key for child in children}
            for parent, children in self.tree.children.items()
        }

    def _facet(self, node: Node) -> bool:
        """Half of the parent's siblings (three at least) have a child of this name: a value, not a topic."""
        above = self.tree.parent(node)
        if above is None:
            return False
        uncles = [
            uncle for uncle in self.tree.children.get(above.parent, []) if self.tree.children.get(uncle.id)
        ]
        same = self._facets(above.parent, uncles)[self.tree.names[node.id].key]
        return same >= 3 and 2 * same >= len(uncles)

    @cached_property
    def _counted(self) -> dict[Id | None, Counter[Words]]:
        return {}

    def _facets(self, group: Id | None, uncles: Iterable[Node]) -> Counter[Words]:
        if group not in self._counted:
            self._counted[group] = Counter(
                key for uncle in uncles for key in self._child_keys.get(uncle.id, ())
            )
        return self._counted[group]
