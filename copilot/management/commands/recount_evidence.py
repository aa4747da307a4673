"""Derive every verdict anew from outcomes, refilings and audits, and mend or report those that differ.

The same for the daily sums of verdicts, which the database keeps itself.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from copilot import outcomes
from copilot.autonomy import evidence, verdict_days
from support.commandline import BadInput
from support.models import Category

SHOWN = 50


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--category", help="the key of one category; by default all of them")
        parser.add_argument(
            "--check", action="store_true", help="mend nothing; exit 1 when something differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        category = _category(options["category"])
        differences = list(evidence.recount(category))
        for difference in differences[:SHOWN]:
            self.stdout.write(str(difference))
        if len(differences) > SHOWN:
            self.stdout.write(f"… and {len(differences) - SHOWN} more")
        if options["check"]:
            self._tell("differ", len(differences), verdict_days.differing(category))
        for ticket in sorted({difference.ticket for difference in differences}):
            outcomes.judge_conversation(ticket)
        days = verdict_days.differing(category)
        if days:
            verdict_days.mend(category)
        self._tell("mended", len(differences), days)

    def _tell(self, done: str, verdicts: int, days: int) -> None:
        """What was found, in a sentence; ends with status 1 when something differs still."""
        found = [f"{verdicts} verdicts"] * bool(verdicts) + [f"{days} daily sums"] * bool(days)
        self.stdout.write(f"{' and '.join(found)} {done}." if found else "Nothing differs.")
        if done == "differ":
            raise SystemExit(1 if found else 0)


def _category(key: str | None) -> Category | None:
    if not key:
        return None
    found = Category.objects.filter(key=key).first()
    if found is None:
        raise BadInput(f"There is no category “{key}”.")
    return found
