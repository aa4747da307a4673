"""A draft as plain values; `dataclasses.asdict` of its parts is what the Draft row stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """A sentence of the draft. `sources` are numbers of the draft's sources; empty is shown as unsourced."""

    text: str
    paragraph: int
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Source:
    """A numbered source: a section of a SOP version and the words in it that count."""

    n: int
    section: int
    sop: str
    title: str
    anchor: str
    version: int
    quote: str


@dataclass(frozen=True)
class Unknown:
    """A fact that could not be filled in, and the question that obtains it."""

    slot: str
    question: str


@dataclass(frozen=True)
class Step:
    """A timed line for the trace, in milliseconds since drafting began."""

    name: str
    started_ms: float
    milliseconds: float
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Composed:
    """A draft. `kind` is reply, or findings when there is nothing to answer from: then `body` is for the
    agent.

    `degraded` says in a sentence which better path failed first; empty when this was the intended one.
    `prompt` and `prompt_hash` are empty for an assembled draft.
    """

    kind: str
    body: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    unknown: tuple[Unknown, ...] = ()
    backend: str = ""
    model: str = ""
    degraded: str = ""
    prompt: str = ""
    prompt_hash: str = ""
    steps: tuple[Step, ...] = ()


class NoDraft(Exception):
    """No draft this time; the message is a sentence for the agent."""
