"""`replay_evidence FILE`: recorded verdicts through the production gate and detector."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from copilot.autonomy.gate import DAYS
from copilot.autonomy.replaying import Bar, Recorded, replay, summary
from support.commandline import BadInput, MeasuringCommand, numbered_jsonl, progress

HELP = """Put recorded verdicts through the production gate and detector, in the order of the file.
FILE holds a JSON object a line: category, at (ISO 8601; without an offset it is UTC), unacceptable (true or
false) and, if known, reviewer. A category unlocks at the first verdict after which every condition holds that
verdicts can show: E and at least 100 reviews, --min-days days, no incident day in the last 14, and, where
reviewers are named, three of them with none above 60 %. From then on the detector watches, until it is red.
unlocked_at and demoted_at count the category's own verdicts from 1. e_value and edit_rate_interval are over
all of its verdicts; the interval is a confidence sequence, valid at every look, each end wrong at any time
with probability at most 5 %. All rows count as one version."""


class Command(MeasuringCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        bar = Bar()
        parser.add_argument("file", type=Path, metavar="FILE", help="JSONL, or JSONL.gz")
        parser.add_argument(
            "--threshold", type=float, default=bar.tau, help="the rate to be below (default 0.05)"
        )
        parser.add_argument(
            "--evidence", type=float, default=bar.evidence, help="E that unlocks (default 20)"
        )
        parser.add_argument("--min-days", type=int, default=DAYS, help=f"days of evidence (default {DAYS})")

    def measure(self, **options: Any) -> dict[str, Any]:
        bar = _bar(options["threshold"], options["evidence"], options["min_days"])
        path = options["file"]
        verdicts = _verdicts(path, numbered_jsonl(path, ("category", "at", "unacceptable")))
        histories = replay(progress(verdicts, label="verdicts"), bar)
        return {"categories": [summary(category, history) for category, history in histories.items()]}

    def table(self, result: dict[str, Any]) -> str:
        head = (
            f"{'category':30} {'n':>7} {'bad':>6} {'E':>9} {'edit rate':>15} {'unlocked':>9} {'demoted':>8}"
        )
        return "\n".join([head, *(_line(row) for row in result["categories"])])


def _line(row: dict[str, Any]) -> str:
    low, high = row["edit_rate_interval"]
    unlocked, demoted = (row[name] or "–" for name in ("unlocked_at", "demoted_at"))
    return (
        f"{row['category'][:30]:30} {row['n']:7} {row['unacceptable']:6} {row['e_value']:9.3g} "
        f"{f'{low:.1%} – {high:.1%}':>15} {unlocked:>9} {demoted:>8}"
    )


def _bar(threshold: float, evidence: float, days: int) -> Bar:
    if not 0 < threshold < 0.2:
        raise BadInput(f"--threshold must lie between 0 and 0.2, not {threshold:g}")
    if not 1 < evidence < inf:
        raise BadInput(f"--evidence must be a number above 1, not {evidence:g}")
    if days < 0:
        raise BadInput(f"--min-days must be at least 0, not {days}")
    return Bar(threshold, evidence, days)


def _verdicts(path: Path, rows: list[tuple[int, dict[str, Any]]]) -> list[Recorded]:
    """The rows as verdicts. Raises BadInput for a wrong value, or a time before the category's last one."""
    verdicts = []
    latest: dict[str, datetime] = {}
    for number, row in rows:
        try:
            verdict = _verdict(row)
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: {error}") from None
        if verdict.at < latest.get(verdict.category, verdict.at):
            raise BadInput(f"{path}: row {number}: 'at' goes back in time; rows must stand in arrival order")
        latest[verdict.category] = verdict.at
        verdicts.append(verdict)
    return verdicts


def _verdict(row: dict[str, Any]) -> Recorded:
    category, unacceptable, reviewer = row["category"], row["unacceptable"], row.get("reviewer") or ""
    if not isinstance(category, str) or not category.strip():
        raise ValueError("'category' must be a name")
    if unacceptable not in (True, False):
        raise ValueError("'unacceptable' must be true or false")
    if not isinstance(reviewer, str):
        raise ValueError("'reviewer' must be a name")
    return Recorded(category, _time(row["at"]), bool(unacceptable), reviewer)


def _time(text: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise ValueError(f"'at' must be a time such as 2026-11-02T09:30:00Z, not {text!r}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
