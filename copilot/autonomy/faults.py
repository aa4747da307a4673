"""What a wrong answer and another answer have in common. Pure: plain values in, sentences out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# How much each thing in common says; the sum orders the list.
FACT, SECTION, CATEGORY, PROMPT = 4, 3, 2, 1


@dataclass(frozen=True)
class Fault:
    """What failed: where, under which prompt, resting on which sections, with which words.

    `sections` are (SOP slug, anchor) pairs; `facts` the words that people replaced, each with what by.
    """

    category: int
    prompt: str = ""
    sections: frozenset[tuple[str, str]] = frozenset()
    facts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Shared:
    """The things in common as sentences, and their weight; nothing in common weighs nothing."""

    sentences: tuple[str, ...]
    weight: int


def sections_of(sources: Sequence[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """The (SOP slug, anchor) pairs of a draft's sources."""
    return frozenset((source.get("sop", ""), source.get("anchor", "")) for source in sources)


def shared(
    fault: Fault, *, body: str, category: int, sources: Sequence[Mapping[str, Any]], prompt: str
) -> Shared:
    """What an answer shares with the fault. The prompt alone is no reason: nearly all drafts share it."""
    found: list[tuple[int, str]] = []
    text = " ".join(body.lower().split())
    told = [(old, new) for old, new in sorted(fault.facts) if old.lower() in text]
    said = [f"“{old}”, which people changed to “{new}”" for old, new in told]
    if said:
        found.append((FACT, f"It also says {', and '.join(said)}."))
    if same := sorted(sections_of(sources) & fault.sections):
        places = "; ".join(f"{slug}, {anchor.replace('-', ' ')}" for slug, anchor in same)
        found.append((SECTION, f"It rests on the same section{'s' if len(same) > 1 else ''}: {places}."))
    if category == fault.category:
        found.append((CATEGORY, "It is of the same category."))
    if found and prompt and prompt == fault.prompt:
        found.append((PROMPT, "It was drafted by the same prompt."))
    return Shared(tuple(sentence for _, sentence in found), sum(weight for weight, _ in found))
