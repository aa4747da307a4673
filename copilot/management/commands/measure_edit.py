"""`measure_edit FILE`: how much of each draft was used, and whether the edit was material."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from copilot.measuring import measure
from support.commandline import BadInput, MeasuringCommand, numbered_jsonl, progress


class Command(MeasuringCommand):
    help = "Compare drafts with what was sent: JSON lines of id, draft and final. Needs no database."
    requires_migrations_checks = False
    json_lines = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "file", type=Path, help=".jsonl or .jsonl.gz with id, draft and final in each row"
        )

    def measure(self, **options: Any) -> list[dict[str, Any]]:
        path: Path = options["file"]
        rows = numbered_jsonl(path, ("id", "draft", "final"))
        for number, row in rows:
            _refuse_other_types(path, number, row)
        return [_measured(row) for _, row in progress(rows, label="measuring")]

    def table(self, result: list[dict[str, Any]]) -> str:
        lines = [f"{'id':<20} {'eer':>6} {'used':>6} {'added':>6}  {'class':<9} {'unacceptable':<12}  facts"]
        for row in result:
            facts = "; ".join(
                f"{fact['kind']} {fact['draft'] or '–'} → {fact['final'] or '–'}" for fact in row["facts"]
            )
            lines.append(
                f"{row['id']!s:<20} {row['eer']:>6.3f} {row['used']:>6.3f} {row['added']:>6.3f}  "
                f"{row['class']:<9} {'yes' if row['unacceptable'] else 'no':<12}  {facts}".rstrip()
            )
        return "\n".join(lines)


def _refuse_other_types(path: Path, number: int, row: dict[str, Any]) -> None:
    wanted = {"id": (str, int), "draft": (str,), "final": (str,)}
    for name, types in wanted.items():
        if not isinstance(row[name], types):
            expected = " or ".join("text" if kind is str else "a number" for kind in types)
            found = type(row[name]).__name__
            raise BadInput(f"{path}: row {number}: '{name}' must be {expected}, found {found}")


def _measured(row: dict[str, Any]) -> dict[str, Any]:
    result = measure(row["draft"], row["final"])
    return {
        "id": row["id"],
        "eer": round(result.eer, 4),
        "used": round(result.used, 4),
        "added": round(result.added, 4),
        "material": result.material,
        "facts": [asdict(fact) for fact in result.facts],
        "class": result.edit_class,
        "unacceptable": result.unacceptable,
    }
