"""Names that say for whom but not what about, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from routing.taxonomy.lint.dead import rests
from routing.taxonomy.lint.tree import Finding, Id, Node, Tree, quoted
from routing.taxonomy.names import Name
from routing.taxonomy.vocabulary import (
    ADDRESSED,
    ARTICLES,
    AUDIENCE,
    BARE,
    CATCHALL,
    CONTAINERS,
    COORDINATIONS,
    EMPTY,
    MEMBERS,
    PADDING,
    WHOSE,
)


def vague_names(tree: Tree, cutoff: date) -> Iterator[Finding]:
    spared = _last_resorts(tree, cutoff)
    for node in tree.living:
        name = tree.names[node.id]
        if only_audience(name) and not tree.children.get(node.id) and not _split_by_audience(tree, node):
            yield _finding(node, "says for whom, but not what about")
        elif says_nothing(name) and node.id not in spared:
            yield _finding(node, "does not say what belongs here")
        elif _only_padding(name) and node.parent is None and not tree.children.get(node.id):
            yield _finding(node, "could be any ticket")


def _finding(node: Node, fault: str) -> Finding:
    if node.description.strip():
        help_ = "Its description says more: let the name say it too."
    elif node.has_own_tickets:
        help_ = "Read a few of its tickets, then name it after what they ask."
    else:
        help_ = "Name it after what belongs here, or retire it."
    return Finding(
        "vague_name",
        (node.id,),
        {"action": "rename", "node": node.id},
        f"{quoted(node.name)} {fault}, so neither people nor a classifier can file by it. {help_}",
    )


def _words(name: Name) -> list[str]:
    return [word for word in name.words if word not in ARTICLES | COORDINATIONS | {"|"}]


def only_audience(name: Name) -> bool:
    """“Women”, “for men”, “business customers”."""
    words = _words(name)
    addressed = "for" in words
    rest = [word for word in words if word not in {"for", "of", "from", "by", "only"}]
    if not rest or not all(word in AUDIENCE | ADDRESSED | WHOSE for word in rest):
        return False
    if any(word in AUDIENCE for word in rest):
        return True
    narrowed = rest[-1] in MEMBERS and any(word in WHOSE for word in rest[:-1])
    return narrowed or (addressed and rest[-1] in ADDRESSED)


def _split_by_audience(tree: Tree, node: Node) -> bool:
    """“Shoes > Women, Men”: all siblings are audiences, so the parent says what about."""
    siblings = tree.children[node.parent]
    return (
        node.parent is not None
        and len(siblings) > 1
        and all(only_audience(tree.names[sibling.id]) for sibling in siblings)
    )


def says_nothing(name: Name) -> bool:
    words = [word for word in _words(name) if not word.isdigit()]
    if not words:
        return not any(letter.isalpha() for letter in name.text)
    if words == ["n"] or name.words == ("to", "do"):  # “n/a”: its second letter reads as an article
        return True
    if words[-1] in CONTAINERS and set(words[:-1]) <= {"new"}:
        return True
    telling = [word for word in words if word not in EMPTY | CATCHALL | PADDING]
    return not telling and any(word in EMPTY | CATCHALL for word in words)


def _only_padding(name: Name) -> bool:
    words = _words(name)
    return bool(words) and all(word in BARE for word in words)


def is_last_resort(name: Name) -> bool:
    """“Other”, “Something else”, “General enquiries”: where a person puts what fits nowhere else."""
    words = _words(name)
    empty = [word for word in words if word in EMPTY | CATCHALL]
    return len(empty) == 1 and (empty[0] in CATCHALL or (empty[0] == "general" and len(words) > 1))


def _last_resorts(tree: Tree, cutoff: date) -> set[Id]:
    """Of each group of siblings the one last resort that is in use, or not known to be unused."""
    spared: dict[Id | None, Node] = {}
    for node in tree.living:
        if not is_last_resort(tree.names[node.id]) or _unused(tree, node, cutoff):
            continue
        best = spared.get(node.parent)
        if best is None or (node.tickets or 0) > (best.tickets or 0):
            spared[node.parent] = node
    return {node.id for node in spared.values()}


def _unused(tree: Tree, node: Node, cutoff: date) -> bool:
    if tree.children.get(node.id):
        return False
    return node.tickets == 0 or rests(node, cutoff)
