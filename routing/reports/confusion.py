"""Which branch was said for which, level by level. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from support.taxonomy import Taxonomy

NOWHERE, ELSEWHERE = "none", "elsewhere"
TRUTHS = {NOWHERE: "None of these", ELSEWHERE: "Another branch"}
ANSWERS = {NOWHERE: "Nowhere", ELSEWHERE: "Another branch"}


@dataclass(frozen=True)
class Judged:
    """One decision of routing beside what a person said."""

    decision: int
    ticket: int
    path: str
    said: int | None  # where routing put it; None: nowhere
    truth: int | None  # None: in no category there is
    audited: bool  # drawn at random and judged blind, else corrected or confirmed on the ticket
    chance: float  # of having been drawn; 1 for what was not drawn
    confidence: float | None = None
    guess: int | None = None  # the learned classifier's best, also where it was not sure enough
    in_scope: bool = True  # the learned classifier did not hold it to be out of scope

    @property
    def right(self) -> bool:
        return self.said == self.truth


@dataclass(frozen=True)
class Cell:
    said: str
    truth: str
    n: int
    wrong: int  # of them; on the diagonal it is another leaf of the same branch

    @property
    def diagonal(self) -> bool:
        return self.said == self.truth


@dataclass(frozen=True)
class Matrix:
    """Rows are what people said, columns what routing said; both in the order of names."""

    columns: list[tuple[str, str]]  # (key, name)
    rows: list[tuple[str, str, list[Cell]]]
    n: int


def place(tree: Taxonomy, node: int | None, branch: int | None) -> str:
    """The child of `branch` (or the root) on the way to the node, as a key."""
    if node is None:
        return NOWHERE
    way = [step.id for step in tree.path(node)]
    if branch is None:
        return str(way[0])
    if branch not in way:
        return ELSEWHERE
    return str(way[min(way.index(branch) + 1, len(way) - 1)])


def matrix(rows: Iterable[Judged], tree: Taxonomy, branch: int | None = None) -> Matrix:
    """Everything where truth or answer lies in the branch."""
    count: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = place(tree, row.truth, branch), place(tree, row.said, branch)
        if branch is not None and set(key) <= {NOWHERE, ELSEWHERE}:
            continue
        count[key] += 1
        wrong[key] += not row.right
    truths = _ordered(tree, {truth for truth, _ in count}, TRUTHS)
    answers = _ordered(tree, {said for _, said in count}, ANSWERS)
    lines = [
        (truth, name, [Cell(said, truth, count[truth, said], wrong[truth, said]) for said, _ in answers])
        for truth, name in truths
    ]
    return Matrix(answers, lines, count.total())


def _ordered(tree: Taxonomy, keys: set[str], names: dict[str, str]) -> list[tuple[str, str]]:
    named = [(key, names.get(key) or tree.nodes[int(key)].name) for key in keys]
    return sorted(named, key=lambda pair: (pair[0] in names, pair[1].casefold()))


def behind(rows: Iterable[Judged], tree: Taxonomy, branch: int | None, said: str, truth: str) -> list[Judged]:
    """The decisions of one cell."""
    return [
        row
        for row in rows
        if place(tree, row.said, branch) == said and place(tree, row.truth, branch) == truth
    ]
