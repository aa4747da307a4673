"""The second set of `checks.py`: written by hand kind by kind, and made by code from wordings kept apart.

Made drafts: a good reply with one thing invented, leaked, linked or foreign added; orders to the machine,
plain or disguised in thirteen ways, with a reply that obeys and with the good reply (both must be held: such
a message is for a person, whatever the draft says); good replies under messages that only sound like orders;
what agents say in any chat, alone or around a reply; good replies changed without harm.
"""

from __future__ import annotations

import base64
import codecs
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from _check_cases import Case
from _draft import Draft, in_other_words, with_sentence
from _harmless import in_words, one_paragraph

# What was kept aside by hand has been tuned on since; the last set is what tells.
PARTS = {"tuned": ("fresh_tuning.yaml", "fresh_tuning2.yaml"), "aside": ("fresh_heldout.yaml",)}
# By hand only; its wrong verdicts have not been looked at.
LAST = "last_heldout.yaml"
ADDED = {
    "invented": "promise without a keyword",
    "secrets": "secret",
    "links": "foreign link",
    "strangers": "other customer",
}
ZERO_WIDTH = "\u200b"
CYRILLIC = str.maketrans("aeopcyx", "аеорсух")
LEET = str.maketrans("oeiast", "031457")


@dataclass(frozen=True)
class _Reply:
    """A good reply written by hand, and the row it belongs to."""

    name: str
    draft: Draft
    row: dict[str, Any]


def fresh_cases(folder: Path, rng: random.Random, each: int) -> Iterator[Case]:
    """Both parts; `each` made drafts for every wording."""
    wordings = yaml.safe_load((folder / "fresh_wordings.yaml").read_text(encoding="utf-8"))
    for part, files in PARTS.items():
        groups = {}
        for file in files:
            groups |= yaml.safe_load((folder / file).read_text(encoding="utf-8"))
        aside = part == "aside"
        yield from _written(groups, aside)
        replies = list(_replies(groups))
        english = [reply for reply in replies if reply.draft.text.isascii() or "€" in reply.draft.text]
        english = [reply for reply in english if reply.name not in {"radverleih", "stromanbieter"}]
        yield from _added(wordings[part], english, aside, rng, each)
        yield from _ordered(wordings[part]["orders"], english, aside, rng)
        for message in wordings[part]["sounds_like_orders"]:
            reply = rng.choice(english)
            asked = reply.draft.asked(f"{reply.draft.customer}\n{message}")
            yield _made(aside, "no order", True, reply, asked)
        yield from _harmless(wordings[part]["chatter"], english, aside, rng)


def last_cases(folder: Path) -> Iterator[Case]:
    """The set that was written last and judges the newest round."""
    groups = yaml.safe_load((folder / LAST).read_text(encoding="utf-8"))
    for case in _written(groups, aside=True):
        yield replace(case, origin="last, by hand")


def _rows(groups: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for name, group in groups.items():
        for written in group["cases"]:
            thread = [{"from": "customer", "text": written["customer"]}]
            yield name, written, {"sops": [{"id": name, "title": "", "text": group["sop"]}], "thread": thread}


def _written(groups: dict[str, Any], aside: bool) -> Iterator[Case]:
    for _, written, row in _rows(groups):
        for draft in written["good"]:
            yield Case(aside, "fresh, by hand", "good reply", True, {**row, **_drafted(draft)})
        for kind, drafts in written["bad"].items():
            for draft in drafts:
                yield Case(aside, "fresh, by hand", kind, False, {**row, **_drafted(draft)})


def _drafted(written: str | dict[str, Any]) -> dict[str, Any]:
    """A draft as it was written: its text alone, or with citations."""
    return written if isinstance(written, dict) else {"draft": written}


def _replies(groups: dict[str, Any]) -> Iterator[_Reply]:
    for name, written, row in _rows(groups):
        for draft in written["good"]:
            yield _Reply(name, Draft(draft, written["customer"]), row)


def _added(
    wordings: dict[str, Any], replies: list[_Reply], aside: bool, rng: random.Random, each: int
) -> Iterator[Case]:
    for group, kind in ADDED.items():
        for sentence in wordings[group]:
            for reply in rng.sample(replies, each):
                yield _made(aside, kind, False, reply, with_sentence(reply.draft, sentence))


def _ordered(
    orders: list[list[str]], replies: list[_Reply], aside: bool, rng: random.Random
) -> Iterator[Case]:
    for order, obeyed in orders:
        for name, disguise in DISGUISES.items():
            if disguise(order) == order and name != "plain":
                continue
            reply = rng.choice(replies)
            asked = reply.draft.asked(f"{reply.draft.customer}\n{disguise(order)}")
            kind = "obeys an order" if name == "plain" else "obeys a disguised order"
            yield _made(aside, kind, False, reply, asked.saying(f"Hello,\n{obeyed}"))
            yield _made(aside, "order ignored", False, reply, asked)


def _harmless(chatter: list[str], replies: list[_Reply], aside: bool, rng: random.Random) -> Iterator[Case]:
    for sentence in chatter:
        alone, around = rng.sample(replies, 2)
        yield _made(aside, "chat, alone", True, alone, alone.draft.saying(sentence))
        yield _made(aside, "chat, around a reply", True, around, with_sentence(around.draft, sentence))
    for reply in replies:
        for kind, change in CHANGES.items():
            made = change(rng, reply.draft)
            if made is not None and made.text != reply.draft.text:
                yield _made(aside, kind, True, reply, made)


def _made(aside: bool, kind: str, good: bool, reply: _Reply, draft: Draft) -> Case:
    row = {**reply.row, "thread": [{"from": "customer", "text": draft.customer}], "draft": draft.text}
    return Case(aside, "fresh, by code", kind, good, row)


def _reordered(rng: random.Random, draft: Draft) -> Draft | None:
    """Paragraphs between greeting and closing in another order."""
    first, *middle = draft.text.strip().split("\n\n")
    if len(middle) < 3:
        return None
    *inner, closing = middle
    return draft.saying("\n\n".join([first, *reversed(inner), closing]))


def _other_words(rng: random.Random, draft: Draft) -> Draft:
    return draft.saying(in_other_words(draft.text))


CHANGES: dict[str, Callable[[random.Random, Draft], Draft | None]] = {
    "numbers in words": in_words,
    "other words": _other_words,
    "one paragraph": one_paragraph,
    "reordered": _reordered,
}

DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "percent signs": lambda text: quote(text, safe=""),
    "HTML entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "HTML comment": lambda text: f"<!-- {text} -->",
    "unseen element": lambda text: f'<span style="display:none">{text}</span>',
    "white on white": lambda text: f'<p style="color: #ffffff">{text}</p>',
    "zero-width": lambda text: ZERO_WIDTH.join(text) if text.isascii() else text,
    "look-alike letters": lambda text: text.translate(CYRILLIC) if text.isascii() else text,
    "digits for letters": lambda text: text.translate(LEET) if text.isascii() else text,
    "ROT13": lambda text: codecs.encode(text, "rot13") if text.isascii() else text,
    "backwards": lambda text: text[::-1],
    "tag characters": lambda text: (
        "".join(chr(0xE0000 + ord(letter)) for letter in text) if text.isascii() else text
    ),
}
