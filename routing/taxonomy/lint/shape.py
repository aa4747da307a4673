"""What is wrong with the tree as a tree: missing parents, circles, headings over a single child."""

from __future__ import annotations

from collections.abc import Iterator

from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, quoted


def orphans(tree: Tree) -> Iterator[Finding]:
    for node in tree.living:
        if node.parent is not None and node.parent not in tree.by_id:
            yield Finding(
                "orphan",
                (node.id,),
                {"action": "reparent", "node": node.id, "to": None},
                f"The parent of {quoted(node.name)}, {node.parent}, does not exist: "
                "no path leads here. Until it gets another parent it belongs at the top.",
            )


def cycles(tree: Tree) -> Iterator[Finding]:
    """One finding a circle, starting at the node that the file names first."""
    done: set[Id] = set()
    for node in tree.living:
        circle = _circle(tree, node, done)
        if circle:
            circle = _from_first(tree, circle)
            steps = " is under ".join(quoted(step.name) for step in (*circle, circle[0]))
            yield Finding(
                "cycle",
                tuple(step.id for step in circle),
                {"action": "reparent", "node": circle[0].id, "to": None},
                f"{steps}: a circle that hangs on nothing. One of them needs another parent.",
            )


def _circle(tree: Tree, start: Node, done: set[Id]) -> list[Node]:
    """The circle that walking up from here ends in, unless that was walked before."""
    walked: list[Node] = []
    step: Node | None = start
    while step is not None and step.id not in done:
        done.add(step.id)
        walked.append(step)
        step = tree.parent(step)
    ids = [one.id for one in walked]
    return walked[ids.index(step.id) :] if step is not None and step.id in ids else []


def _from_first(tree: Tree, circle: list[Node]) -> list[Node]:
    first = min(range(len(circle)), key=lambda at: tree.order[circle[at].id])
    return circle[first:] + circle[:first]


def in_cycles(found: list[Finding]) -> set[Id]:
    return {node for finding in found if finding.kind == "cycle" for node in finding.nodes}


def single_children(tree: Tree, circular: set[Id]) -> Iterator[Finding]:
    for node in tree.living:
        children = tree.children.get(node.id, [])
        if len(children) != 1 or node.has_own_tickets or node.id in circular:
            continue
        child = children[0]
        up = tree.parent(node)
        where = f"under {quoted(up.name)}" if up else "at the top"
        yield Finding(
            "single_child",
            (node.id, child.id),
            {"action": "reparent", "node": child.id, "to": up.id if up else None},
            f"{quoted(node.name)} holds nothing but {quoted(child.name)} and no tickets of its own. "
            f"{quoted(child.name)} can stand {where}, and {quoted(node.name)} can be retired.",
        )
