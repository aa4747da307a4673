"""Trees written as indented lines, and findings by name instead of by id."""

from datetime import date

from routing.taxonomy.lint import Node, lint

TODAY = date(2026, 11, 21)


def tree(text, **values):
    """A node a line, two spaces a level; what follows ` | ` is its description."""
    nodes, above = [], []
    for at, line in enumerate(filter(str.strip, text.splitlines())):
        depth = (len(line) - len(line.lstrip())) // 2
        name, _, description = line.strip().partition(" | ")
        above = above[:depth]
        nodes.append(Node(at, above[-1] if above else None, name, description, **values))
        above.append(at)
    return nodes


def found(nodes, *kinds, **options):
    """(kind, names…) of each finding, of these kinds only when some are named."""
    if isinstance(nodes, str):
        nodes = tree(nodes)
    names = {node.id: node.name for node in nodes}
    findings = lint(nodes, **{"today": TODAY, **options})
    return [
        (one.kind, *(names[node] for node in one.nodes)) for one in findings if not kinds or one.kind in kinds
    ]
