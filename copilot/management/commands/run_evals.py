"""`run_evals`: the release gate. Exit 1 when it blocks."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser

from copilot.evals import running
from copilot.models import EvalRun, Release
from support.commandline import BadInput, MeasuringCommand, progress


class Command(MeasuringCommand):
    help = (
        "Try the configuration, or --release NAME, on every active eval case three times, and say whether"
        " it may go live. Ends with status 1 when it may not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--release", metavar="NAME", help="a named release; without it, what is live")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if self.run_.state != "passed":
            sys.exit(1)

    def measure(self, **options: Any) -> dict[str, Any]:
        release = self._release(options["release"])
        cases = running.active_cases()
        started = running.start(release=release, by=None)
        shown = progress(cases, total=len(cases), label="trying")
        ended = running.carry_out(started.pk, shown)
        if ended is None or ended.state == "failed":
            raise CommandError(ended.error if ended else "Another process took this run.")
        self.run_: EvalRun = ended
        return {
            "release": ended.name,
            "baseline": f"{ended.baseline.name} (run {ended.baseline.pk})" if ended.baseline else None,
            "cases": ended.cases,
            "passed": ended.passed,
            "blocked_by": [block["text"] for block in ended.blocked_by],
        }

    def _release(self, name: str | None) -> Release | None:
        if not name:
            return None
        found = Release.objects.filter(name=name).first()
        if found is None:
            known = ", ".join(Release.objects.values_list("name", flat=True)) or "there are none"
            raise BadInput(f"--release: there is no release “{name}” ({known})")
        return found

    def table(self, result: dict[str, Any]) -> str:
        head = [
            f"{'release':<10} {result['release']}",
            f"{'baseline':<10} {result['baseline'] or 'none: this is the first'}",
            f"{'cases':<10} {result['cases']}",
            f"{'passed':<10} {result['passed']} every time",
        ]
        if difference := self.run_.figures.get("difference"):
            low, high = 100 * difference["low"], 100 * difference["high"]
            mean, n = 100 * difference["mean"], difference["n"]
            head.append(f"{'change':<10} {mean:+.1f} points ({low:+.1f} to {high:+.1f}, n = {n})")
        blocks = [f"  - {text}" for text in result["blocked_by"]]
        return "\n".join([*head, *(["", "blocked:", *blocks] if blocks else ["", "may go live"])])
