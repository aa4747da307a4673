"""How well the right SOP is found for what customers wrote.

The production ranking is measured: the SOPs go into a temporary table, and `copilot.sops.retrieval.search` is
asked about each text with that table in place of the published SOPs. Live rows are neither read nor changed,
and the table disappears with the transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management.base import CommandParser
from django.db import connection, transaction

from copilot.sops import retrieval
from copilot.sops.plain import PlainSop, read_sop
from routing import embeddings
from support.commandline import BadInput, MeasuringCommand, numbered_jsonl, progress
from support.search import CONFIG

DEPTH = 100  # how far down the right SOP is looked for; further down its reciprocal rank counts as 0

CREATE = """
CREATE TEMPORARY TABLE measured_section (
    id bigserial PRIMARY KEY, sop text NOT NULL, sop_title text NOT NULL, search tsvector NOT NULL,
    embedding {vector}, embedded_with text NOT NULL DEFAULT ''
) ON COMMIT DROP
"""
INSERT = """
INSERT INTO measured_section (sop, sop_title, search, embedding, embedded_with)
SELECT %s, %s,
       setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B'),
       %s, %s
"""


class Command(MeasuringCommand):
    help = "Measure SOP retrieval on your own SOPs and texts."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--sops",
            type=Path,
            required=True,
            metavar="F",
            help="JSONL: id, and title, text, sections or steps",
        )
        parser.add_argument(
            "--queries", type=Path, required=True, metavar="F", help="JSONL: id, text, sop_id"
        )
        parser.add_argument(
            "--embeddings",
            choices=["auto", "off"],
            default="auto",
            help="auto (default): use the local sentence embeddings where they are installed",
        )

    def measure(self, **options: Any) -> dict[str, float]:
        sops = read_sops(options["sops"])
        queries = read_queries(options["queries"], {sop.id for sop in sops})
        embed = embeddings.load() if options["embeddings"] == "auto" else None
        if options["verbosity"]:
            how = f"words and {embed.name}" if embed else "words only"
            self.stderr.write(f"Ranking by {how}.")
        vectors = vectors_of(sops, embed)
        with transaction.atomic():
            load(sops, vectors, embed.name if embed else "")
            found = list(progress(answer(queries, embed), total=len(queries), label="queries"))
        return summarise(found)

    def table(self, result: dict[str, float]) -> str:
        return "\n".join(f"{name:12} {value:g}" for name, value in result.items())


def read_sops(path: Path) -> list[PlainSop]:
    """The SOPs of a file. Raises BadInput naming file and row."""
    sops: dict[str, PlainSop] = {}
    for number, row in numbered_jsonl(path, ("id",)):
        try:
            sop = read_sop(row)
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: {error}") from None
        if sop.id in sops:
            raise BadInput(f"{path}: row {number}: the id “{sop.id}” is there already")
        sops[sop.id] = sop
    return list(sops.values())


def read_queries(path: Path, known: set[str]) -> list[tuple[str, str]]:
    """(text, id of the right SOP) for each row. Raises BadInput naming file and row."""
    queries = []
    for number, row in numbered_jsonl(path, ("id", "text", "sop_id")):
        if not isinstance(row["text"], str):
            raise BadInput(f"{path}: row {number}: 'text' must be text")
        if str(row["sop_id"]) not in known:
            raise BadInput(f"{path}: row {number}: no SOP has the id “{row['sop_id']}”")
        queries.append((row["text"], str(row["sop_id"])))
    return queries


def vectors_of(sops: list[PlainSop], embed: embeddings.Embedder | None) -> list[str]:
    """Every section's vector in order, as PostgreSQL reads it; none without an embedder.

    Apart from `load`, since asking a server must not happen within a transaction. Raises
    EmbeddingUnavailable.
    """
    if embed is None:
        return []
    vectors = []
    for sop in progress(sops, label="SOPs"):
        texts = [retrieval.passage(sop.title, section.title, section.text) for section in sop.sections]
        vectors += [str(vector.tolist()) for vector in embed(texts)]
    return vectors


def load(sops: list[PlainSop], vectors: list[str], made_with: str) -> None:
    """Put the SOPs' sections into a temporary table of this transaction."""
    sections = [(sop, section) for sop in sops for section in sop.sections]
    with connection.cursor() as cursor:
        if made_with:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
        cursor.execute(CREATE.format(vector="vector" if made_with else "text"))
        for place, (sop, section) in enumerate(sections):
            words = (CONFIG, section.title, CONFIG, section.text)
            vector = vectors[place] if made_with else None
            cursor.execute(INSERT, [sop.id, sop.title, *words, vector, made_with])


def answer(
    queries: list[tuple[str, str]], embed: embeddings.Embedder | None
) -> Iterator[tuple[int | None, float]]:
    """(rank of the right SOP counted from 1 or None, milliseconds) for each query."""
    for text, right in queries:
        start = time.perf_counter()
        name = embed.name if embed else ""
        found = retrieval.search(
            text, embed=embed, embedded_with=name, limit=DEPTH, source="measured_section"
        )
        milliseconds = (time.perf_counter() - start) * 1000
        yield next((rank for rank, one in enumerate(found, start=1) if one.sop == right), None), milliseconds


def summarise(found: list[tuple[int | None, float]]) -> dict[str, float]:
    """Recall at 1, 3 and 5 and mean reciprocal rank, 0 to 1; the median time of a query in milliseconds."""
    ranks = [rank for rank, _ in found]

    def recall(depth: int) -> float:
        return round(sum(rank is not None and rank <= depth for rank in ranks) / len(ranks), 4)

    return {
        "n": len(ranks),
        "recall_at_1": recall(1),
        "recall_at_3": recall(3),
        "recall_at_5": recall(5),
        "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
        "ms_p50": round(median(milliseconds for _, milliseconds in found), 2),
    }
