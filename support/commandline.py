"""What every measuring command shares: reading files row by row, refusing bad ones, writing JSON."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

Item = TypeVar("Item")


class BadInput(CommandError):
    """Input a person can mend: one line naming file, row and cause; the process ends with status 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message, returncode=2)


def read_text(path: Path) -> str:
    """The whole file as text, unpacked when it ends in `.gz`; UTF-8, with or without a byte-order mark."""
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file") from None
    except (OSError, EOFError) as error:
        raise BadInput(f"{path}: cannot be read ({error})") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInput(f"{path}: row {row}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None


def read_jsonl(path: Path, required: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """One JSON object a line; blank lines are skipped. Raises BadInput naming the row."""
    return [row for _, row in numbered_jsonl(path, required)]


def numbered_jsonl(path: Path, required: tuple[str, ...] = ()) -> list[tuple[int, dict[str, Any]]]:
    """The same with each row's number in the file, for commands that find more faults later."""
    rows = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: not JSON ({error})") from None
        if not isinstance(row, dict):
            raise BadInput(f"{path}: row {number}: expected a JSON object, found {type(row).__name__}")
        _require(path, number, row, required)
        rows.append((number, row))
    if not rows:
        raise BadInput(f"{path}: holds no rows")
    return rows


def read_csv(path: Path, required: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Rows of a CSV file with a header. Raises BadInput naming the missing column or the row."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    missing = [name for name in required if name not in (reader.fieldnames or [])]
    if missing:
        raise BadInput(f"{path}: row 1: no column {', '.join(missing)}")
    rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                raise BadInput(f"{path}: row {reader.line_num}: as many cells as the header are needed")
            rows.append(row)
    except csv.Error as error:
        raise BadInput(f"{path}: row {reader.line_num}: {error}") from None
    if not rows:
        raise BadInput(f"{path}: holds no rows")
    return rows


def _require(path: Path, number: int, row: dict[str, Any], required: tuple[str, ...]) -> None:
    for name in required:
        if row.get(name) is None:
            raise BadInput(f"{path}: row {number}: '{name}' is missing")


def progress(
    items: Iterable[Item], *, total: int | None = None, label: str = "", quiet: bool = False
) -> Iterator[Item]:
    """The items, with a bar on standard error when a person is looking at it."""
    yield from tqdm(
        items, total=total, desc=label, file=sys.stderr, disable=quiet or not sys.stderr.isatty(), leave=False
    )


class MeasuringCommand(BaseCommand):
    """A command whose result is a value: shown as a table, or written as JSON with `--json PATH`."""

    json_lines = False
    # People measure on bare machines; what is wrong with a deployment is not this command's news.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", metavar="PATH", help="write the result as JSON ('-' is standard output)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options.get("json")
        if target and target != "-" and not Path(target).resolve().parent.is_dir():
            raise BadInput(f"{target}: its folder does not exist")
        result = self.measure(**options)
        if not target:
            self.stdout.write(self.table(result))
            return
        text = self._as_json(result)
        if target == "-":
            self.stdout.write(text, ending="")
        else:
            Path(target).write_text(text, encoding="utf-8")

    def measure(self, **options: Any) -> Any:
        """The command's result as plain values."""
        raise NotImplementedError

    def table(self, result: Any) -> str:
        """The result for a person at a terminal."""
        raise NotImplementedError

    def _as_json(self, result: Any) -> str:
        if self.json_lines:
            return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in result)
        return json.dumps(result, ensure_ascii=False, indent=2) + "\n"
