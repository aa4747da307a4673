"""Read a SOP written in Markdown: front matter, sections with anchors, and the sentences of its reply.

`parse` never raises on odd input: a text with mistakes gives a document whose `errors` say where and what.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

from copilot.sops import front_matter, replies
from copilot.sops.document import Document, Fact, FrontMatter, ReplyLine, Section, SopError

__all__ = [
    "Document",
    "ReplyLine",
    "Section",
    "SopError",
    "facts_in",
    "headings",
    "normalise",
    "parse",
    "slugify",
]

# Only the block structure matters here: leaving inline text unparsed makes a megabyte a matter of a second.
BLOCKS = MarkdownIt("commonmark").disable("inline")
INTERNAL = re.compile(r"\(\s*internal\s*\)[\s.:#*_]*$", re.IGNORECASE)
DEEPEST_SECTION = 3
FACTS = "Facts"
LONGEST_ANCHOR, LONGEST_TITLE, LONGEST_HEADING = 100, 200, 300  # characters; what the tables hold


@dataclass(frozen=True)
class Heading:
    """A heading as found: `line` and `next_line` count from 0, `nested` when a list or quotation holds it."""

    level: int
    title: str
    line: int
    next_line: int
    nested: bool

    @property
    def internal(self) -> bool:
        return INTERNAL.search(self.title) is not None


def normalise(markdown: str) -> str:
    """The same text with Unix line ends, without a byte-order mark or characters PostgreSQL cannot store."""
    text = markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd")


def slugify(heading: str) -> str:
    """Small letters, digits and hyphens of a heading in any script; empty when it has none."""
    text = unicodedata.normalize("NFKC", heading).lower()
    return re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", text)).strip("-")


def parse(markdown: str) -> Document:
    """Read one SOP. Anchors are unique within it; mistakes are listed in order of their lines."""
    text = normalise(markdown)
    yaml_text, body_start = front_matter.split(text)
    front, errors = front_matter.read(yaml_text) if yaml_text is not None else (FrontMatter(), [])
    if yaml_text is None and text.startswith("---\n"):
        errors.append(SopError(1, "The front matter is opened with --- and never closed."))
    lines = text.split("\n")
    found = headings(text, body_start)
    title, starts = _outline(found)
    nested_marks = [heading for heading in found if heading.nested and heading.internal]
    all_internal = front.audience == "internal" or bool(title and title.internal)
    hidden = _hidden(all_internal, starts, nested_marks)
    sections = _sections(lines, body_start, title, starts, hidden)
    empty = not sections
    if front.facts:
        sections = (*sections, _facts_section(front, sections, all_internal))
    reply, reply_errors = _reply(lines, sections)
    name = front.title or (title.title if title else "")
    misplaced = "A heading marked internal must not stand inside a list or quotation."
    errors += [SopError(mark.line + 1, misplaced) for mark in nested_marks]
    errors += [*_name_errors(name, front.slug, sections), *reply_errors]
    if empty:
        errors.append(SopError(1, "There is nothing below the title."))
    return Document(
        title=name,
        slug=front.slug or _ascii_slug(name),
        categories=front.categories,
        audience=front.audience,
        owner=front.owner,
        effective=front.effective,
        review=front.review,
        sections=sections,
        reply=tuple(reply),
        errors=tuple(sorted(errors, key=lambda error: error.line)),
        never_say=front.never_say,
        escalate_when=front.escalate_when,
        facts=front.facts,
    )


def headings(text: str, body_start: int) -> list[Heading]:
    """Every heading of a normalised text below its front matter, in order."""
    body = text.split("\n")[body_start:]
    tokens = BLOCKS.parse("\n".join(body))
    found = []
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.map:
            first, after = token.map[0] + body_start, token.map[1] + body_start
            title = " ".join(content.content.split())
            found.append(Heading(int(token.tag[1]), title, first, after, token.level > 0))
    return found


def _outline(found: list[Heading]) -> tuple[Heading | None, list[Heading]]:
    """The title heading, and the headings that start sections."""
    top = [heading for heading in found if not heading.nested]
    title = top[0] if top and top[0].level == 1 else None
    starts: list[Heading] = []
    for heading in top[1:] if title else top:
        # Deeper headings belong to their section, except where what customers may see begins or ends.
        leaves_internal = bool(starts) and starts[-1].internal and starts[-1].level >= heading.level
        if heading.level <= DEEPEST_SECTION or heading.internal or leaves_internal:
            starts.append(heading)
    return title, starts


def _sections(
    lines: list[str], body_start: int, title: Heading | None, starts: list[Heading], hidden: list[bool]
) -> tuple[Section, ...]:
    """The introduction, when there is one, and a section a heading; `hidden` speaks of both, in order."""
    bounds = [*(heading.line for heading in starts), len(lines)]
    opening = lines[body_start : bounds[0]]
    if title:
        opening[title.line - body_start : title.next_line - body_start] = []
    sections: list[Section] = []
    taken: dict[str, int] = {}
    if intro := "\n".join(opening).strip():
        taken["intro"] = 1
        sections.append(Section("intro", "", 0, intro, 0, hidden[0], body_start + 1, bounds[0]))
    for heading, end, internal in zip(starts, bounds[1:], hidden[1:], strict=True):
        text = "\n".join(lines[heading.next_line : end]).strip("\n")
        anchor = _unique(slugify(heading.title)[:LONGEST_ANCHOR].strip("-") or "section", taken)
        sections.append(
            Section(
                anchor, heading.title, heading.level, text, len(sections), internal, heading.line + 1, end
            )
        )
    return tuple(sections)


def _facts_section(front: FrontMatter, sections: tuple[Section, ...], internal: bool) -> Section:
    """The facts table as a section like any other, so that it can be found, cited and shown.

    It comes last: where the text has a section “Facts” of its own, that one keeps the plain anchor.
    """
    taken = {section.anchor: 1 for section in sections}
    text = "\n".join(f"- {fact.name}: {fact.value}" for fact in front.facts)
    return Section(
        _unique("facts", taken),
        FACTS,
        2,
        text,
        len(sections),
        internal,
        front.facts_line,
        front.facts_line,
        facts=True,
    )


def facts_in(text: str) -> dict[str, str]:
    """The values of a facts section by the names that reply sentences know them under."""
    lines = (line.removeprefix("- ").partition(": ") for line in text.split("\n"))
    found = {Fact(name, value).slot: value for name, _, value in lines if value}
    return {slot: value for slot, value in found.items() if slot}


def _hidden(everything: bool, starts: list[Heading], nested_marks: list[Heading]) -> list[bool]:
    """Whether customers must not see the introduction, then each section.

    A section is hidden by its own heading, by one it stands under, or by a mark misplaced inside it.
    """
    hidden = [everything]
    below: int | None = None  # level of the internal heading we are under
    for heading in starts:
        if below is not None and heading.level <= below:
            below = None
        if below is None and heading.internal:
            below = heading.level
        hidden.append(everything or below is not None)
    first_lines = [heading.line for heading in starts]
    for mark in nested_marks:
        hidden[bisect_right(first_lines, mark.line)] = True
    return hidden


def _unique(anchor: str, taken: dict[str, int]) -> str:
    """The anchor, or the next free one with a number. `taken` holds the last number tried for each."""
    candidate, count = anchor, taken.get(anchor, 0)
    while candidate in taken:
        count += 1
        candidate = f"{anchor}-{count}"
    taken[anchor] = max(count, 1)
    taken.setdefault(candidate, 1)
    return candidate


def _reply(lines: list[str], sections: tuple[Section, ...]) -> tuple[list[ReplyLine], list[SopError]]:
    found = [section for section in sections if replies.is_reply(section)]
    if not found:
        return [], []
    reply, others = found[0], found[1:]
    read, errors = replies.read(enumerate(lines[reply.line : reply.end_line], start=reply.line + 1))
    errors += replies.check_citations(read, sections)
    errors += [SopError(other.line, "There is already a Reply section; keep one.") for other in others]
    following = sections[reply.ordinal + 1 : reply.ordinal + 2]
    if following and not following[0].facts and following[0].level > reply.level:
        errors.append(SopError(following[0].line, "The Reply section holds sentences, not further headings."))
    return read, errors


def _name_errors(name: str, slug: str, sections: tuple[Section, ...]) -> list[SopError]:
    errors = [
        SopError(section.line, f"This heading is longer than {LONGEST_HEADING} characters.")
        for section in sections
        if len(section.title) > LONGEST_HEADING
    ]
    if not name:
        errors.append(SopError(1, "There is no title; write “title: …” in the front matter."))
    elif len(name) > LONGEST_TITLE:
        errors.append(SopError(1, f"The title is longer than {LONGEST_TITLE} characters."))
    elif not slug and not _ascii_slug(name):
        errors.append(
            SopError(1, "No address can be made of the title; write “slug: …” in the front matter.")
        )
    return errors


def _ascii_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return slugify(plain)[:LONGEST_ANCHOR].strip("-")
