from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from copilot.demo import loading


class Command(BaseCommand):
    help = "Fill an empty desk with the demo's shop and sixty simulated days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="also where UNDERSTUDY_DEMO is not set")
        parser.add_argument("--days", type=int, default=loading.DAYS, help="length of the simulated past")
        parser.add_argument("--per-day", type=float, default=loading.PER_DAY, help="tickets a day, about")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO and not options["yes"]:
            raise CommandError(
                "This would fill the desk with simulated tickets. Set UNDERSTUDY_DEMO=1, or say --yes.",
                returncode=2,
            )
        if loading.is_loaded():
            self.stdout.write(
                "The demo is already loaded, or the desk has tickets of its own: nothing to do."
            )
            return
        self.stdout.write("Loading the demo: a shop and its simulated past …")
        self.stdout.flush()
        loaded = loading.load(days=options["days"], per_day=options["per_day"])
        self.stdout.write(
            f"Loaded {loaded.tickets:,} simulated tickets with {loaded.messages:,} messages,"
            f" {loaded.drafts:,} drafts and {loaded.outcomes:,} measured replies."
        )
