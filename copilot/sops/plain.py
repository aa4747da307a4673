"""SOPs as they lie in other people's files: JSON rows with a text, sections or steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copilot.sops.parsing import parse


@dataclass(frozen=True)
class PlainSection:
    title: str
    text: str


@dataclass(frozen=True)
class PlainSop:
    id: str
    title: str
    sections: tuple[PlainSection, ...]


def read_sop(row: Mapping[str, Any]) -> PlainSop:
    """A SOP from `id`, `title`, and one of `sections`, `steps` (with `intro` and `outro`) or `text`.

    `sections` are {title, text}; `steps` are {text, subtext: [lines]}; `text` is Markdown. A text without
    headings has a section for each of its paragraphs and numbered steps. Raises ValueError saying what is
    wrong.
    """
    identifier, title = str(row["id"]), _text(row, "title")
    if row.get("sections"):
        sections = [
            PlainSection(_text(one, "title"), _text(one, "text")) for one in _objects(row, "sections")
        ]
    elif row.get("steps"):
        sections = [PlainSection("", text) for text in _steps(row)]
    else:
        document = parse(_text(row, "text"))
        title = title or document.title
        sections = [
            PlainSection(section.title, text)
            for section in document.sections
            for text in (_blocks(section.text) if section.level == 0 else [section.text])
        ]
    sections = [section for section in sections if section.title or section.text.strip()]
    if not title and not sections:
        raise ValueError("a SOP needs a 'title' or a 'text'")
    return PlainSop(identifier, title, tuple(sections or [PlainSection("", title)]))


def _steps(row: Mapping[str, Any]) -> Iterator[str]:
    yield _text(row, "intro")
    for step in _objects(row, "steps"):
        yield "\n".join([_text(step, "text"), *_lines(step, "subtext")])
    yield from _lines(row, "outro")


def _blocks(text: str) -> list[str]:
    """Paragraphs and top-level list items: each line that is not indented starts one."""
    blocks: list[list[str]] = []
    for line in text.split("\n"):
        if not blocks or (line and not line[0].isspace()):
            blocks.append([])
        blocks[-1].append(line)
    return ["\n".join(block).strip() for block in blocks]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{name}' must be text")
    return value.replace("\0", " ")


def _lines(row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name) or []
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ValueError(f"'{name}' must be a list of lines")
    return lines


def _objects(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = row[name]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"'{name}' must be a list of objects")
    return value
