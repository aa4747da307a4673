"""A person's wording in place of a reply sentence: the text of an SOP change, for its author to look at."""

from __future__ import annotations

import re

from copilot.gateway.placeholders import Placeholders
from copilot.sops.document import ReplyLine
from copilot.sops.parsing import normalise, parse

PREFIX = re.compile(r"(if [^:]+:\s+)?(\?\s+\{[a-z0-9_]+\}:\s*)?")


def line_at(markdown: str, number: int) -> ReplyLine | None:
    """The reply sentence on a line of the text, if there is one."""
    return next((line for line in parse(markdown).reply if line.line == number), None)


def same_line(markdown: str, wanted: ReplyLine) -> ReplyLine | None:
    """The same reply sentence in another version of the text, wherever it stands there."""
    return next((line for line in parse(markdown).reply if line.text == wanted.text), None)


def for_everybody(wording: str, customer: str) -> str:
    """A wording written to one customer without their name and other personal data of theirs.

    Names become slots; what else is personal becomes a placeholder that its author has to replace.
    """
    names = [(customer, "customer_name"), (customer.split()[0] if customer.split() else "", "first_name")]
    for name, slot in names:
        if name:
            wording = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"{{{slot}}}", wording, flags=re.IGNORECASE)
    return Placeholders().hide(wording)


def with_wording(markdown: str, line: ReplyLine, wording: str) -> str:
    """The text with another wording on that line, its condition and citation kept; without it when empty."""
    lines = normalise(markdown).split("\n")
    at = line.line - 1
    if not wording:
        return "\n".join(lines[:at] + lines[at + 1 :])
    match = PREFIX.match(lines[at].strip())
    cites = f" [^{line.cites}]" if line.cites else ""
    lines[at] = f"{match[0] if match else ''}{' '.join(wording.split())}{cites}"
    return "\n".join(lines)
