"""How many draft-and-final pairs a second `measure` compares, beside bare rapidfuzz and difflib in one run.

Method: replies are put together from a fixed list of sentences with a fixed seed; the final text has one word
in fifteen replaced, two sentences swapped and one sentence dropped. All three programs see the same pairs.
rapidfuzz and difflib get ready-made tokens and return one number; `measure` gets text and returns everything.
CPU time of one process, best of three rounds (other work on the machine only ever adds). `repeated` is a text
that says one sentence over and over, the case in which plain tiling turns quadratic.

    python -m benchmarks.measuring [--json PATH]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from copilot.measuring import measure

SIZES = (100, 300, 1000, 5000)
ROUNDS = 3
SECONDS_A_ROUND = 0.7
# difflib needs seconds for one pair of this size.
DIFFLIB_UP_TO = 1000
SUBJECTS = [
    "The parcel",
    "Your refund",
    "The label",
    "Our warehouse",
    "Your invoice",
    "The exchange",
    "Your order",
]
VERBS = [
    "will reach you",
    "was sent",
    "is not complete",
    "can be changed",
    "was paid",
    "leaves us",
    "is ready",
]
ENDS = [
    "within 30 days",
    "by Friday",
    "for £25.50",
    "with order 48213",
    "at no cost",
    "from your account",
    "again",
]
EXTRAS = [
    "as you asked",
    "so please keep the box",
    "and we are sorry for the wait",
    "whatever the reason was",
]

Pair = tuple[str, str]


def sentence(rng: random.Random) -> str:
    return f"{' '.join(rng.choice(part) for part in (SUBJECTS, VERBS, ENDS, EXTRAS))}."


def reply(rng: random.Random, size: int) -> list[str]:
    """Sentences holding `size` words or a few more."""
    sentences: list[str] = []
    while size > 0:
        sentences.append(sentence(rng))
        size -= len(sentences[-1].split())
    return sentences


def edited(rng: random.Random, sentences: list[str]) -> list[str]:
    changed = list(sentences)
    first, second = rng.sample(range(len(changed)), 2)
    changed[first], changed[second] = changed[second], changed[first]
    del changed[rng.randrange(len(changed))]
    words = " ".join(changed).split(" ")
    for _ in range(len(words) // 15):
        words[rng.randrange(len(words))] = rng.choice(["sorry", "14", "please", "kindly", "soon"])
    return words


def pairs(size: int, repeated: bool, count: int = 12) -> list[Pair]:
    rng = random.Random(size)
    found = []
    for _ in range(count):
        sentences = reply(rng, size)
        if repeated:
            sentences = [sentences[0]] * len(sentences)
        found.append((" ".join(sentences), " ".join(edited(rng, sentences))))
    return found


def rate(program: Callable[[Any], object], cases: list[Any]) -> float:
    """Pairs a second of CPU: best of ROUNDS rounds, each of at least SECONDS_A_ROUND."""
    best = 0.0
    for _ in range(ROUNDS):
        done, begin = 0, time.process_time()
        while (spent := time.process_time() - begin) < SECONDS_A_ROUND:
            program(cases[done % len(cases)])
            done += 1
        best = max(best, done / spent)
    return best


def by_difflib(tokens: tuple[list[str], list[str]]) -> float:
    return SequenceMatcher(None, *tokens, autojunk=False).ratio()


def row(size: int, repeated: bool) -> dict[str, object]:
    cases = pairs(size, repeated)
    tokens = [(draft.lower().split(), final.lower().split()) for draft, final in cases]
    ours = rate(lambda pair: measure(*pair), cases)
    fuzz = rate(lambda pair: Levenshtein.distance(*pair), tokens)
    lib = rate(by_difflib, tokens) if size <= DIFFLIB_UP_TO else None
    return {
        "words": size,
        "text": "repeated" if repeated else "mixed",
        "measure_pairs_per_second": round(ours, 1),
        "rapidfuzz_pairs_per_second": round(fuzz, 1),
        "difflib_pairs_per_second": round(lib, 1) if lib else None,
        "measure_to_rapidfuzz": round(ours / fuzz, 5),
        "measure_to_difflib": round(ours / lib, 2) if lib else None,
        "microseconds_per_word": round(1e6 / ours / size, 2),
    }


def table(rows: list[dict[str, object]]) -> str:
    lines = [
        "| words | text | measure, pairs/s | µs a word | rapidfuzz, pairs/s | difflib, pairs/s "
        "| measure : rapidfuzz | measure : difflib |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for found in rows:
        lines.append(
            "| {words} | {text} | {measure_pairs_per_second} | {microseconds_per_word} "
            "| {rapidfuzz_pairs_per_second} | {difflib_pairs_per_second} "
            "| {measure_to_rapidfuzz} | {measure_to_difflib} |".format(
                **{key: "–" if value is None else value for key, value in found.items()}
            )
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", metavar="PATH", help="also write the rows as JSON ('-' is standard output)")
    target = parser.parse_args().json
    rows = [row(size, repeated) for repeated in (False, True) for size in SIZES]
    if target == "-":
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return
    sys.stdout.write((__doc__ or "").split("\n\n")[1] + "\n\n" + table(rows) + "\n")
    if target:
        Path(target).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
