"""Personal data stays here: it is replaced by placeholders before a call and put back into the answer.

Found by pattern and checksum: mail addresses, payment card numbers (Luhn, ISO/IEC 7812-1), IBANs (mod 97, ISO
13616) and telephone numbers; and the names the caller knows. Order numbers stay, they are what the reply is
about. Numbered by first appearance, so the same thread always gives the same placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
# A telephone number is international, starts with a zero, has a bracketed prefix, or is grouped like
# 555-010-1234.
PHONE = re.compile(
    r"(?<![\w#/.-])"
    r"(?:\+\d{1,3}[ ./-]?(?:\(0?\d{1,5}\)[ ./-]?)?|00\d{1,3}[ ./-]|\(\d{2,5}\)[ ./-]?|0(?=[\d ./-]{8}))"
    r"\d(?:[ ./-]?\d){5,11}(?![\w/])|(?<![\w#/.-])\d{3}[ .-]\d{3}[ .-]\d{4}(?![\w/-])"
)
PLACEHOLDER = re.compile(r"\[{1,2} ?(EMAIL|CARD|IBAN|PHONE|NAME)[ _]?(\d{1,4}) ?\]{1,2}", re.IGNORECASE)
LONGEST_PLACEHOLDER = 20


class Placeholders:
    """The placeholders of one request. `hide` before sending, `restore` on what comes back."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_value: dict[tuple[str, str], str] = {}
        self._by_label: dict[str, str | None] = {}  # None: typed by the customer, stays as it was typed
        self._names = sorted({name.strip() for name in names if len(name.strip()) > 2}, key=len, reverse=True)

    def hide(self, text: str) -> str:
        """The text with personal data replaced."""
        # A customer who types “[[EMAIL_1]]” must not be answered with somebody's address.
        for match in PLACEHOLDER.finditer(text):
            self._by_label.setdefault(_label(match), None)
        text = EMAIL.sub(lambda match: self._placeholder("EMAIL", match[0]), text)
        text = IBAN.sub(lambda match: self._checked("IBAN", match[0], is_iban(match[0])), text)
        text = CARD.sub(lambda match: self._checked("CARD", match[0], is_card(match[0])), text)
        text = PHONE.sub(lambda match: self._checked("PHONE", match[0], is_phone(match[0])), text)
        for name in self._names:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: self._placeholder("NAME", m[0]), text)
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

    def _checked(self, kind: str, found: str, valid: bool) -> str:
        return self._placeholder(kind, found) if valid else found

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


def is_card(text: str) -> bool:
    """Whether 13 to 19 digits pass the Luhn check (and are not one digit repeated)."""
    digits = [int(character) for character in text if character.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether the text is an IBAN with valid check digits."""
    compact = text.replace(" ", "").upper()
    if not 15 <= len(compact) <= 34:
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def is_phone(text: str) -> bool:
    """Whether the number of digits fits a telephone number (E.164: at most 15) and it is no date."""
    digits = sum(character.isdigit() for character in text)
    return 7 <= digits <= 15 and not re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text)
