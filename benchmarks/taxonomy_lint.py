"""How long the taxonomy lint takes on trees of 1,500 and 5,000 categories, wide, deep and flat.

Method: trees are put together from fixed word lists with a fixed seed, each node with a name of one to four
words, a description of 8 to 20 words, dates and ticket counts. `wide` has up to 40 children a node, `deep` is
at least a hundred steps deep, `flat` is one level, where every node is everybody's sibling. CPU time of one
process, the best of three rounds, reading not included; `findings` only shows that there was work to do.

    python -m benchmarks.taxonomy_lint [--json PATH]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from routing.taxonomy.lint import Node, lint

TODAY = date(2026, 1, 31)
SIZES = (1500, 5000)
SHAPES = ("wide", "deep", "flat")
ROUNDS = 3
STARTS = ["ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ra", "si", "ta", "ve", "wo", "zu", "kra", "plo"]
ENDS = ["n", "r", "s", "l", "m", "t", "nd", "rk", "st"]
DEEDS = ["cancel", "change", "track", "return", "request", "missing", "late", "wrong", "damaged", "express"]
GLUE = ["the", "customer", "asks", "about", "a", "and", "or", "with", "for", "when"]


def words(rng: random.Random, count: int) -> list[str]:
    """Made-up nouns, so that how often a word repeats is ours to choose."""
    return [
        f"{rng.choice(STARTS)}{rng.choice(STARTS)}{rng.choice(STARTS)}{rng.choice(ENDS)}"
        for _ in range(count)
    ]


def parent_of(rng: random.Random, shape: str, at: int) -> int | None:
    if shape == "flat" or at < 5:
        return None
    if shape == "deep":
        return at - 1 if at < 120 else rng.randrange(at)
    return rng.randrange(at // 40, at // 8 + 1)


def tree(size: int, shape: str) -> list[Node]:
    rng = random.Random(size)
    nouns = words(rng, size // 5)
    nodes = []
    for at in range(size):
        name = [*rng.sample(DEEDS, rng.randrange(2)), *rng.sample(nouns, rng.randint(1, 3))]
        text = [rng.choice(GLUE if rng.random() < 0.4 else nouns) for _ in range(rng.randint(8, 20))]
        nodes.append(
            Node(
                id=at,
                parent=parent_of(rng, shape, at),
                name=" ".join(name),
                description=" ".join(text),
                updated=TODAY - timedelta(days=rng.randrange(2000)),
                last_ticket=TODAY - timedelta(days=rng.randrange(900)),
                tickets=rng.randrange(500),
            )
        )
    return nodes


def measure(size: int, shape: str) -> dict[str, object]:
    nodes = tree(size, shape)
    best, found = float("inf"), 0
    for _ in range(ROUNDS):
        begin = time.process_time()
        found = len(lint(nodes, today=TODAY))
        best = min(best, time.process_time() - begin)
    return {"nodes": size, "shape": shape, "seconds": round(best, 3), "findings": found}


def table(rows: list[dict[str, object]]) -> str:
    lines = ["| nodes | shape | seconds | findings |", "|---|---|---|---|"]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row.values())) + " |" for row in rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", metavar="PATH", help="also write the rows as JSON ('-' is standard output)")
    target = parser.parse_args().json
    rows = [measure(size, shape) for size in SIZES for shape in SHAPES]
    if target == "-":
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return
    sys.stdout.write((__doc__ or "").split("\n\n")[1] + "\n\n" + table(rows) + "\n")
    if target:
        Path(target).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
