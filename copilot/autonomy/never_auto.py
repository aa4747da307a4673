"""What stays with people whatever the numbers say, found by words (`never_words.py`). Pure.

It would rather find too much: a needless look costs a minute, a missed one can cost a customer. Whole threads
are read, because what was said once still holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copilot.autonomy.never_words import PERSON, VIP, WORDS

__all__ = ["PERSON", "VIP", "topics"]

_GOES_ON = re.compile(r"\s*\n\s*\|(?=\S)")
_NEXT = re.compile(r"\s*\n\s*|\s+\|\s+")


def _pattern(text: str) -> re.Pattern[str]:
    alternatives = _NEXT.split(_GOES_ON.sub("|", text.strip()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})")


_PATTERNS = {topic: _pattern(text) for topic, text in WORDS.items()}
_VIP_KEYS = frozenset({"vip", "key_account", "priority_customer"})
_VIP_WORDS = re.compile(r"(?<!\w)(?:vip|key account)(?!\w)")
_NO = frozenset({"", "no", "false", "0", "none", "null", "nein", "non"})


def topics(texts: Sequence[str], attributes: Mapping[str, object]) -> dict[str, str]:
    """The topics found in the customer's texts (subject first), each with the words that gave it away.

    `attributes` is what our own records say of the customer; a VIP is known from there too.
    """
    whole = " ".join("\n".join(texts).replace("’", "'").lower().split())
    found = {topic: match[0] for topic, pattern in _PATTERNS.items() if (match := pattern.search(whole))}
    if VIP not in found and (said := _vip(attributes)):
        found[VIP] = said
    return found


def _vip(attributes: Mapping[str, object]) -> str:
    for name, value in attributes.items():
        words = str(value).strip().lower()
        if (name.lower() in _VIP_KEYS and words not in _NO) or _VIP_WORDS.search(words):
            return f"{name}: {value}"
    return ""
