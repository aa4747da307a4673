"""`check_draft FILE`: drafts through the checks that guard live ones, without model and database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from copilot.drafting import checks
from copilot.drafting.checks.rows import read_row
from support.commandline import BadInput, MeasuringCommand, numbered_jsonl, progress


class Command(MeasuringCommand):
    help = "Check drafts against their SOPs and threads: JSON lines of id, sops, thread and draft."
    requires_migrations_checks = False
    json_lines = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "file", type=Path, help=".jsonl or .jsonl.gz with id, sops, thread, draft and maybe citations"
        )

    def measure(self, **options: Any) -> list[dict[str, Any]]:
        path: Path = options["file"]
        rows = [(row["id"], _read(path, number, row)) for number, row in _rows(path)]
        return [_checked(identifier, read) for identifier, read in progress(rows, label="checking")]

    def table(self, result: list[dict[str, Any]]) -> str:
        lines = [f"{'id':<24} {'verdict':<8} failures"]
        for row in result:
            first, *others = [f"{each['check']}: {each['reason']}" for each in row["failures"]] or [""]
            lines.append(f"{row['id']!s:<24} {row['verdict']:<8} {first}".rstrip())
            lines += [f"{'':<33} {other}" for other in others]
        counts = [
            sum(row["verdict"] == verdict for row in result)
            for verdict in (checks.PASS, checks.WARN, checks.HOLD)
        ]
        lines.append("{} drafts: {} pass, {} warn, {} hold".format(len(result), *counts))
        return "\n".join(lines)


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    return numbered_jsonl(path, ("id", "sops", "thread", "draft"))


def _read(path: Path, number: int, row: dict[str, Any]) -> Any:
    if isinstance(row["id"], bool) or not isinstance(row["id"], str | int):
        kind = type(row["id"]).__name__
        raise BadInput(f"{path}: row {number}: 'id' must be text or a number, found {kind}")
    try:
        return read_row(row)
    except ValueError as error:
        raise BadInput(f"{path}: row {number}: {error}") from None


def _checked(identifier: str | int, read: Any) -> dict[str, Any]:
    results = checks.run(*read)
    return {
        "id": identifier,
        "verdict": checks.worst(results),
        "failures": [
            {"check": each.check, "span": each.span, "reason": each.reason}
            for each in results
            if each.result != checks.PASS
        ],
    }
