"""Where a replay finds SOPs: the published ones, or those of a file in a table of this connection's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from copilot.drafting import gathering, permitted
from copilot.drafting.context import ContextSection
from copilot.management.commands.retrieve import load, read_sops, vectors_of
from copilot.sops import retrieval
from copilot.sops.document import Document, Section
from copilot.sops.parsing import INTERNAL, parse
from copilot.sops.plain import PlainSection, PlainSop
from routing.embeddings import Embedder
from support.commandline import read_jsonl

TABLE = "replayed_section"


class Shelf(Protocol):
    def sections(self, text: str, category: int | None) -> tuple[ContextSection, ...]:
        """The sections for a customer's text, best first; `category` is the live one, if any."""
        ...


class PublishedShelf:
    """What drafts are made from today."""

    def sections(self, text: str, category: int | None) -> tuple[ContextSection, ...]:
        return gathering.look(text, category).sections


class FileShelf:
    """The SOPs of a file, found as published ones are. Live categories are bound to none of them."""

    def __init__(self, sections: dict[int, ContextSection], embedder: Embedder | None) -> None:
        self._sections, self._embedder = sections, embedder

    def sections(self, text: str, category: int | None) -> tuple[ContextSection, ...]:
        found = retrieval.search(
            text,
            embed=self._embedder,
            embedded_with=self._embedder.name if self._embedder else "",
            limit=permitted.MOST_SOPS,
            source=TABLE,
        )
        wanted: list[object] = []
        for number, one in enumerate(found):
            wanted += one.sections if number == 0 else one.sections[: permitted.SECTIONS_OF_OTHERS]
        if found:
            own = [key for key, section in self._sections.items() if section.sop_slug == found[0].sop]
            wanted += [key for key in own if key not in wanted]
        return tuple(self._sections[key] for key in wanted if isinstance(key, int))


@contextmanager
def file_shelf(path: Path, embedder: Embedder | None) -> Iterator[FileShelf]:
    """The SOPs of a file while the block runs. Raises BadInput naming file and row, EmbeddingUnavailable."""
    sops = read_sops(path)
    rows = {str(row["id"]): row for row in read_jsonl(path, ("id",))}
    values = [value for sop in sops for value in _values(sop, _document(rows[sop.id]))]
    vectors = vectors_of(sops, embedder)
    with transaction.atomic(), connection.cursor() as cursor:
        load(sops, vectors, embedder.name if embedder else "")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        # The loaded table would end with this transaction, and a replay cannot be one: what its calls to a
        # model cost must stay recorded when it is killed.
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} AS TABLE measured_section")
        cursor.execute("DROP TABLE measured_section")
        cursor.execute(f"SELECT id FROM {TABLE} ORDER BY id")  # noqa: S608 (a name of our own)
        keys = [key for (key,) in cursor.fetchall()]
    sections = {key: replace(value, key=key) for key, value in zip(keys, values, strict=True)}
    try:
        yield FileShelf(sections, embedder)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _document(row: Mapping[str, Any]) -> Document | None:
    """The SOP as a Markdown text, where that is what the row holds (as `plain.read_sop` decides)."""
    return None if row.get("sections") or row.get("steps") else parse(row.get("text") or "")


def _values(sop: PlainSop, document: Document | None) -> Iterator[ContextSection]:
    """Each section as drafting wants it, with its anchor, and hidden where its heading says internal."""
    for number, section in enumerate(sop.sections, start=1):
        written = _written(section, document)
        yield ContextSection(
            key=0,
            sop_slug=sop.id,
            sop_title=sop.title,
            version=1,
            anchor=written.anchor if written else f"section-{number}",
            title=section.title,
            text=section.text,
            internal=written.internal if written else bool(INTERNAL.search(section.title)),
            is_reply=section.title.strip().lower() == "reply",
            is_facts=bool(written and written.facts),
            never_say=document.never_say if document else (),
            escalate_when=document.escalate_when if document else (),
        )


def _written(section: PlainSection, document: Document | None) -> Section | None:
    """The section of the document that this one, or this paragraph of an introduction, comes from."""
    of_title = [one for one in document.sections if one.title == section.title] if document else []
    return next((one for one in of_title if section.text in one.text), None)
