"""What a replay has done so far, a line a row: killed half-way, the next run goes on behind the last line."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from types import TracebackType
from typing import Any

Line = dict[str, Any]


class Busy(Exception):
    """Another process is writing this journal."""


class Journal:
    """The lines of one replay. Use it as a context manager: one process at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[Line] = []

    def __enter__(self) -> Journal:
        """Raises Busy."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise Busy(f"{self.path} is being written by another replay.") from None
        self._read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._file.close()

    def _read(self) -> None:
        """The whole lines; what a kill left of the last one is cut off, or the next would be glued to it."""
        self._file.seek(0)
        whole = 0
        for raw in self._file:
            try:
                line = json.loads(raw) if raw.endswith(b"\n") else None
            except ValueError:
                line = None
            if not isinstance(line, dict) or line.get("n") != len(self.lines):
                break
            self.lines.append(line)
            whole += len(raw)
        self._file.truncate(whole)

    def append(self, line: Line) -> None:
        """Keep one line; `n` must be its place, from 0. It is safe from a kill once this returns."""
        self.lines.append(line)
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def forget(self) -> None:
        self.lines.clear()
        self._file.truncate(0)
