"""Writing front matter: what a file must say about itself so that it comes back as the same SOP."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from copilot.sops import front_matter
from copilot.sops.document import FrontMatter
from copilot.sops.parsing import normalise

# Text that YAML takes for text without quotes; everything else is quoted.
PLAIN = re.compile(r"[^\W_][\w .()/+&’-]*[\w)]|[^\W_]")


def read_front(markdown: str) -> FrontMatter:
    """What the front matter of a text says, empty where it has none."""
    yaml_text, _ = front_matter.split(normalise(markdown))
    return front_matter.read(yaml_text)[0] if yaml_text is not None else FrontMatter()


def with_slug(markdown: str, slug: str) -> str:
    """The text with this address in its front matter, in place of another one."""
    return _with_line(markdown, "slug", slug)


def with_title(markdown: str, title: str) -> str:
    return _with_line(markdown, "title", scalar(title))


def with_categories(markdown: str, keys: Sequence[str]) -> str:
    return _with_line(markdown, "categories", f"[{', '.join(scalar(key, listed=True) for key in keys)}]")


def scalar(text: str, *, listed: bool = False) -> str:
    """A text as YAML: bare where that is safe, else quoted as JSON, which YAML reads too."""
    text = " ".join(text.split())
    bare = PLAIN.fullmatch(text) and text.lower() not in ("null", "true", "false", "yes", "no")
    return text if bare and not (listed and "," in text) else json.dumps(text, ensure_ascii=False)


def _with_line(markdown: str, key: str, value: str) -> str:
    text = normalise(markdown)
    yaml_text, body_start = front_matter.split(text)
    line = f"{key}: {value}"
    if yaml_text is None:
        return f"---\n{line}\n---\n{text}"
    lines = [kept for kept in yaml_text.split("\n") if kept] if yaml_text else []
    place = next((at for at, kept in enumerate(lines) if kept.startswith(f"{key}:")), None)
    if place is None:
        lines.insert(0 if key == "title" else min(1, len(lines)), line)
    else:
        lines[place] = line
    body = "\n".join(text.split("\n")[body_start:])
    return "\n".join(["---", *lines, "---", body])
