"""Read the optional YAML front matter of a SOP.

YAML is composed into nodes and never constructed into objects: every value stays text with its line number,
so no tag, date or number of YAML's own can surprise the author or the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import yaml

from copilot.sops.document import Fact, FrontMatter, SopError

LISTS = {"categories": "names", "never_say": "phrases", "escalate_when": "phrases"}
KEYS = ("title", "slug", "audience", "owner", "effective", "review", *LISTS, "facts")
AUDIENCES = ("customer", "internal")
# Names that the ticket fills: a fact of the same name would say one thing and the customer another.
OF_THE_TICKET = frozenset(
    {"customer_name", "first_name", "order_id", "repair_id", "amount", "date", "size", "email"}
)
LONGEST = 12_000  # characters; keeps a hostile text from costing the YAML parser's time
LONGEST_PHRASE, LONGEST_FACT_NAME, LONGEST_FACT = 200, 60, 300  # characters
MOST_PHRASES = MOST_FACTS = 100

Values = dict[str, tuple[int, tuple[str, ...]]]  # key -> its line and its texts


def split(text: str) -> tuple[str | None, int]:
    """The YAML between a first line `---` and the next, and how many lines both fences take up.

    Without front matter: None and 0.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), number + 1
    return None, 0


def read(yaml_text: str) -> tuple[FrontMatter, list[SopError]]:
    """The values understood, with a sentence for each that was not. Lines count from the opening fence."""
    if len(yaml_text) > LONGEST:
        return FrontMatter(), [SopError(1, f"The front matter is longer than {LONGEST:,} characters.")]
    try:
        node = yaml.compose(yaml_text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return FrontMatter(), [SopError(mark.line + 2 if mark else 1, f"Not YAML: {error.problem}.")]
    except (yaml.YAMLError, RecursionError):
        return FrontMatter(), [SopError(1, "The front matter is not YAML.")]
    if node is None:
        return FrontMatter(), []
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter(), [SopError(2, "The front matter must be lines like “title: Returns”.")]
    errors: list[SopError] = []
    values = dict(_pairs(node, errors))
    line, facts = _facts(node, errors)
    return replace(_understand(values, errors), facts=facts, facts_line=line), errors


def _pairs(
    node: yaml.MappingNode, errors: list[SopError]
) -> Iterator[tuple[str, tuple[int, tuple[str, ...]]]]:
    """Known keys with their texts; whatever else is there becomes an error."""
    seen = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        texts = _texts(value_node)
        if key not in KEYS:
            errors.append(SopError(line, f"“{key}” is not a known key; use {', '.join(KEYS)}."))
        elif key in seen:
            errors.append(SopError(line, f"“{key}” is given twice; keep one."))
        elif key == "facts":
            pass  # pairs and no texts: `_facts` reads them
        elif texts is None or (key not in LISTS and len(texts) > 1):
            kind = f"a list of {LISTS[key]}" if key in LISTS else "a single line of text"
            errors.append(SopError(line, f"“{key}” must be {kind}."))
        else:
            yield key, (line, texts)
        seen.add(key)


def _texts(node: yaml.Node) -> tuple[str, ...] | None:
    """The texts of a value or of a flat list, without empty ones; None for anything deeper."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        return None
    words = (" ".join(item.value.split()) for item in items if not item.tag.endswith(":null"))
    return tuple(word for word in words if word)


def _facts(node: yaml.MappingNode, errors: list[SopError]) -> tuple[int, tuple[Fact, ...]]:
    """The facts table with the line it starts on; what cannot stand becomes an error of its own line."""
    table = next(((key, value) for key, value in node.value if key.value == "facts"), None)
    if table is None or (isinstance(table[1], yaml.ScalarNode) and table[1].value in ("", "null", "~")):
        return 0, ()
    line, found = table[0].start_mark.line + 2, dict[str, Fact]()
    if not isinstance(table[1], yaml.MappingNode):
        errors.append(SopError(line, "“facts” must be lines like “return window: 30 days” below it."))
        return line, ()
    for key, value in table[1].value:
        fact = Fact(" ".join(str(key.value).split())[: LONGEST_FACT_NAME + 1], _one_text(value))
        if mistake := _fact_mistake(fact, found):
            errors.append(SopError(key.start_mark.line + 2, f"facts: “{fact.name}” {mistake}."))
        else:
            found[fact.slot or fact.name.lower()] = fact
    if len(found) > MOST_FACTS:
        errors.append(SopError(line, f"“facts” holds more than {MOST_FACTS} facts."))
    return line, tuple(found.values())[:MOST_FACTS]


def _one_text(node: yaml.Node) -> str:
    texts = _texts(node) if isinstance(node, yaml.ScalarNode) else None
    return texts[0] if texts else ""


def _fact_mistake(fact: Fact, found: dict[str, Fact]) -> str | None:
    """What is wrong with a fact, to be said after its name."""
    if not fact.name or ":" in fact.name or len(fact.name) > LONGEST_FACT_NAME:
        return f"is no name for a fact; use words without a colon, at most {LONGEST_FACT_NAME} characters"
    if fact.slot in OF_THE_TICKET:
        return "is what the ticket itself says; choose another name"
    if (fact.slot or fact.name.lower()) in found:
        return "is given twice; keep one"
    if not fact.value or len(fact.value) > LONGEST_FACT:
        return f"needs one value, as text of at most {LONGEST_FACT} characters"
    return None


def _phrases(key: str, values: Values, errors: list[SopError]) -> tuple[str, ...]:
    line, texts = values.get(key, (0, ()))
    if len(texts) > MOST_PHRASES:
        errors.append(SopError(line, f"“{key}” holds more than {MOST_PHRASES} phrases."))
    errors += [
        SopError(line, f"“{key}”: “{text[:40]}…” is longer than {LONGEST_PHRASE} characters.")
        for text in texts
        if len(text) > LONGEST_PHRASE
    ]
    return tuple(dict.fromkeys(texts))[:MOST_PHRASES]


def _understand(values: Values, errors: list[SopError]) -> FrontMatter:
    first = {key: texts[0] for key, (_, texts) in values.items() if texts}
    front = FrontMatter(
        title=first.get("title", ""),
        owner=first.get("owner", ""),
        categories=tuple(dict.fromkeys(values["categories"][1])) if "categories" in values else (),
        effective=_date("effective", first, values, errors),
        review=_date("review", first, values, errors),
        never_say=_phrases("never_say", values, errors),
        escalate_when=_phrases("escalate_when", values, errors),
    )
    if (slug := first.get("slug")) is not None:
        if len(slug) <= 100 and re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", slug):
            front = replace(front, slug=slug)
        else:
            errors.append(
                SopError(
                    values["slug"][0], "The slug may hold only a-z, 0-9 and hyphens, at most 100 of them."
                )
            )
    if (audience := first.get("audience")) is not None:
        if audience not in AUDIENCES:
            errors.append(SopError(values["audience"][0], "The audience is either “customer” or “internal”."))
        # An audience we cannot read might have meant “internal”, so nothing of it reaches a customer.
        front = replace(front, audience=audience if audience in AUDIENCES else "internal")
    if front.effective and front.review and front.review < front.effective:
        errors.append(SopError(values["review"][0], "The review date is before the effective date."))
    return front


def _date(key: str, first: dict[str, str], values: Values, errors: list[SopError]) -> date | None:
    if key not in first:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", first[key]):
            raise ValueError(first[key])
        return date.fromisoformat(first[key])
    except ValueError:
        errors.append(SopError(values[key][0], f"“{first[key]}” is not a date; write it like 2026-03-31."))
        return None
