"""Derive every verdict anew from outcomes, refilings and audits, and mend or report those that differ."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from copilot import outcomes
from copilot.autonomy import evidence
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
        differences = list(evidence.recount(_category(options["category"])))
        for difference in differences[:SHOWN]:
            self.stdout.write(str(difference))
        if len(differences) > SHOWN:
            self.stdout.write(f"… and {len(differences) - SHOWN} more")
        if options["check"]:
            self.stdout.write(f"{len(differences)} verdicts differ." if differences else "Nothing differs.")
            raise SystemExit(1 if differences else 0)
        for ticket in sorted({difference.ticket for difference in differences}):
            outcomes.judge_conversation(ticket)
        self.stdout.write(f"{len(differences)} verdicts mended." if differences else "Nothing differs.")


def _category(key: str | None) -> Category | None:
    if not key:
        return None
    found = Category.objects.filter(key=key).first()
    if found is None:
        raise BadInput(f"There is no category “{key}”.")
    return found
