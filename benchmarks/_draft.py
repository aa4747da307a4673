"""A draft of the red team, and what every change to it is: a function that gives another draft, or None."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

Change = Callable[[random.Random, "Draft"], "Draft | None"]
SYNONYMS = {
    "parcel": "package",
    "article": "item",
    "articles": "items",
    "telephone": "phone",
    "refunded": "reimbursed",
    "working days": "business days",
    "Hello": "Hi",
    "Kind regards": "Best wishes",
    "does not": "doesn't",
    "cannot": "can't",
    "is not": "isn't",
    "Please": "Kindly",
    "goods": "products",
    "we do not": "we don't",
}


@dataclass(frozen=True)
class Draft:
    """What a row is made of; `internal` are sentences customers must not see, `figures` those of the SOP."""

    text: str
    customer: str
    internal: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    name: str = ""

    def saying(self, text: str) -> Draft:
        return replace(self, text=text)

    def asked(self, customer: str) -> Draft:
        return replace(self, customer=customer)


def in_other_words(text: str) -> str:
    for word, instead in SYNONYMS.items():
        text = re.sub(rf"\b{word}\b", instead, text)
    return text


def with_sentence(draft: Draft, sentence: str) -> Draft:
    """Before the closing, where there is one."""
    head, gap, closing = draft.text.rpartition("\n\n")
    return draft.saying(f"{head}\n{sentence}{gap}{closing}" if head else f"{closing}\n{sentence}")
