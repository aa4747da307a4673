"""The demo's written material: what customers say (`messages/*.md`) and the procedures (`sops/*.md`)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "fr", "es")

# The procedures carry real dates; they were right on this day and move with the day the demo is loaded, so
# that the same few are new, due and overdue whenever somebody looks.
WRITTEN_ON = date(2026, 11, 21)

SUBJECT_LINE = re.compile(r">(!?) (?:(de|fr|es): )?(.+)")
FRONT_MATTER_DATE = re.compile(r"^(effective|review): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


@dataclass(frozen=True)
class Template:
    """A message with open places; `plain` ones stand as they are, without an added greeting or closing."""

    category_key: str
    language: str
    subject: str
    body: str
    plain: bool


@dataclass(frozen=True)
class SopText:
    """A procedure as Markdown, its dates already moved."""

    slug: str
    markdown: str


@cache
def templates() -> dict[str, tuple[Template, ...]]:
    """Every message template by category key. Raises ValueError naming the file for a line out of place."""
    found: dict[str, list[Template]] = {}
    for path in sorted((HERE / "messages").glob("*.md")):
        if path.name == "README.md":
            continue
        for template in _read_messages(path):
            found.setdefault(template.category_key, []).append(template)
    return {key: tuple(entries) for key, entries in found.items()}


def sop_texts(today: date) -> tuple[SopText, ...]:
    """All procedures in order of their file names, dated as if they had been written up to `today`."""
    shift = today - WRITTEN_ON
    return tuple(
        SopText(path.stem, _move_dates(path.read_text(encoding="utf-8"), shift))
        for path in sorted((HERE / "sops").glob("*.md"))
    )


def _read_messages(path: Path) -> list[Template]:
    messages = []
    for part in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        key, _, rest = part.partition("\n")
        for block in re.split(r"\n(?=>)", "\n" + rest.strip())[1:]:
            heading, _, body = block.partition("\n")
            match = SUBJECT_LINE.fullmatch(heading)
            if not match or not body.strip():
                raise ValueError(f"{path.name}: “{heading}” is not a subject line with a text below it")
            plain, language, subject = match.groups()
            messages.append(Template(key.strip(), language or "en", subject, body.strip(), bool(plain)))
    return messages


def _move_dates(markdown: str, shift: timedelta) -> str:
    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}: {date.fromisoformat(match[2]) + shift}"

    front, fence, body = markdown.removeprefix("---\n").partition("\n---\n")
    return f"---\n{FRONT_MATTER_DATE.sub(moved, front)}{fence}{body}"
