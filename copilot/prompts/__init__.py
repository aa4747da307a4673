"""Prompts are Markdown files beside this one, with named blanks `{{like_this}}` and a hash of their content.

A file has two parts, under the headings `## System` and `## User`. The hash of the file (blanks unfilled) is
the version that drafts, ledger lines and evidence remember.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
BLANK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Prompt:
    """A prompt as written. `digest` is the first 16 hexadecimal digits of its SHA-256."""

    name: str
    system: str
    user: str
    digest: str

    @property
    def blanks(self) -> frozenset[str]:
        """The names that must be filled in."""
        return frozenset(BLANK.findall(self.system + self.user))

    def fill(self, **values: str) -> tuple[str, str]:
        """(system, user) with every blank filled. Raises ValueError for a missing or unknown name.

        Blanks are filled in one pass, so a value that itself looks like a blank stays as it is.
        """
        if values.keys() != self.blanks:
            odd = ", ".join(sorted(values.keys() ^ self.blanks))
            raise ValueError(f"Prompt {self.name}: these blanks do not match: {odd}")
        return (
            BLANK.sub(lambda match: values[match[1]], self.system),
            BLANK.sub(lambda match: values[match[1]], self.user),
        )


@lru_cache
def load(name: str) -> Prompt:
    """The prompt of this name, read once a process."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (System|User)\n", text, flags=re.MULTILINE)
    if parts[1::2] != ["System", "User"]:
        raise ValueError(f"Prompt {name}: needs “## System” and then “## User”")
    return Prompt(name, parts[2].strip(), parts[4].strip(), hashlib.sha256(text.encode()).hexdigest()[:16])
