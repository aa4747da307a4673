"""Rows of a table or list, each beginning with what it is of: “Start $6 …”, “Flex: £42 a month”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from copilot.drafting.checks.evidence import Ground
from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key

LABEL = re.compile(r"^\W*([A-ZÀ-Þ][\w'-]*(?: [\w'-]+){0,2}?) ?(?::| [-–]|(?= [$€£]?\d))")


def another_row(
    key: Key, draft: Reading, customer: Iterable[Reading], grounds: Iterable[Ground]
) -> Ground | None:
    """The row that a sentence of a reply, or else the customer, names, where only other rows give its figure.

    None where no row or more than one is named, or the figure stands anywhere else too.
    """
    grounds = list(grounds)
    homes = [ground for ground in grounds if key in ground.reading.figures]
    rows: defaultdict[int, dict[str, Ground]] = defaultdict(dict)
    for ground in grounds:
        found = LABEL.match(ground.reading.text)
        if found and ground.reading.figures:
            rows[ground.section].setdefault(found[1], ground)
    for section, labelled in rows.items():
        labels = [one for one in labelled if not any(one.startswith(f"{other} ") for other in labelled)]
        named = _named(labels, [draft]) or _named(labels, customer)
        if len(labels) < 2 or len(named) != 1 or any(home.section != section for home in homes):
            continue
        own = [ground for ground in grounds if re.search(rf"\b{re.escape(named[0])}\b", ground.reading.text)]
        others = [one for one in labels if one != named[0]]
        elsewhere = all(home.reading.text.lstrip("*_- ").startswith(tuple(others)) for home in homes)
        alike = all(_alike(labelled[named[0]], home) for home in homes)
        if homes and elsewhere and alike and not any(home in own for home in homes):
            for ground in own:
                rivals = [k for k in ground.reading.figures if _unit(k) == _unit(key)]
                if rivals and not set(rivals) & set(draft.figures):
                    return ground
    return None


def _alike(one: Ground, other: Ground) -> bool:
    """Whether two rows of a list give the same things: both “a month”. Those of a table do."""
    return ":" not in other.reading.text or bool(one.reading.stems & other.reading.stems)


def _named(labels: Iterable[str], readings: Iterable[Reading]) -> list[str]:
    """The rows that are named: a word of its own with its capital, several in any."""
    texts = [one.text for one in readings]
    return [
        one
        for one in labels
        if any(re.search(rf"\b{re.escape(one)}\b", text, re.I if " " in one else 0) for text in texts)
    ]


def _unit(key: Key) -> tuple[str, object]:
    return key[0], key[1][0] if isinstance(key[1], tuple) else ""
