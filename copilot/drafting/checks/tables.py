"""Markdown tables, told cell by cell: “Luggage | not covered | up to €2,000” denies in one column only."""

from __future__ import annotations

import re
from collections.abc import Iterator

RULE = re.compile(r"^[\s|:-]+$")
DENIES = re.compile(
    r"\b(?:no|not|none|never|without|excluded|nicht|kein\w*|ohne|non|pas|sans|no|sin|niet|geen)\b|^\W*$",
    re.IGNORECASE,
)


def with_cells(lines: list[str]) -> list[str]:
    """The lines, and after each row of a table a line for each cell: its row, its column, what it says.

    A row in which something is denied is told by its cells alone.
    """
    return [each for line in _told(lines) for each in line]


def _told(lines: list[str]) -> Iterator[list[str]]:
    header: list[str] = []
    for at, line in enumerate(lines):
        cells = _cells(line)
        if not cells:
            header = []
            yield [line]
        elif at + 1 < len(lines) and not header and RULE.match(lines[at + 1]) and "-" in lines[at + 1]:
            header = cells
            yield [line]
        elif RULE.match(line) or len(cells) != len(header):
            yield [line]
        else:
            each = [
                f"{cells[0]} {title} {said}"
                for title, said in zip(header[1:], cells[1:], strict=True)
                if said.strip(" -–—")
            ]
            yield each if any(DENIES.search(said) for said in cells[1:]) else [line, *each]


def _cells(line: str) -> list[str]:
    if not line.lstrip().startswith("|"):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
