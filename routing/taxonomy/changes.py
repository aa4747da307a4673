"""What a change set would do. Pure: the tree and what lies in it come in, the tree afterwards goes out.

Categories that an edit creates have their number from the start (it is reserved when the edit is written), so
later edits of the same change set can name them like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from support.taxonomy import Kept, Node, Taxonomy, folded, names_kept


@dataclass(frozen=True)
class Change:
    """One edit: what to do, to which category, with what. `values` by action:

    create {name, parent, description?, when_to_use?, when_not_to_use?} · move {to} · merge {into} ·
    rename {name} · split {parts: [{id, name}], tickets_to?} · retire {tickets_to?} · reinstate {} ·
    alias {name} · describe {description?, when_to_use?, when_not_to_use?}
    """

    action: str
    category: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RulePlace:
    id: int
    name: str
    category: int
    enabled: bool


@dataclass(frozen=True)
class Facts:
    """What lies in the categories today: tickets that are not closed, closed ones, labels, rules."""

    open: Mapping[int, int] = field(default_factory=dict)
    closed: Mapping[int, int] = field(default_factory=dict)
    labels: Mapping[int, int] = field(default_factory=dict)
    rules: tuple[RulePlace, ...] = ()


@dataclass(frozen=True)
class Step:
    """One edit in its order: what it does as a sentence, and why it cannot be done (empty when it can)."""

    change: Change
    sentence: str
    problem: str = ""


# Tickets of one category that are open (True) or closed: what an edit moves together.
Pile = tuple[int, bool]


@dataclass(frozen=True)
class Plan:
    before: Taxonomy
    after: Taxonomy
    steps: tuple[Step, ...]
    moved: Mapping[Pile, int]  # piles that end in another category
    rules: tuple[tuple[RulePlace, RulePlace], ...]  # rules that change: as it is, as it will be
    aliases: tuple[tuple[str, int], ...]  # asked for, or needed so that an old name leads on
    taken: tuple[tuple[str, int, int], ...]  # old names that will mean something else

    @property
    def problems(self) -> list[tuple[int, str]]:
        """(number of the edit from 1, why it cannot be done)."""
        return [(number, step.problem) for number, step in enumerate(self.steps, 1) if step.problem]

    @property
    def created(self) -> list[int]:
        return [node for node in self.after.nodes if node not in self.before.nodes]


class Impossible(Exception):
    """The edit cannot be done; the sentence says why and what would help."""


class Draft:
    """The tree while edits are being made to it, one after the other."""

    def __init__(self, tree: Taxonomy, facts: Facts) -> None:
        self.nodes = dict(tree.nodes)
        self.tree = Taxonomy(self.nodes, tree.aliases)  # for paths only: it keeps nothing of what it is asked
        self.facts = facts
        self.aliases: list[tuple[str, int]] = []
        self.rules = {rule.id: rule for rule in facts.rules}
        self.piles: dict[Pile, int] = {
            **{(category, True): category for category in facts.open},
            **{(category, False): category for category in facts.closed},
        }
        self.below: dict[int | None, set[int]] = {}
        for node in tree.nodes.values():
            self.below.setdefault(node.parent, set()).add(node.id)

    def living(self, node: int | None, what: str = "It") -> Node:
        found = self.nodes.get(node) if node is not None else None
        if found is None:
            raise Impossible(f"{what} is not there: it was never made, or its making was taken out.")
        if any(step.retired for step in self.tree.path(found.id)):
            raise Impossible(f"“{found.name}” is retired; reinstate it first.")
        return found

    def children(self, node: int | None) -> list[Node]:
        """Living ones only."""
        found = (self.nodes[child] for child in self.below.get(node, ()))
        return sorted((child for child in found if not child.retired), key=lambda child: child.name)

    def put(self, node: Node) -> None:
        old = self.nodes.get(node.id)
        if old is not None:
            self.below[old.parent].discard(node.id)
        self.nodes[node.id] = node
        self.below.setdefault(node.parent, set()).add(node.id)

    def check_name(self, name: str, parent: int | None, but: int | None = None) -> str:
        """The name, tidied. Raises Impossible when it is empty, too long or taken beside it."""
        name = " ".join(str(name).split())
        if not name:
            raise Impossible("A category needs a name.")
        if len(name) > 120:
            raise Impossible(f"“{name[:40]}…” is longer than 120 characters.")
        for sibling in self.children(parent):
            if sibling.id != but and folded(sibling.name) == folded(name):
                raise Impossible(f"There is already a “{sibling.name}” {self.where(parent)}.")
        return name

    def where(self, parent: int | None) -> str:
        return f"under “{self.nodes[parent].name}”" if parent in self.nodes else "at the top level"

    def tickets(self, category: int, *, only_open: bool = False) -> int:
        counts = {True: self.facts.open, False: self.facts.closed}
        return sum(
            counts[is_open].get(origin, 0)
            for (origin, is_open), now in self.piles.items()
            if now == category and (is_open or not only_open)
        )

    def move_tickets(self, source: int, target: int, *, only_open: bool = False) -> None:
        for pile, now in self.piles.items():
            if now == source and (pile[1] or not only_open):
                self.piles[pile] = target

    def rules_of(self, category: int) -> list[RulePlace]:
        return [rule for rule in self.rules.values() if rule.category == category]


Action = Callable[[Draft, int, Mapping[str, Any]], None]


def plan(tree: Taxonomy, changes: Sequence[Change], facts: Facts | None = None) -> Plan:
    """Make the edits in their order. One that cannot be done is left out and says why."""
    from routing.taxonomy.editing import ACTIONS, sentence

    draft = Draft(tree, facts or Facts())
    steps = []
    for change in changes:
        said = sentence(draft, change)
        try:
            ACTIONS[change.action](draft, change.category, change.values)
            steps.append(Step(change, said))
        except Impossible as reason:
            steps.append(Step(change, said, str(reason)))
    return _result(tree, draft, tuple(steps))


def _result(tree: Taxonomy, draft: Draft, steps: tuple[Step, ...]) -> Plan:
    asked = {folded(name): node for name, node in draft.aliases}
    after = Taxonomy(draft.nodes, {**tree.aliases, **asked})
    kept: Kept = names_kept(tree, after)
    aliases = (*draft.aliases, *kept.lead_on)
    return Plan(
        before=tree,
        after=Taxonomy(draft.nodes, {**tree.aliases, **{folded(name): node for name, node in aliases}}),
        steps=steps,
        moved={pile: now for pile, now in draft.piles.items() if now != pile[0]},
        rules=tuple(
            (rule, draft.rules[rule.id]) for rule in draft.facts.rules if rule != draft.rules[rule.id]
        ),
        aliases=aliases,
        taken=kept.taken,
    )


def lying(facts: Facts, moved: Mapping[Pile, int], *, only_open: bool = False) -> Counter[int]:
    """Tickets per category once the piles are where they end."""
    counts: Counter[int] = Counter()
    for is_open, rows in ((True, facts.open), (False, facts.closed)):
        if is_open or not only_open:
            for category, n in rows.items():
                counts[moved.get((category, is_open), category)] += n
    return counts


def touched(changes: Iterable[Change]) -> set[int]:
    """Every category the edits name."""
    found: set[int] = set()
    for change in changes:
        named = (change.values.get(name) for name in ("to", "into", "parent", "tickets_to"))
        found |= {change.category, *(node for node in named if node is not None)}
        found |= {part["id"] for part in change.values.get("parts", [])}
    return found
