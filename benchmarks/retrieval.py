"""How often the right SOP comes first, beside two plain baselines, on files given as arguments.

    python -m benchmarks.retrieval SOPS.jsonl QUERIES.jsonl [SOPS.jsonl QUERIES.jsonl ...]

The files are those of `manage.py help retrieve`. Method: all rankings see the same SOPs and texts in one run.
"BM25" is Okapi's formula (k1 1.2, b 0.75) over title and text as one, with PostgreSQL's stems and stop words.
"ts_rank" is PostgreSQL's own rank of the whole SOP (title weight A, text B) for any of the text's words.
"words" is our ranking. Where local sentence embeddings are installed, "words and meaning" is our ranking
with them, "meaning" the best section's cosine alone, and "ranks joined" reciprocal rank fusion (Cormack and
others 2009, k 60) of "words" and "meaning", the rule ours was preferred to. The interval is Wilson's, 95 %,
of recall at 1. With few queries most differences are chance.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from copilot.autonomy.intervals import wilson  # noqa: E402
from copilot.management.commands import retrieve  # noqa: E402
from copilot.sops.plain import PlainSop  # noqa: E402
from copilot.sops.retrieval import search as ranked  # noqa: E402
from routing import embeddings  # noqa: E402
from support.search import CONFIG  # noqa: E402

Search = Callable[[str], list[str]]
TS_RANK = """
SELECT sop FROM measured_sop, (
    SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS query
    FROM unnest(to_tsvector(%s::regconfig, %s))
) AS asked WHERE search @@ query ORDER BY ts_rank(search, query) DESC, sop LIMIT 100
"""


def body(sop: PlainSop) -> str:
    return "\n".join(f"{section.title}\n{section.text}" for section in sop.sections)


def stems(text: str) -> Counter[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme, cardinality(positions) FROM unnest(to_tsvector(%s::regconfig, %s))",
            [CONFIG, text],
        )
        return Counter(dict(cursor.fetchall()))


def bm25(sops: list[PlainSop], k1: float = 1.2, b: float = 0.75) -> Search:
    counts = [stems(f"{sop.title}\n{body(sop)}") for sop in sops]
    lengths = [count.total() for count in counts]
    mean = sum(lengths) / len(lengths)
    having = Counter(word for count in counts for word in count)
    idf = {word: math.log(1 + (len(sops) - n + 0.5) / (n + 0.5)) for word, n in having.items()}

    def score(words: Counter[str], number: int) -> float:
        count, room = counts[number], k1 * (1 - b + b * lengths[number] / mean)
        return sum(idf[word] * count[word] * (k1 + 1) / (count[word] + room) for word in words if count[word])

    def search(text: str) -> list[str]:
        words = stems(text)
        scores = [score(words, number) for number in range(len(sops))]
        return [sops[number].id for number in sorted(range(len(sops)), key=lambda number: -scores[number])]

    return search


def ts_rank(sops: list[PlainSop]) -> Search:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE measured_sop (sop text, search tsvector) ON COMMIT DROP")
        for sop in sops:
            cursor.execute(
                "INSERT INTO measured_sop SELECT %s, setweight(to_tsvector(%s::regconfig, %s), 'A')"
                " || setweight(to_tsvector(%s::regconfig, %s), 'B')",
                [sop.id, CONFIG, sop.title, CONFIG, body(sop)],
            )

    def search(text: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(TS_RANK, [CONFIG, text])
            return [row[0] for row in cursor.fetchall()]

    return search


def meaning(embed: embeddings.Embedder) -> Search:
    def search(text: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sop FROM measured_section GROUP BY sop ORDER BY min(embedding <=> %s::vector), sop",
                [str(embed([text])[0].tolist())],
            )
            return [row[0] for row in cursor.fetchall()]

    return search


def joined(first: Search, second: Search, k: int = 60) -> Search:
    def search(text: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for order in (first(text), second(text)):
            for place, sop in enumerate(order, start=1):
                scores[sop] += 1 / (k + place)
        return sorted(scores, key=lambda sop: -scores[sop])

    return search


def words(text: str) -> list[str]:
    return [one.sop for one in ranked(text, limit=retrieve.DEPTH, source="measured_section")]


def timed(search: Search, queries: list[tuple[str, str]]) -> list[tuple[int | None, float]]:
    found = []
    for text, right in queries:
        start = time.perf_counter()
        order = search(text)
        milliseconds = (time.perf_counter() - start) * 1000
        found.append((order.index(right) + 1 if right in order[: retrieve.DEPTH] else None, milliseconds))
    return found


def compare(sops_file: Path, queries_file: Path) -> None:
    sops = retrieve.read_sops(sops_file)
    queries = retrieve.read_queries(queries_file, {sop.id for sop in sops})
    print(f"\n{sops_file.name}: {len(sops)} SOPs, {len(queries)} texts\n")
    print("| ranking | R@1 | 95 % interval | R@3 | R@5 | MRR | ms (median) |\n|---|---|---|---|---|---|---|")
    for name, made_for in (("BM25", bm25), ("ts_rank", ts_rank)):
        with transaction.atomic():
            show(name, timed(made_for(sops), queries))
    embed = embeddings.load()
    vectors = retrieve.vectors_of(sops, embed)
    with transaction.atomic():
        retrieve.load(sops, vectors, embed.name if embed else "")
        show("words", list(retrieve.answer(queries, None)))
        if embed is None:
            print("\nSentence embeddings are not installed here (make embeddings): words only.")
            return
        by_meaning = meaning(embed)
        show("meaning", timed(by_meaning, queries))
        show("ranks joined", timed(joined(words, by_meaning), queries))
        show("words and meaning", list(retrieve.answer(queries, embed)))


def show(name: str, found: list[tuple[int | None, float]]) -> None:
    result = retrieve.summarise(found)
    low, high = wilson(sum(rank == 1 for rank, _ in found), len(found))
    cells = (f"{result[key]:.3f}" for key in ("recall_at_3", "recall_at_5", "mrr"))
    print(
        f"| {name} | {result['recall_at_1']:.3f} | {low:.2f} to {high:.2f} | {' | '.join(cells)}"
        f" | {result['ms_p50']:.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="SOPs and queries, in pairs")
    files = parser.parse_args().files
    if len(files) % 2:
        parser.error("SOPs and queries come in pairs")
    if not files:
        print("No files given: nothing measured. See the head of this file.")
    for sops_file, queries_file in zip(files[::2], files[1::2], strict=True):
        compare(sops_file, queries_file)


if __name__ == "__main__":
    main()
