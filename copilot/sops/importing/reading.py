"""From a file to SOP texts: Markdown as it is; JSON lines, web pages and Word files turned into Markdown."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import mammoth
import nh3
from markdownify import markdownify

from copilot.sops import fronting, plain
from copilot.sops.importing.files import BadFile, Fault, NamedFile, decoded, within_limits
from copilot.sops.parsing import normalise, parse, slugify

# Names that say nothing of the SOP they hold.
NAMELESS = {"index", "readme", "sop", "document", "untitled", "page"}
KEPT = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li"),
    *("a", "em", "strong", "b", "i", "del", "s", "table", "thead", "tbody", "tr", "th", "td", "div", "span"),
}
# Left out with what they hold: no part of a procedure.
DROPPED = {"script", "style", "title", "nav", "footer", "noscript", "template", "svg", "form", "button"}
# What other systems call the text of an article.
TEXTS = ("text", "markdown", "content", "body")
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})</title", re.IGNORECASE)
WORD_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
PAGE_LINK = re.compile(r"\]\(((?:[\w.-]+/){0,20}[\w.-]+)\.html?(#[^)\s]{0,200})?\)", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """An SOP text found in a file; `row` is 0 where the file is the SOP."""

    file: str
    row: int
    markdown: str


def read(file: NamedFile) -> tuple[list[Candidate], list[Fault]]:
    """The SOPs of a file, with a fault for each row that is none. Raises BadFile for the file as a whole."""
    if file.suffix == ".jsonl":
        return _rows(file)
    if file.suffix in (".html", ".htm"):
        return [_page(file, decoded(file))], []
    if file.suffix == ".docx":
        return [_page(file, _word(file))], []
    return [Candidate(file.name, 0, _named(decoded(file), file.name))], []


def _named(markdown: str, name: str) -> str:
    """The text with a title, and with the file's name as its address unless it says another.

    Files of a folder link to each other by their names, so the name is the address those links mean.
    """
    text, stem = normalise(markdown), PurePosixPath(name).stem
    front = fronting.read_front(text)
    if not parse(text).title:
        text = fronting.with_title(text, " ".join(re.split(r"[-_\s]+", stem)).capitalize() or "Untitled")
    slug = slugify(stem.encode("ascii", "ignore").decode())
    if not front.slug and slug and slug not in NAMELESS:
        text = fronting.with_slug(text, slug[:100])
    return text


def _page(file: NamedFile, html: str) -> Candidate:
    """A page as Markdown, without scripts, navigation and pictures."""
    title = TITLE.search(html)
    clean = nh3.clean(html, tags=KEPT, clean_content_tags=DROPPED, attributes={"a": {"href"}}, link_rel=None)
    try:
        text = markdownify(clean, heading_style="ATX", bullets="-", escape_underscores=False, autolinks=False)
    except RecursionError:
        raise BadFile(file.name, "Its parts are nested too deeply to be a procedure.") from None
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    if not text.strip():
        raise BadFile(file.name, "There is no text in it.")
    text = PAGE_LINK.sub(lambda link: f"]({link[1]}.md{link[2] or ''})", text)
    if title and not parse(text).title:
        text = fronting.with_title(text, nh3.clean(title[1], tags=set()).replace("&amp;", "&"))
    return Candidate(file.name, 0, _named(text, file.name))


def _word(file: NamedFile) -> str:
    """A Word file as plain HTML. Pictures are left out; nothing outside the file is opened."""
    within_limits(file)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(file.raw),
            style_map=WORD_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    except Exception as error:  # the library raises whatever the broken part made it stumble over
        raise BadFile(file.name, f"It cannot be read as a Word file ({type(error).__name__}).") from None
    return str(made.value)


def _rows(file: NamedFile) -> tuple[list[Candidate], list[Fault]]:
    """One SOP a line: {id?, title, text, categories?}."""
    found: list[Candidate] = []
    faults: list[Fault] = []
    for number, line in enumerate(decoded(file).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(Candidate(file.name, number, _row(line)))
        except ValueError as error:
            faults.append(Fault(file.name, number, f"{str(error)[:1].upper()}{str(error)[1:]}."))
    return found, faults


def _row(line: str) -> str:
    """The text of one row. Raises ValueError saying what is wrong, without a full stop."""
    try:
        row = json.loads(line)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from None
    if not isinstance(row, dict):
        raise ValueError(f"a JSON object is needed, this is {type(row).__name__}")
    text = _body(row)
    title = row.get("title")
    if title is not None and not isinstance(title, str):
        raise ValueError("'title' must be text")
    if title and title.strip() and not fronting.read_front(text).title:
        text = fronting.with_title(text, title)
    if not parse(text).title:
        raise ValueError("'title' is missing")
    if keys := list(_keys(row)):
        text = fronting.with_categories(text, keys)
    named = re.sub(r"[/.:#|\\]+", "-", str(row.get("slug") or row.get("id") or ""))
    slug = slugify(named).encode("ascii", "ignore").decode().strip("-")
    if re.search(r"[a-z]", slug) and not fronting.read_front(text).slug:
        text = fronting.with_slug(text, slug[:100])
    return text


def _body(row: Mapping[str, Any]) -> str:
    text = next((row[name] for name in TEXTS if row.get(name) is not None), None)
    if text is None and (row.get("sections") or row.get("steps")):
        sop = plain.read_sop({"id": "", **row})
        parts = [
            f"## {section.title}\n{section.text}" if section.title else section.text
            for section in sop.sections
        ]
        return "\n\n".join(parts)
    if not isinstance(text, str) or not text.strip():
        raise ValueError("'text' is missing" if text is None else "'text' must be text that says something")
    return normalise(text)


def _keys(row: Mapping[str, Any]) -> Iterator[str]:
    value = row.get("categories") or []
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise ValueError("'categories' must be a list of keys")
    yield from (one.strip() for one in listed if one.strip())
