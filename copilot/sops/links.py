"""Links in SOP texts: between SOPs they must lead somewhere; those to the web need only be well formed.

An SOP is linked to by its address (`/sops/returns/#return-window`), as files of a folder link to each other
(`returns.md#return-window`), or by an anchor alone (`#return-window`) within its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.urls import reverse
from markdown_it import MarkdownIt

from copilot.models import Section, SopVersion
from copilot.sops import front_matter
from copilot.sops.document import SopError
from copilot.sops.parsing import normalise, parse

INLINE = MarkdownIt("commonmark", {"html": False}).enable("table")
BY_ADDRESS = re.compile(r"/sops/([A-Za-z0-9_-]+)/?")
BY_FILE = re.compile(r"(?:\.{0,2}/)*(?:[^/:?]+/)*([A-Za-z0-9_-]+)\.(?:md|markdown)", re.IGNORECASE)
HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}|localhost")

Shelf = Mapping[str, frozenset[str]]  # address of a published SOP -> its anchors


@dataclass(frozen=True)
class Link:
    """A link as written. `line` counts from 1; `sop` is the address it names, empty for this text itself."""

    line: int
    target: str
    sop: str = ""
    anchor: str = ""
    outside: bool = False


def links_in(markdown: str) -> Iterator[Link]:
    """Every link of a text below its front matter, in order."""
    text = normalise(markdown)
    _, body_start = front_matter.split(text)
    tokens = INLINE.parse("\n".join(text.split("\n")[body_start:]))
    for token in tokens:
        line = (token.map[0] if token.map else 0) + body_start + 1
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                yield _read(line, str(child.attrGet("href") or ""))


def _read(line: int, target: str) -> Link:
    path, _, anchor = target.partition("#")
    named = BY_ADDRESS.fullmatch(path) or BY_FILE.fullmatch(path)
    if named:
        return Link(line, target, named[1].lower(), unquote(anchor))
    return Link(line, target, "", unquote(anchor), outside=bool(path) or not anchor)


def address(target: str) -> str:
    """Where a link leads on our pages: a file's name becomes the SOP's address, all else stays."""
    link = _read(0, target)
    if not link.sop:
        return target
    return reverse("copilot:sop", args=[link.sop]) + (f"#{link.anchor}" if link.anchor else "")


def broken(markdown: str, slug: str, shelf: Shelf | None = None) -> list[SopError]:
    """A sentence with its line for each link that leads nowhere. `slug` is the address of the text itself.

    `shelf` is what links may lead to; by default what is published today.
    """
    links = list(links_in(markdown))
    if shelf is None:
        shelf = published({link.sop for link in links if link.sop and link.sop != slug})
    own = frozenset(section.anchor for section in parse(markdown).sections) if links else frozenset()
    shelf = {**shelf, slug: own, "": own}
    found = ((link, _outside(link.target) if link.outside else _inside(link, shelf)) for link in links)
    return [SopError(link.line, sentence) for link, sentence in found if sentence]


def published(slugs: set[str]) -> dict[str, frozenset[str]]:
    """The anchors of these SOPs, for those that are published and not retired."""
    if not slugs:
        return {}
    rows = Section.objects.filter(
        version__state="published", version__sop__retired_at=None, version__sop__slug__in=slugs
    ).values_list("version__sop__slug", "anchor")
    found: dict[str, set[str]] = {}
    for slug, anchor in rows:
        found.setdefault(slug, set()).add(anchor)
    return {slug: frozenset(anchors) for slug, anchors in found.items()}


def all_broken() -> list[tuple[SopVersion, SopError]]:
    """Every broken link of what is published."""
    versions = list(SopVersion.objects.filter(state="published").select_related("sop").order_by("sop__title"))
    shelf = published({version.sop.slug for version in versions})
    return [
        (version, error)
        for version in versions
        if "](" in version.markdown or "]:" in version.markdown or "<" in version.markdown
        for error in broken(version.markdown, version.sop.slug, shelf)
    ]


def _inside(link: Link, shelf: Shelf) -> str:
    anchors = shelf.get(link.sop)
    if anchors is None:
        return f"“{link.target}” leads to no published SOP."
    if link.anchor and link.anchor not in anchors:
        return f"“{link.target}” leads to no section; there is no “{link.anchor}”."
    return ""


def _outside(target: str) -> str:
    """What is wrong with the form of a web, mail or telephone link; nobody is asked whether it answers."""
    try:
        parts = urlsplit(target)
        _ = parts.port
        host = parts.hostname or ""
    except ValueError:
        return f"“{target}” is not a well-formed address."
    wellformed = {
        "http": bool(HOST.fullmatch(unquote(host))),
        "https": bool(HOST.fullmatch(unquote(host))),
        "mailto": bool(re.fullmatch(r"[^@\s]+@[\w.-]+\.\w{2,}", unquote(parts.path))),
        "tel": bool(re.fullmatch(r"\+?[\d().\s-]{3,}", unquote(parts.path))),
    }
    if parts.scheme not in wellformed:
        return f"“{target}” leads nowhere from here; link to an SOP, a section or a web address."
    return "" if wellformed[parts.scheme] else f"“{target}” is not a well-formed address."
