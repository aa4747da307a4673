"""The nine edits, each made to a tree that is being drafted. Each refuses with a sentence that helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from routing.taxonomy.changes import Action, Change, Draft, Impossible
from support.taxonomy import LONGEST, Node, Taxonomy, folded

Values = Mapping[str, Any]
WORDS = ("description", "when_to_use", "when_not_to_use")
WORD_NAMES = {
    "description": "description",
    "when_to_use": "when to use",
    "when_not_to_use": "when not to use",
}


def create(draft: Draft, category: int, values: Values) -> None:
    parent = draft.living(values["parent"], "Its parent").id if values.get("parent") is not None else None
    _add(draft, category, values["name"], parent, {name: values.get(name, "") for name in WORDS})


def _add(draft: Draft, category: int, name: str, parent: int | None, words: Values) -> None:
    known = draft.nodes.get(category)
    if known is not None and not known.retired:
        raise Impossible(f"“{known.name}” has been made already.")
    name = draft.check_name(name, parent)
    key = known.key if known else f"new-{category}"
    draft.put(Node(category, key, name, parent, False, **words))


def move(draft: Draft, category: int, values: Values) -> None:
    node = draft.living(category)
    target = draft.living(values["to"], "Where it should go").id if values.get("to") is not None else None
    if target == node.parent:
        raise Impossible(f"“{node.name}” is already {draft.where(target)}.")
    if target is not None and any(step.id == category for step in draft.tree.path(target)):
        raise Impossible(f"“{draft.nodes[target].name}” lies below “{node.name}”; that would be a circle.")
    draft.check_name(node.name, target, but=category)
    draft.put(replace(node, parent=target))


def merge(draft: Draft, category: int, values: Values) -> None:
    """Its tickets, labels, rules, children and name go to the other; it is retired and keeps its history."""
    source, target = draft.living(category), draft.living(values["into"], "What it should be merged into")
    if source.id == target.id:
        raise Impossible("A category cannot be merged into itself.")
    if any(step.id == source.id for step in draft.tree.path(target.id)):
        raise Impossible(f"“{target.name}” lies below “{source.name}”; move it out first.")
    children = draft.children(source.id)
    for child in children:
        draft.check_name(child.name, target.id)
    for child in children:
        draft.put(replace(child, parent=target.id))
    draft.move_tickets(source.id, target.id)
    for rule in draft.rules_of(source.id):
        draft.rules[rule.id] = replace(rule, category=target.id)
    draft.put(replace(source, retired=True, merged_into=target.id))


def rename(draft: Draft, category: int, values: Values) -> None:
    node = draft.living(category)
    name = draft.check_name(values["name"], node.parent, but=category)
    if name == node.name:
        raise Impossible(f"It is called “{name}” already.")
    draft.put(replace(node, name=name))


def split(draft: Draft, category: int, values: Values) -> None:
    """Parts are made below it. Its tickets stay until somebody files them, or all go to one part."""
    node, parts = draft.living(category), values["parts"]
    if draft.children(category):
        raise Impossible(f"“{node.name}” has categories below it; add one more instead of splitting it.")
    if len(parts) < 2:
        raise Impossible("A split needs two parts or more.")
    if len({folded(part["name"]) for part in parts}) < len(parts):
        raise Impossible("Two of the parts have the same name.")
    goes_to = values.get("tickets_to")
    if goes_to is not None and goes_to not in {part["id"] for part in parts}:
        raise Impossible("The tickets can only go to one of the parts.")
    for part in parts:
        draft.check_name(part["name"], category)
    for part in parts:
        _add(draft, part["id"], part["name"], category, {})
    if goes_to is None:
        return
    draft.move_tickets(category, goes_to)
    for rule in draft.rules_of(category):
        draft.rules[rule.id] = replace(rule, category=goes_to)


def retire(draft: Draft, category: int, values: Values) -> None:
    """Open tickets and rules go elsewhere; closed ones stay as its history."""
    node = draft.living(category)
    if children := draft.children(category):
        raise Impossible(
            f"“{node.name}” has {len(children)} below it, “{children[0].name}” for one;"
            " move, merge or retire these first."
        )
    waiting, goes_to = draft.tickets(category, only_open=True), values.get("tickets_to")
    if goes_to is None and waiting:
        raise Impossible(f"“{node.name}” has {_tickets(waiting)} that are not closed; say where they go.")
    if goes_to is not None:
        if draft.living(goes_to, "Where the tickets should go").id == category:
            raise Impossible("Its tickets have to go to another category.")
        draft.move_tickets(category, goes_to, only_open=True)
    for rule in draft.rules_of(category):
        where, on = (category, False) if goes_to is None else (goes_to, rule.enabled)
        draft.rules[rule.id] = replace(rule, category=where, enabled=on)
    draft.put(replace(node, retired=True))


def reinstate(draft: Draft, category: int, values: Values) -> None:
    """It takes tickets again; those that went elsewhere stay there."""
    node = draft.nodes.get(category)
    if node is None or not node.retired:
        raise Impossible("It is not retired." if node else "It is not there.")
    if node.parent is not None:
        draft.living(node.parent)
    draft.check_name(node.name, node.parent, but=category)
    draft.put(replace(node, retired=False, merged_into=None))


def alias(draft: Draft, category: int, values: Values) -> None:
    node, name = draft.living(category), " ".join(str(values["name"]).split())
    if not name or len(name) > LONGEST:
        raise Impossible(f"Another name has 1 to {LONGEST} characters.")
    aliases = {**draft.tree.aliases, **{folded(said): to for said, to in draft.aliases}}
    meant = Taxonomy(draft.nodes, aliases).resolve(name)
    if meant == category:
        raise Impossible(f"“{name}” leads to “{node.name}” already.")
    if meant is not None:
        raise Impossible(f"“{name}” already leads to “{draft.tree.path_name(meant)}”.")
    draft.aliases.append((name, category))


def describe(draft: Draft, category: int, values: Values) -> None:
    node = draft.living(category)
    words: dict[str, Any] = {name: str(values[name]).strip() for name in WORDS if name in values}
    if all(getattr(node, name) == text for name, text in words.items()):
        raise Impossible("It says so already.")
    draft.put(replace(node, **words))


ACTIONS: dict[str, Action] = {
    "create": create,
    "move": move,
    "merge": merge,
    "rename": rename,
    "split": split,
    "retire": retire,
    "reinstate": reinstate,
    "alias": alias,
    "describe": describe,
}


def sentence(draft: Draft, change: Change) -> str:
    """What the edit does, with names as they are at its turn."""
    values, it = change.values, _called(draft, change.category)
    if change.action == "create":
        place = values.get("parent")
        return f"Create “{values['name']}” " + ("at the top level" if place is None else _under(draft, place))
    if change.action == "move":
        place = values.get("to")
        return f"Move {it} " + ("to the top level" if place is None else _under(draft, place))
    if change.action == "merge":
        return f"Merge {it} into {_called(draft, values['into'])}"
    if change.action == "rename":
        return f"Rename {it} to “{values['name']}”"
    if change.action == "split":
        return f"Split {it} into {_split_parts(values)}"
    if change.action == "retire":
        elsewhere = values.get("tickets_to")
        return f"Retire {it}" + (f", open tickets to {_called(draft, elsewhere)}" if elsewhere else "")
    if change.action == "alias":
        return f"Let “{values['name']}” lead to {it}"
    if change.action == "describe":
        return f"Describe {it}: {', '.join(WORD_NAMES[name] for name in WORDS if name in values)}"
    return f"Reinstate {it}"


def _split_parts(values: Values) -> str:
    names = [f"“{part['name']}”" for part in values["parts"]]
    chosen = [part["name"] for part in values["parts"] if part["id"] == values.get("tickets_to")]
    goes = f", its tickets to “{chosen[0]}”" if chosen else ", its tickets to be filed by people"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) + goes


def _called(draft: Draft, node: int) -> str:
    return f"“{draft.tree.path_name(node)}”" if node in draft.nodes else "a category that is not there"


def _under(draft: Draft, parent: int) -> str:
    return f"under {_called(draft, parent)}"


def _tickets(n: int) -> str:
    return "1 ticket" if n == 1 else f"{n} tickets"
