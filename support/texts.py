"""Cleaning text that arrives from outside before it is stored."""

from __future__ import annotations

import re

MOST_CHARACTERS = 200_000

# Everything below space except tab and newline, plus the Unicode surrogates PostgreSQL cannot store.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as it was typed, without what PostgreSQL cannot store."""
    return _CONTROL.sub("", text)


def clean_text(text: str) -> str:
    """Same words, storable: Unix newlines, no control characters, no trailing blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return storable(text).strip("\n").rstrip()


def clean_line(text: str, limit: int) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
