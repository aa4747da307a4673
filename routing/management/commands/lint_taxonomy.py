"""`lint_taxonomy [FILE]`: what is wrong with the categories, and what to do about it."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from routing.taxonomy import live, signals
from routing.taxonomy.lint import DEAD_AFTER_MONTHS, LIVE_KINDS, lint
from routing.taxonomy.reading import read_nodes
from support.commandline import BadInput, MeasuringCommand

HELP = """\
Reads a tree of categories and says what is wrong with it. Nothing is changed.

FILE  .csv, .json or .jsonl (or .gz of either) with the columns id, parent_id, name and, where known,
      description, updated_at, last_ticket_at, tickets (the category's own), active; or, instead of
      parent_id and name, path (A > B, A::B or A/B). Without FILE: the live tree.

The kinds: misplaced_child (child, then its proper parent), duplicate (what is merged, then what stays),
dead (no ticket and no edit for so many months), overlap (neighbours that claim the same cases), orphan,
cycle, single_child (the heading, then its child), vague_name. In the live tree also no_owner (a leaf with
tickets and neither owner nor deputy), and duplicates and overlaps by tickets and corrections.
"""


class Command(MeasuringCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: the live tree")
        parser.add_argument(
            "--dead-after",
            type=int,
            default=getattr(settings, "TAXONOMY_DEAD_AFTER_MONTHS", DEAD_AFTER_MONTHS),
            metavar="MONTHS",
            help="without tickets and edits for so long a category is dead (default %(default)s)",
        )
        parser.add_argument(
            "--today",
            type=_day,
            default=None,
            metavar="DAY",
            help="the day to count back from, for an old export (default: today)",
        )

    def measure(self, **options: Any) -> dict[str, Any]:
        months = options["dead_after"]
        if not 1 <= months <= 1200:
            raise BadInput(f"--dead-after: {months} months; give 1 to 1200")
        file = options["file"]
        nodes = read_nodes(file) if file else live.load()
        today = options["today"] or timezone.localdate()
        seen = None if file else signals.read()
        found = lint(nodes, today=today, dead_after_months=months, signals=seen)
        return {"findings": [finding.as_json() for finding in found]}

    def table(self, result: dict[str, Any]) -> str:
        findings = result["findings"]
        if not findings:
            return "Nothing to put right."
        lines = [f"{one['kind']:<16} {one['proposal']['action']:<9} {one['reason']}" for one in findings]
        counts = Counter(one["kind"] for one in findings)
        summary = ", ".join(f"{counts[kind]} {kind}" for kind in LIVE_KINDS if counts[kind])
        plural = "" if len(findings) == 1 else "s"
        return "\n".join([*lines, "", f"{len(findings)} finding{plural}: {summary}"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2024-05-31") from None
