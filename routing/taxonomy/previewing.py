"""What a plan would do, in figures and lines for people to judge. Pure: a plan and facts in, values out."""

from __future__ import annotations

from dataclasses import dataclass

from routing.taxonomy.changes import Facts, Plan, lying
from support.taxonomy import Node, Taxonomy


@dataclass(frozen=True)
class Moving:
    """Tickets that go from one category to another."""

    source: str
    target: str
    open: int
    closed: int

    @property
    def n(self) -> int:
        return self.open + self.closed


@dataclass(frozen=True)
class Line:
    name: str
    text: str


@dataclass(frozen=True)
class Branch:
    """A row of the tree as it would be: what is new or different about it, in a word."""

    depth: int
    node: Node
    mark: str
    was: str = ""


@dataclass(frozen=True)
class Effects:
    moving: list[Moving]
    to_file: list[Line]  # tickets that would lie on a heading until somebody files them
    rules: list[Line]
    names: list[Line]  # old names and where they lead
    taken: list[Line]  # old names that mean something else from then on
    learned: list[Line]  # what happens to classes that the classifier knows
    fresh: list[str]  # categories whose meaning changes: their evidence starts anew
    kept: int  # living categories that stay as they are, and so does their evidence
    tree: list[Branch]

    @property
    def tickets(self) -> int:
        return sum(row.n for row in self.moving)


def effects(plan: Plan, facts: Facts) -> Effects:
    before, after = plan.before, plan.after
    fresh = [
        pk for pk in _living(after) if pk in before.nodes and _meaning(before, pk) != _meaning(after, pk)
    ]
    return Effects(
        moving=_moving(plan, facts),
        to_file=_to_file(plan, facts),
        rules=_rules(plan, facts),
        names=[Line(name, after.path_name(node)) for name, node in plan.aliases],
        taken=[
            Line(name, f"now “{after.path_name(now)}”, until today “{after.path_name(meant)}”")
            for name, meant, now in plan.taken
        ],
        learned=_learned(plan, facts),
        fresh=[after.path_name(pk) for pk in fresh],
        kept=sum(pk in before.nodes for pk in _living(after)) - len(fresh),
        tree=_tree(plan),
    )


def _living(tree: Taxonomy) -> list[int]:
    return [pk for pk, node in tree.nodes.items() if not node.retired]


def _meaning(tree: Taxonomy, pk: int) -> tuple[object, ...]:
    """What the version tuple reads of a category: a change of any of it starts the evidence anew."""
    node = tree.nodes[pk]
    return node.name, node.parent, node.when_to_use, node.when_not_to_use


def _moving(plan: Plan, facts: Facts) -> list[Moving]:
    pairs: dict[tuple[int, int], list[int]] = {}
    for (source, is_open), target in plan.moved.items():
        counts = pairs.setdefault((source, target), [0, 0])
        counts[0 if is_open else 1] += (facts.open if is_open else facts.closed).get(source, 0)
    rows = [
        Moving(plan.before.path_name(source), plan.after.path_name(target), *counts)
        for (source, target), counts in pairs.items()
    ]
    return sorted((row for row in rows if row.n), key=lambda row: (-row.n, row.source))


def _to_file(plan: Plan, facts: Facts) -> list[Line]:
    """Only where the change set makes it so: tickets on a heading that is one today are old news."""
    today, then = lying(facts, {}), lying(facts, plan.moved)
    was, will_be = _headings(plan.before), _headings(plan.after)
    return [
        Line(plan.after.path_name(pk), _tickets(then[pk]))
        for pk in plan.after.nodes
        if pk in will_be and then[pk] and (pk not in was or then[pk] > today[pk])
    ]


def _headings(tree: Taxonomy) -> set[int]:
    """Living categories with living ones below them."""
    above = {tree.nodes[pk].parent for pk in _living(tree)}
    return {pk for pk in _living(tree) if pk in above}


def _rules(plan: Plan, facts: Facts) -> list[Line]:
    lines = []
    for was, now in plan.rules:
        if was.enabled and not now.enabled:
            lines.append(Line(was.name, f"switched off: “{plan.before.path_name(was.category)}” is retired"))
        elif was.category != now.category:
            lines.append(Line(was.name, f"files under “{plan.after.path_name(now.category)}” instead"))
    headings = _headings(plan.after) - _headings(plan.before)
    changed = {now.id: now for _, now in plan.rules}
    for rule in (changed.get(rule.id, rule) for rule in facts.rules):
        if rule.category in headings and rule.enabled:
            lines.append(Line(rule.name, f"rests: “{plan.after.path_name(rule.category)}” becomes a heading"))
    return lines


def _learned(plan: Plan, facts: Facts) -> list[Line]:
    lines, headings = [], _headings(plan.after) - _headings(plan.before)
    for pk, n in sorted(facts.labels.items()):
        node = plan.after.nodes.get(pk)
        if node is None or not n:
            continue
        home = plan.after.survivor(pk)
        if home != pk:
            lines.append(Line(node.name, f"{_labels(n)} teach “{plan.after.path_name(home)}”"))
        elif node.retired and not plan.before.nodes[pk].retired:
            lines.append(Line(node.name, f"{_labels(n)} teach nothing any more"))
        elif pk in headings:
            lines.append(
                Line(node.name, f"{_labels(n)} belong to a heading until the tickets are filed again")
            )
    return lines


def _tree(plan: Plan) -> list[Branch]:
    """What changes, with the headings above it so that one sees where."""
    marks = {pk: mark for pk in plan.after.nodes if (mark := mark_of(plan, pk))[0]}
    shown = {step.id for pk in marks for step in plan.after.path(pk)}
    return [
        Branch(depth, node, *marks.get(node.id, ("", "")))
        for depth, node in plan.after.walk()
        if node.id in shown
    ]


def mark_of(plan: Plan, pk: int) -> tuple[str, str]:
    """What is different about a category in a word, and what it was or where it goes; empty when nothing."""
    now, was = plan.after.nodes[pk], plan.before.nodes.get(pk)
    if was is None:
        return ("retired", "new") if now.retired else ("new", "")
    if now.retired and not was.retired:
        into = now.merged_into
        return ("merged", plan.after.path_name(into)) if into is not None else ("retired", "")
    if was.retired and not now.retired:
        return "reinstated", ""
    if now.parent != was.parent:
        return "moved", plan.before.path_name(pk)
    if now.name != was.name:
        return "renamed", was.name
    return ("described", "") if now != was else ("", "")


def _tickets(n: int) -> str:
    return "1 ticket" if n == 1 else f"{n} tickets"


def _labels(n: int) -> str:
    return "1 label will" if n == 1 else f"{n} labels will"
