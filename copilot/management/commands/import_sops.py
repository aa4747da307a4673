"""`import_sops PATH… --by EMAIL`: SOPs from Markdown, JSON lines, HTML and Word files, or zip archives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandParser

from copilot.sops.importing import bringing, files, planning
from support.actions.tickets import Refused
from support.commandline import BadInput, MeasuringCommand
from support.models import User


class Command(MeasuringCommand):
    help = "Bring SOPs in as draft versions; nothing is published. Any fault, and nothing is written."
    json_lines = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, archives or folders")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="in whose name, an admin's or manager's"
        )
        parser.add_argument(
            "--skip-existing", action="store_true", help="leave SOPs that are here as they are"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")

    def measure(self, **options: Any) -> list[dict[str, Any]]:
        user = User.objects.filter(email__iexact=options["by"]).first()
        if user is None:
            raise BadInput(f"--by {options['by']}: nobody has this address")
        plan = _plan(options["paths"])
        if not options["dry_run"]:
            try:
                bringing.bring_in(plan=plan, by=user, skip_existing=options["skip_existing"])
            except (Refused, PermissionDenied) as reason:
                raise BadInput(str(reason)) from None
        return [_told(one, options["skip_existing"]) for one in plan.planned]

    def table(self, result: list[dict[str, Any]]) -> str:
        lines = [f"{'SOP':<32} {'done':<9} from"]
        for row in result:
            lines.append(f"{row['slug']:<32} {row['done']:<9} {row['file']} {row['why']}".rstrip())
            lines += [f"{'':<42} {mistake}" for mistake in [*row["mistakes"], *row["notes"]]]
        return "\n".join(lines)


def _plan(paths: list[Path]) -> planning.Plan:
    """Raises BadInput for the first fault: half an import helps nobody."""
    try:
        given = files.from_paths(paths)
    except files.BadFile as bad:
        raise BadInput(str(bad.fault)) from None
    plan = planning.plan_files(given)
    if plan.faults:
        raise BadInput(str(plan.faults[0]))
    if not plan.planned:
        raise BadInput(f"{', '.join(map(str, paths))}: holds no file that could be an SOP")
    return plan


def _told(one: planning.Planned, skip_existing: bool) -> dict[str, Any]:
    skipped = skip_existing and one.step == planning.Step.VERSION
    return {
        "file": one.candidate.file,
        "row": one.candidate.row,
        "slug": one.slug,
        "title": one.title,
        "done": "skipped" if skipped else one.step.value,
        "why": one.why,
        "mistakes": list(one.mistakes),
        "notes": list(one.notes),
    }
