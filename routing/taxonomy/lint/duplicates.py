"""Two names, two descriptions, or two piles of tickets, for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations, pairwise

from routing.taxonomy.lint.apart import Apart
from routing.taxonomy.lint.claims import ALIKE, Claims
from routing.taxonomy.lint.signals import LookAlike
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, day, quoted
from routing.taxonomy.lint.vague import says_nothing
from routing.taxonomy.names import Name, Words, reversed_nouns
from routing.taxonomy.vocabulary import NEGATIONS

LONG_NAME = 4
"""Words from which a name with one word more still says the same (“… or share information improperly”)."""
DESCRIBED_ALIKE = 0.75
"""Share of weight from which descriptions in two branches mean one thing whatever the names."""
DESCRIBED_AGREEING = 0.2
"""Share from which equal names in two branches mean one thing whatever the parents."""


@dataclass(frozen=True)
class Duplicates:
    """Pairs that mean the same, each with why; `found` keeps every pair once."""

    tree: Tree
    claims: Claims
    apart: Apart
    alike: Mapping[frozenset[Id], LookAlike] = field(default_factory=dict)
    found: dict[frozenset[Id], tuple[Node, Node, str]] = field(default_factory=dict)
    # Nodes whose names list those of others: “Lost or stolen card” takes in “Lost card”, never the reverse.
    covering: set[Id] = field(default_factory=set)

    @cached_property
    def first_pairs(self) -> dict[Id, tuple[Node, Node, str]]:
        """Of each node the first pair it was found in."""
        backwards = reversed(self.found.values())
        return {node.id: pair for pair in backwards for node in pair[:2]}

    def search(self) -> None:
        nodes = [node for node in self.tree.living if not says_nothing(self.tree.names[node.id])]
        self._same_key(nodes)
        self._listed(nodes)
        self._aliases(nodes)
        self._long_names(nodes)
        self._under_merged_parents()
        self._described(nodes)
        self._attracting_the_same(nodes)

    def _add(self, one: Node, other: Node, why: str) -> None:
        self.found.setdefault(frozenset((one.id, other.id)), (one, other, why))

    def _same_key(self, nodes: list[Node]) -> None:
        by_key: dict[Words, list[Node]] = defaultdict(list)
        for node in nodes:
            by_key[self.tree.names[node.id].key].append(node)
        for key, group in by_key.items():
            if key:
                for one, other in _within(group):
                    why = self._why_same_key(one, other)
                    if why:
                        self._add(one, other, why)

    def _why_same_key(self, one: Node, other: Node) -> str:
        names = self.tree.names[one.id], self.tree.names[other.id]
        if reversed_nouns(*names) or self._different(one, other):
            return ""
        return _difference(*names)

    def _different(self, one: Node, other: Node) -> bool:
        """Names that are equal, and yet the place or the descriptions say that two things are meant."""
        if self.tree.kin(one, other):
            return not self._named_like_its_heading(one, other)
        described = self.claims.both_tell(one, other)
        share = self.claims.share(one, other) if described else 0.0
        same_words = self.tree.names[one.id].words == self.tree.names[other.id].words
        if described and not share and not same_words:
            return True
        if share >= DESCRIBED_AGREEING or self.tree.siblings(one, other):
            return False
        return self.apart.by_parents(one, other)

    def _named_like_its_heading(self, one: Node, other: Node) -> bool:
        upper, lower = (one, other) if self.tree.is_above(one, other) else (other, one)
        names = self.tree.names
        return (
            lower.parent == upper.id
            and len(self.tree.children[upper.id]) > 1
            and names[one.id].words == names[other.id].words
        )

    def _listed(self, nodes: list[Node]) -> None:
        """“Credit card” beside “Credit card or prepaid card”: the longer label lists the shorter."""
        by_key: dict[Words, list[Node]] = defaultdict(list)
        for node in nodes:
            if len(self.tree.names[node.id].alternatives) == 1:
                by_key[self.tree.names[node.id].key].append(node)
        for longer in nodes:
            name = self.tree.names[longer.id]
            if len(name.alternatives) < 2:
                continue
            for key in sorted(name.alternative_keys - {name.key}):
                for shorter in by_key.get(key, []):
                    if not self._different(shorter, longer) and not self.tree.kin(shorter, longer):
                        self.covering.add(longer.id)
                        self._add(
                            shorter, longer, f"{quoted(longer.name)} already names {quoted(shorter.name)}"
                        )

    def _aliases(self, nodes: list[Node]) -> None:
        by_key: dict[Words, list[Node]] = defaultdict(list)
        for node in nodes:
            by_key[self.tree.names[node.id].key].append(node)
        for node in nodes:
            for alias in self.tree.alias_names.get(node.id, ()):
                for other in by_key.get(alias.key, []):
                    if other.id != node.id and not self.tree.kin(node, other):
                        self._add(node, other, f"{quoted(alias.text)} is another name of {quoted(node.name)}")

    def _long_names(self, nodes: list[Node]) -> None:
        """Siblings whose long names differ by one word that one of them has in addition."""
        for siblings in self.tree.children.values():
            by_word: dict[str, list[Node]] = defaultdict(list)
            long = [node for node in siblings if len(self.tree.names[node.id].key) >= LONG_NAME]
            for node in long:
                for word in self.tree.names[node.id].key:
                    by_word[word].append(node)
            for node in long:
                key = self.tree.names[node.id].key
                rarest = min(key, key=lambda word: (len(by_word[word]), word))
                for other in by_word[rarest]:
                    if self._one_word_more(self.tree.names[node.id], self.tree.names[other.id]):
                        self._add(node, other, "the names differ by one word")

    def _one_word_more(self, short: Name, long: Name) -> bool:
        more = set(long.key) - set(short.key)
        return (
            len(more) == 1
            and set(short.key) < set(long.key)
            and not more & NEGATIONS
            and not any(kind.is_kind_of(broader) for kind in long.kinds for broader in short.kinds)
        )

    def _under_merged_parents(self) -> None:
        """Children of two parents that mean the same, read without the words the parents already say."""
        for one, other, _ in list(self.found.values()):
            said = {*self.tree.names[one.id].key, *self.tree.names[other.id].key}
            mine = self._short_keys(one, said)
            for key, child in self._short_keys(other, said).items():
                if len(key) > 1 and key in mine:
                    self._add(mine[key], child, "their parents mean the same, and so do they")

    def _short_keys(self, parent: Node, said: set[str]) -> dict[Words, Node]:
        return {
            tuple(word for word in self.tree.names[child.id].key if word not in said): child
            for child in self.tree.children.get(parent.id, [])
        }

    def _described(self, nodes: list[Node]) -> None:
        named = {node.id for node in nodes}
        for one, other in self.claims.pairs():
            if one.id not in named or other.id not in named:
                continue
            if self.tree.siblings(one, other) or self.tree.kin(one, other):
                continue
            share = self.claims.share(one, other)
            if share >= DESCRIBED_ALIKE or (share >= ALIKE and self._share_a_word(one, other)):
                words = ", ".join(self.claims.shared_words(one, other))
                self._add(one, other, f"their descriptions say the same ({words})")

    def _attracting_the_same(self, nodes: list[Node]) -> None:
        """Leaves whose tickets cannot be told apart: a reason of its own, or one more for a pair found."""
        leaves = {node.id: node for node in nodes if not self.tree.children.get(node.id)}
        for pair, seen in self.alike.items():
            if not pair <= leaves.keys():
                continue
            one, other = sorted((leaves[node] for node in pair), key=lambda node: self.tree.order[node.id])
            why = (
                f"their recent tickets cannot be told apart (by their words {seen.right} of {seen.n} could "
                f"be put where they are filed, where guessing gets {seen.n // 2})"
            )
            if pair in self.found:
                one, other, known = self.found[pair]
                self.found[pair] = one, other, f"{known}, and {why}"
            else:
                self._add(one, other, why)

    def _share_a_word(self, one: Node, other: Node) -> bool:
        return bool({*self.tree.names[one.id].key} & {*self.tree.names[other.id].key})


def _within(group: list[Node], most: int = 60) -> Iterator[tuple[Node, Node]]:
    """All pairs of a group; of a very large one only each with the next, which still joins them all."""
    if len(group) <= most:
        yield from combinations(group, 2)
    else:
        yield from pairwise(group)


def _difference(one: Name, other: Name) -> str:
    if one.markers != other.markers:
        marks = " ".join((*one.markers, *other.markers))
        return f"only the mark {quoted(marks)} tells them apart"
    if one.text == other.text:
        return "they have the same name"
    if one.words == other.words:
        return "the names differ only in how they are written"
    if sorted(one.content) == sorted(other.content) and one.content != other.content:
        return "the names differ only in the order of words"
    return "the names say the same in other words"


def groups(pairs: Iterable[tuple[Node, Node, str]]) -> list[list[Node]]:
    """Nodes joined by pairs, directly or through others."""
    beside: dict[Id, list[Node]] = defaultdict(list)
    for one, other, _ in pairs:
        beside[one.id].append(other)
        beside[other.id].append(one)
    found: list[list[Node]] = []
    seen: set[Id] = set()
    for start in beside:
        if start not in seen:
            found.append(_reached(start, beside, seen))
    return found


def _reached(start: Id, beside: dict[Id, list[Node]], seen: set[Id]) -> list[Node]:
    """All nodes that pairs lead to from here, the start among them."""
    group: dict[Id, Node] = {}
    waiting = [start]
    while waiting:
        for node in beside[waiting.pop()]:
            if node.id not in group:
                group[node.id] = node
                waiting.append(node.id)
    seen.update(group)
    return list(group.values())


def findings(duplicates: Duplicates) -> Iterator[Finding]:
    """For each group one node stays, and every other is merged into it."""
    tree = duplicates.tree
    for group in groups(duplicates.found.values()):
        nodes = sorted(group, key=lambda node: tree.order[node.id])
        stays = max(nodes, key=lambda node: _worth(duplicates, node))
        for node in nodes:
            if node.id != stays.id:
                yield _merge(duplicates, node, stays)


@dataclass(frozen=True)
class Use:
    """How much a category and everything under it is used."""

    tickets: int
    latest: date

    @classmethod
    def of(cls, tree: Tree, node: Node) -> Use:
        branch = tree.branch(node)
        dates = [
            when for step in branch for when in (step.last_ticket, step.last_filed, step.updated) if when
        ]
        return cls(sum(step.tickets or 0 for step in branch), max(dates, default=date.min))


def _worth(duplicates: Duplicates, node: Node) -> tuple[object, ...]:
    tree = duplicates.tree
    use = Use.of(tree, node)
    return (
        not tree.names[node.id].markers,
        node.id in duplicates.covering,
        bool(tree.children.get(node.id)),
        use.tickets,
        use.latest,
        len(node.description),
        -tree.order[node.id],
    )


def _merge(duplicates: Duplicates, node: Node, stays: Node) -> Finding:
    tree = duplicates.tree
    if tree.is_above(stays, node):
        return Finding(
            "duplicate",
            (node.id, stays.id),
            {"action": "rename", "node": node.id},
            f"{quoted(node.name)} has the name of the heading it stands under: what else under "
            f"{quoted(stays.name)} does not belong here? Let the name say that.",
        )
    pair = duplicates.found.get(frozenset((node.id, stays.id)))
    why = pair[2] if pair else _through(duplicates, node)
    both = f"{quoted(node.name)} and {quoted(stays.name)}"
    where = "" if tree.siblings(node, stays) else f" (in {tree.place(node)} and in {tree.place(stays)})"
    return Finding(
        "duplicate",
        (node.id, stays.id),
        {"action": "merge", "from": node.id, "into": stays.id},
        f"{both}{where} take the same tickets: {why}. {_kept(tree, node, stays)}",
    )


def _through(duplicates: Duplicates, node: Node) -> str:
    """The pair through which a node joined its group."""
    one, other, why = duplicates.first_pairs[node.id]
    return f"{quoted(one.name)} and {quoted(other.name)} do, {why}"


def _kept(tree: Tree, node: Node, stays: Node) -> str:
    goes, use = Use.of(tree, node), Use.of(tree, stays)
    one = quoted(stays.name)
    if node.name == stays.name and not tree.siblings(node, stays):
        one = f"The one in {tree.place(stays)}"
    if use.tickets > goes.tickets:
        return f"{one} has more tickets ({use.tickets} against {goes.tickets}) and stays."
    if use.latest > goes.latest:
        return f"{one}, last used or edited on {day(use.latest)}, stays."
    return f"{one} stays, and the other name leads to it."
