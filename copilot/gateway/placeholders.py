"""Personal data stays here: it is replaced by placeholders before a call and put back into the answer.

What patterns and checksums find (`personal`) and the names the caller knows. Numbered by first appearance, so
the same thread always gives the same placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from copilot.gateway import personal
from support import names as naming

PLACEHOLDER = re.compile(r"\[{1,2} ?(EMAIL|CARD|IBAN|PHONE|NAME)[ _]?(\d{1,4}) ?\]{1,2}", re.IGNORECASE)
LONGEST_PLACEHOLDER = 20


class Placeholders:
    """The placeholders of one request. `hide` before sending, `restore` on what comes back."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_value: dict[tuple[str, str], str] = {}
        self._by_label: dict[str, str | None] = {}  # None: typed by the customer, stays as it was typed
        parts = {part for name in names for part in naming.parts_of(name)}
        self._names = [naming.pattern_of(part) for part in sorted(parts, key=lambda one: (-len(one), one))]

    def hide(self, text: str) -> str:
        """The text with personal data replaced."""
        # A customer who types “[[EMAIL_1]]” must not be answered with somebody's address.
        for match in PLACEHOLDER.finditer(text):
            self._by_label.setdefault(_label(match), None)
        pieces, done = [], 0
        for start, end, kind in personal.find(text):
            pieces += [text[done:start], self._placeholder(kind, text[start:end])]
            done = end
        text = "".join([*pieces, text[done:]])
        for pattern in self._names:
            text = pattern.sub(lambda match: self._placeholder("NAME", match[0]), text)
        return text

    def restore(self, text: str) -> str:
        """The text with the personal data back. A placeholder nobody made stays as it is, to be noticed."""
        return PLACEHOLDER.sub(lambda match: self._by_label.get(_label(match)) or match[0], text)

    def restore_all(self, value: Any) -> Any:
        """The same value with every text in it restored, however deep it lies."""
        if isinstance(value, str):
            return self.restore(value)
        if isinstance(value, list):
            return [self.restore_all(item) for item in value]
        if isinstance(value, dict):
            return {key: self.restore_all(item) for key, item in value.items()}
        return value

    def _placeholder(self, kind: str, value: str) -> str:
        # The spelling found is the spelling put back, so two spellings of one number are two placeholders.
        known = self._by_value.get((kind, value))
        if known:
            return known
        number = 1
        while f"{kind}_{number}" in self._by_label:
            number += 1
        label = f"{kind}_{number}"
        self._by_label[label] = value
        self._by_value[(kind, value)] = f"[[{label}]]"
        return f"[[{label}]]"


class StreamRestorer:
    """Restores text that arrives in pieces; a placeholder may be split between them."""

    def __init__(self, placeholders: Placeholders) -> None:
        self._placeholders = placeholders
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be shown now; the start of what may become a placeholder is held back."""
        text = self._held + piece
        bracket = text.rfind("[")
        if bracket > 0 and text[bracket - 1] == "[":
            bracket -= 1
        waiting = bracket >= 0 and not text.endswith("]]") and len(text) - bracket <= LONGEST_PLACEHOLDER
        self._held = text[bracket:] if waiting else ""
        return self._placeholders.restore(text[:bracket] if waiting else text)

    def rest(self) -> str:
        """Whatever is still held when the stream has ended."""
        held, self._held = self._held, ""
        return self._placeholders.restore(held)


def _label(match: re.Match[str]) -> str:
    return f"{match[1].upper()}_{int(match[2])}"
