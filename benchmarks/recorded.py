"""Real decisions through the gate: people who were offered a reply, and took it or wrote their own.

    python -m benchmarks.recorded dialogs.jsonl.gz [--per-day 20] [--line 0.05] > recorded.md

FILE is the dialogues of RasaHQ/STAR (MIT) as JSON lines: `id, tasks, wizard, events`, where an event
`["P", text, label, options, rank]` is suggestion number `rank` sent as it stood, and `["W", text]` own words
instead. The source has no times: dialogues are read in the order of their numbers, and every task is given
`--per-day` decisions a day, so that 14 days are 14 times as many. Each task is a category; dialogues with
several tasks are one of their own. Two readings of “unacceptable”:

    refused     own words instead of any suggestion
    not first   own words, or another suggestion than the first

Gate and detector are the production code (`copilot/autonomy/replaying.py`), without audits, which the source
does not have. Beside it the rule of thumb “the last 50 below the line”, looked at after every decision, and
what share was unacceptable from there on.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from copilot.autonomy.replaying import Bar, Recorded, replay, summary

START = datetime(2020, 1, 1, 9, tzinfo=UTC)
WINDOW = 50
READINGS = {
    "refused: own words instead of any suggestion": lambda event: event[0] == "W",
    "not first: own words, or another suggestion than the first": lambda event: event[0] == "W" or event[-1],
}


def dialogues(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted(map(json.loads, lines), key=lambda dialogue: dialogue["id"])


def decisions(found: list[dict[str, Any]], unacceptable: Any, per_day: int) -> Iterator[Recorded]:
    seen: dict[str, int] = defaultdict(int)
    for dialogue in found:
        task = dialogue["tasks"][0] if len(dialogue["tasks"]) == 1 else "several tasks"
        for event in dialogue["events"]:
            if event[0] in ("P", "W"):
                day, place = divmod(seen[task], per_day)
                at = START + timedelta(days=day, minutes=place)
                seen[task] += 1
                yield Recorded(task, at, bool(unacceptable(event)), dialogue["wizard"])


def naive(verdicts: list[bool], line: float) -> tuple[int | None, float | None]:
    """Where the rule of thumb opens (from 1), and the share of unacceptable ones after that."""
    for n in range(WINDOW, len(verdicts) + 1):
        if sum(verdicts[n - WINDOW : n]) / WINDOW < line:
            after = verdicts[n:]
            return n, sum(after) / len(after) if after else None
    return None, None


def table(found: list[dict[str, Any]], unacceptable: Any, per_day: int, line: float) -> list[str]:
    recorded = list(decisions(found, unacceptable, per_day))
    by_task: dict[str, list[bool]] = defaultdict(list)
    for verdict in recorded:
        by_task[verdict.category].append(verdict.unacceptable)
    rows = [summary(task, history) for task, history in replay(recorded, Bar(tau=line)).items()]
    lines = [
        "| task | decisions | unacceptable | interval, valid at every look | our gate |"
        " last 50 below the line | unacceptable after that |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in sorted(rows, key=lambda row: -row["n"]):
        opened, after = naive(by_task[row["category"]], line)
        low, high = row["edit_rate_interval"]
        share = f"{row['unacceptable'] / row['n']:.1%}"
        ours = f"opens at {row['unlocked_at']}" if row["unlocked_at"] else "stays shut"
        theirs = f"opens at {opened}" if opened else "stays shut"
        told = "–" if after is None else f"{after:.1%}"
        counted = f"{row['n']:,} | {share} | {low:.1%} to {high:.1%}"
        lines.append(f"| {row['category']} | {counted} | {ours} | {theirs} | {told} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="without it there is nothing to replay")
    parser.add_argument("--per-day", type=int, default=20)
    parser.add_argument("--line", type=float, default=0.05)
    options = parser.parse_args()
    if options.file is None:
        print("No dialogues given: nothing replayed.")
        return
    found = dialogues(options.file)
    for name, unacceptable in READINGS.items():
        print(f"\n## {name.capitalize()}\n")
        print(*table(found, unacceptable, options.per_day, options.line), sep="\n")


if __name__ == "__main__":
    main()
