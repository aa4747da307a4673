"""Which descriptions claim the same cases: shared words, weighted by how rare they are in this taxonomy."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import ne
from typing import TYPE_CHECKING

import numpy as np

from routing.taxonomy.lint.tree import Id, Node, Tree
from routing.taxonomy.names import split, stem
from routing.taxonomy.vocabulary import ARTICLES, DESCRIPTION_NOISE, NEGATIONS, TELLING

if TYPE_CHECKING:
    import scipy.sparse as sp

ALIKE = 0.45
"""Share of weight from which two descriptions claim the same cases."""
INSIDE = 0.75
"""Share of the lighter description's weight from which the other claims all its cases too."""
FORMULA = 5
"""Categories that may share one description; if more do, it was filled in for the sake of having one."""
FEW = 20
"""Descriptions, or a quarter of all, that may hold a word; if more do, it tells nothing apart."""
COPIED = 8
"""Words in a row that two descriptions share only when one was written from the other."""
FEWEST_WORDS = 3
"""Shared words below which nothing is said."""
BLOCK = 512
"""Rows compared at a time; what bounds the memory."""


@dataclass(frozen=True)
class Claims:
    tree: Tree

    @cached_property
    def words(self) -> dict[Id, frozenset[str]]:
        """Stems of what a description says, without what every description says."""
        found = {node.id: _stems(node.description) for node in self.tree.living}
        holders = Counter(found.values())
        common = Counter(word for words in found.values() for word in words)
        most = max(FEW, sum(map(bool, found.values())) // 4)
        everywhere = {word for word, count in common.items() if count > most}
        return {
            node: words - everywhere
            for node, words in found.items()
            if words - everywhere and holders[words] <= FORMULA
        }

    @cached_property
    def weights(self) -> dict[str, float]:
        """ln(1 + n / how many descriptions hold the word): a word in every one still counts a little."""
        counts = Counter(word for words in self.words.values() for word in words)
        return {word: math.log1p(len(self.words) / count) for word, count in counts.items()}

    def share(self, one: Node, other: Node) -> float:
        """Weight of the shared words over the weight of all words, 0 to 1 (weighted Jaccard)."""
        mine, theirs = self.words.get(one.id, frozenset()), self.words.get(other.id, frozenset())
        together = self._weight(mine | theirs)
        return self._weight(mine & theirs) / together if together else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self.weights[word] for word in sorted(words))

    def both_tell(self, one: Node, other: Node) -> bool:
        return min(len(self.words.get(node.id, ())) for node in (one, other)) >= FEWEST_WORDS

    def inside(self, one: Node, other: Node) -> float:
        """Weight of the shared words over that of the description with less to say, 0 to 1."""
        mine, theirs = self.words.get(one.id, frozenset()), self.words.get(other.id, frozenset())
        lighter = min(self._weight(mine), self._weight(theirs))
        return self._weight(mine & theirs) / lighter if lighter else 0.0

    def alike(self, one: Node, other: Node) -> bool:
        """Both claim the same cases, or one claims all cases of the other, in more than a word or two."""
        shared = self.words.get(one.id, frozenset()) & self.words.get(other.id, frozenset())
        enough = self.share(one, other) >= ALIKE or self.inside(one, other) >= INSIDE
        return len(shared) >= FEWEST_WORDS and enough and not self._told_apart(one, other)

    def _told_apart(self, one: Node, other: Node) -> bool:
        """One sentence, two subjects.

        Each description holds words of its own name that the other lacks, or a single word is exchanged
        (“inside” for “outside”) in sentences otherwise the same.
        """
        if self._own(one, other) and self._own(other, one):
            return True
        mine, theirs = (_in_order(node.description, keeping=TELLING) for node in (one, other))
        return len(mine) == len(theirs) and sum(map(ne, mine, theirs)) == 1

    def _own(self, one: Node, other: Node) -> frozenset[str]:
        mine, theirs = (frozenset(map(stem, self.tree.names[node.id].content)) for node in (one, other))
        return (mine - theirs) & (self.words[one.id] - self.words[other.id])

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """All pairs whose descriptions claim the same cases, in the tree's order."""
        nodes = [node for node in self.tree.living if len(self.words.get(node.id, ())) >= FEWEST_WORDS]
        if len(nodes) < 2:
            return
        matrix = self._matrix(nodes)
        totals = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
        for start in range(0, len(nodes), BLOCK):
            shared = (matrix[start : start + BLOCK] @ matrix.T).toarray()
            mine = totals[start : start + BLOCK, None]
            together = ALIKE * (mine + totals[None, :] - shared)
            lighter = INSIDE * np.minimum(mine, totals[None, :])
            for row, column in np.argwhere(shared >= np.minimum(together, lighter) - 1e-9):
                one, other = nodes[start + row], nodes[column]
                if start + row < column and self.alike(one, other):
                    yield one, other

    def copied(self) -> Iterator[tuple[Node, Node]]:
        """Pairs with a passage word for word alike, unless it is a formula that more descriptions use."""
        holders: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.tree.living:
            for passage in _passages(node.description):
                holders[passage].append(node)
        pairs = {(group[0].id, group[1].id): group for group in holders.values() if len(group) == 2}
        for one, other in pairs.values():
            if not self._told_apart(one, other):
                yield one, other

    def _matrix(self, nodes: list[Node]) -> sp.csr_matrix:
        """Square roots of the weights, so that a row times a row is the weight of the shared words."""
        import scipy.sparse as sp  # 40 MB that pages which only show findings can do without

        columns = {word: at for at, word in enumerate(sorted(self.weights))}
        rows = [(at, word) for at, node in enumerate(nodes) for word in sorted(self.words[node.id])]
        return sp.csr_matrix(
            (
                [math.sqrt(self.weights[word]) for _, word in rows],
                ([at for at, _ in rows], [columns[word] for _, word in rows]),
            ),
            shape=(len(nodes), len(columns)),
        )

    def shared_words(self, one: Node, other: Node, most: int = 4) -> list[str]:
        """The rarest shared words as the first description writes them, for a reason."""
        shared = self.words[one.id] & self.words[other.id]
        rarest = sorted(shared, key=lambda word: (-self.weights[word], word))[:most]
        written = {stem(word): word for word in reversed(split(one.description))}
        return sorted((written[word] for word in rarest), key=one.description.lower().find)


def _passages(text: str) -> set[tuple[str, ...]]:
    """All runs of COPIED words that hold two words of content."""
    words = [word for word in split(text) if word.isalnum()]
    runs = {tuple(words[at : at + COPIED]) for at in range(len(words) - COPIED + 1)}
    return {run for run in runs if len(_stems(" ".join(run))) > 1}


def _stems(text: str, keeping: frozenset[str] = frozenset()) -> frozenset[str]:
    return frozenset(_in_order(text, keeping))


def _in_order(text: str, keeping: frozenset[str] = frozenset()) -> list[str]:
    noise = (ARTICLES | DESCRIPTION_NOISE) - keeping
    words = [word for word in split(text) if word.isalnum() and word not in noise | NEGATIONS]
    return [found for word in words if (found := stem(word)) and found not in noise]
