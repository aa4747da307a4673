"""A row of `check_draft` as the values the checks read. Raises ValueError saying what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from copilot.drafting.checks.reading import sentences
from copilot.drafting.checks.rules import Rules
from copilot.drafting.composed import Composed, Sentence, Source
from copilot.drafting.context import AGENT, CUSTOMER, Context, ContextSection
from copilot.drafting.quotes import best_quote, spans
from copilot.sops.fronting import read_front
from copilot.sops.parsing import parse, slugify
from copilot.sops.replies import is_reply

UNKNOWN_SECTION = -1


def read_row(row: Mapping[str, Any]) -> tuple[Composed, Context, Rules]:
    """The draft, its context and the SOPs' own rules.

    Without `citations` a sentence may rely on every public section; with them, on those it cites.
    """
    sections: list[ContextSection] = []
    rules = Rules()
    for sop in _objects(row, "sops"):
        sections += _sections(sop, first_key=len(sections) + 1)
        front = read_front(_text(sop, "text"))
        rules = rules.with_(Rules(front.never_say, front.escalate_when))
    context = Context(
        subject="", thread=tuple(_message(one) for one in _objects(row, "thread")), sections=tuple(sections)
    )
    draft = _text(row, "draft")
    texts = sentences(draft)
    if row.get("citations") is None:
        sources, cited = _all_public(sections), dict[int, list[int]]()
        everywhere = tuple(source.n for source in sources)
    else:
        sources, cited = _cited(_objects(row, "citations"), texts, sections)
        everywhere = ()
    written = tuple(
        Sentence(text, 0, tuple(cited.get(place, everywhere))) for place, text in enumerate(texts)
    )
    return Composed("reply", draft, written, tuple(sources)), context, rules


def _sections(sop: Mapping[str, Any], first_key: int) -> list[ContextSection]:
    identifier, text = _identifier(sop, "id"), _text(sop, "text")
    document = parse(text)
    title = _text(sop, "title") if sop.get("title") is not None else document.title
    return [
        ContextSection(
            key=first_key + place,
            sop_slug=identifier,
            sop_title=title or document.title,
            version=1,
            anchor=section.anchor,
            title=section.title,
            text=section.text,
            internal=section.internal or document.internal,
            is_reply=is_reply(section),
            is_facts=section.facts,
        )
        for place, section in enumerate(document.sections)
    ]


def _all_public(sections: list[ContextSection]) -> list[Source]:
    """Each with its first sentence as the quote."""
    public = [(section, next(spans(section.text), "")) for section in sections if not section.internal]
    return [
        Source(n, section.key, section.sop_slug, section.name, section.anchor, 1, quote)
        for n, (section, quote) in enumerate((pair for pair in public if pair[1]), start=1)
    ]


def _cited(
    citations: list[Mapping[str, Any]], texts: list[str], sections: list[ContextSection]
) -> tuple[list[Source], dict[int, list[int]]]:
    """A source for each citation; one that names nothing we have keeps its words, for the check to refuse."""
    sources: list[Source] = []
    cited: dict[int, list[int]] = {}
    for n, one in enumerate(citations, start=1):
        place = one.get("sentence")
        if not isinstance(place, int) or isinstance(place, bool) or place < 0:
            raise ValueError(f"citation {n}: 'sentence' must be a number from 0")
        sop, wanted = _identifier(one, "sop"), str(one.get("section") or "")
        section = next((each for each in sections if each.sop_slug == sop and _names(each, wanted)), None)
        quote = _text(one, "quote") if one.get("quote") is not None else ""
        sentence = texts[place] if place < len(texts) else ""
        if section is None:
            sources.append(Source(n, UNKNOWN_SECTION, sop, f"{sop} › {wanted}", wanted, 1, quote))
        else:
            quote = quote or best_quote(section.text, sentence)
            sources.append(Source(n, section.key, sop, section.name, section.anchor, 1, quote))
        cited.setdefault(place, []).append(n)
    return sources, cited


def _names(section: ContextSection, wanted: str) -> bool:
    """Whether this is the section meant: by its anchor, or by its heading as people write it."""
    # “Returns › Return window”, “returns.md#return-window”: the last part names the section.
    wanted = re.split(r"[›»>#]|\s/\s", wanted.strip().lstrip("#"))[-1].strip()
    bare = re.sub(r"\(\s*internal\s*\)\s*$", "", section.title, flags=re.IGNORECASE)
    known = {section.anchor, slugify(section.title), slugify(bare)}
    return (
        wanted == section.anchor
        or slugify(wanted) in known - {""}
        or (not wanted and section.anchor == "intro")
    )


def _message(message: Mapping[str, Any]) -> tuple[str, str]:
    who = message.get("from")
    if who not in {CUSTOMER, AGENT}:
        raise ValueError(f"'from' must be customer or agent, found {who!r}")
    return who, _text(message, "text")


def _identifier(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"'{name}' must be text or a number, found {type(value).__name__}")
    return str(value)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise ValueError(f"'{name}' must be text, found {type(value).__name__}")
    return value


def _objects(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"'{name}' must be a list of objects")
    return value
