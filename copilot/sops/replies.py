"""Read the Reply section of a SOP: the sentences and questions a reply is assembled from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copilot.sops.document import SLOT, ReplyLine, Section, SopError

CITATION = re.compile(r"\s*\[\^([^\]\s]+)\]")
CONDITION = re.compile(r"if ([^:]+):\s+(.*)")  # lower case on purpose: a sentence starts with a capital “If”
QUESTION = re.compile(r"\?\s+\{([a-z][a-z0-9_]*)\}:\s*(.*)")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def is_reply(section: Section) -> bool:
    """Whether this is the section replies are assembled from."""
    return section.title.strip().lower() == "reply"


def read(source: Iterable[tuple[int, str]]) -> tuple[list[ReplyLine], list[SopError]]:
    """The reply lines of numbered source lines, with a sentence for each mistake."""
    replies: list[ReplyLine] = []
    errors: list[SopError] = []
    paragraph, broken = 0, False
    for number, raw in source:
        if not raw.strip():
            broken = True
            continue
        if broken and replies:
            paragraph += 1
        broken = False
        reply, mistakes = _read_line(raw.strip(), number, paragraph)
        replies.append(reply)
        errors += [SopError(number, mistake) for mistake in mistakes]
    return replies, errors


def _read_line(line: str, number: int, paragraph: int) -> tuple[ReplyLine, list[str]]:
    mistakes = []
    words: tuple[str, ...] = ()
    if condition := CONDITION.fullmatch(line):
        words = tuple(word for part in condition[1].split(",") if (word := " ".join(part.lower().split())))
        line = condition[2]
        if not words:
            mistakes.append("“if” needs at least one word before its colon.")
    question = QUESTION.fullmatch(line)
    if question:
        line = question[2]
    elif line.startswith("? "):
        mistakes.append("A question starts with the fact it asks for, like “? {order_id}: …”.")
    cited = CITATION.findall(line)
    text = CITATION.sub("", line).strip()
    if len(cited) > 1:
        mistakes.append("A sentence cites one section; split it where two are needed.")
    if not text:
        mistakes.append("There is no sentence on this line.")
    mistakes += [
        f"“{found}” is not a fact's name; use small letters, digits and _, like {{order_id}}."
        for found in BRACES.findall(text)
        if not SLOT.fullmatch(found)
    ]
    slot = question[1] if question else None
    return ReplyLine(text, cited[0] if cited else None, words, slot, paragraph, number), mistakes


def check_citations(replies: Iterable[ReplyLine], sections: tuple[Section, ...]) -> list[SopError]:
    """A sentence for each citation that leads nowhere, or to what customers must not see."""
    by_anchor = {section.anchor: section for section in sections}
    errors = []
    for reply in replies:
        if reply.cites is None:
            continue
        section = by_anchor.get(reply.cites)
        if section is None:
            known = ", ".join(anchor for anchor in by_anchor if not is_reply(by_anchor[anchor])) or "none"
            mistake = f"There is no section “{reply.cites}” to cite; sections here: {known}."
        elif is_reply(section):
            mistake = "The Reply section cannot support itself; cite the section with the rule."
        elif section.internal:
            mistake = f"A reply cannot cite “{reply.cites}”: it is internal, and customers would see it."
        else:
            continue
        errors.append(SopError(reply.line, mistake))
    return errors
