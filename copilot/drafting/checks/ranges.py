"""Ranges that procedures tie a rule to (“over £75”, “30 to 59 minutes late”), and whether a"
" figure is in one."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key

_LOWER = (
    r"over|more than|above|from|at least|exceed(?:s|ing)?|beyond|older than|longer than"
    r"|later than|minimum(?: of)?|no (?:less|fewer|earlier|sooner) than|not (?:less|earlier) than"
    r"|ab|über|mehr als|mindestens|nicht weniger als|länger als|plus de|à partir de|dès|au moins|más de"
    r"|desde"
    r"|a partir de|al menos|como mínimo|più di|oltre|almeno|da|meer dan|vanaf|minstens|ten minste|boven"
    r"|mais de"
    r"|pelo menos|powyżej|ponad|od|co najmniej"
)
_UPPER = (
    r"under|below|less than|up to|at most|within|maximum(?: of)?|no more than|fewer than|not exceeding"
    r"|younger than|shorter than|no (?:later|longer) than|not (?:more|later|longer) than"
    r"|unter|bis(?: zu)?|höchstens|weniger als|nicht mehr als|spätestens|innerhalb von|binnen|moins de"
    r"|jusqu'à"
    r"|au plus|au maximum|menos de|hasta|como máximo|meno di|fino a|al massimo|entro|minder dan|tot"
    r"|hoogstens"
    r"|maximaal|onder|até|no máximo|do|poniżej|mniej niż|najwyżej"
)
LOWER = re.compile(rf"\b(?:{_LOWER}) (?:an? )?$", re.IGNORECASE)
UPPER = re.compile(rf"\b(?:{_UPPER}) (?:an? )?$", re.IGNORECASE)
OR_MORE = re.compile(
    r"^(?: \w+)? ?(?:or|and|oder|und|ou|et|y) (?:\w+ )?(?:more|longer|above|over|older|later|mehr"
    r"|länger|plus|más)\b",
    re.IGNORECASE,
)
OR_LESS = re.compile(
    r"^(?: \w+)? ?(?:or|and|oder|und|ou) (?:\w+ )?(?:less|fewer|below|under|younger|shorter"
    r"|weniger|moins|menos)\b",
    re.IGNORECASE,
)
Unit = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, either of which may be open; both belong to it."""

    unit: Unit
    low: Decimal | None
    high: Decimal | None

    def holds(self, value: Decimal) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def measure(key: Key) -> tuple[Unit, Decimal] | None:
    """(unit, value) of a figure that can lie in a range; counts of things have no unit to compare by."""
    kind, value = key
    if kind in {"amount", "duration"} and isinstance(value, tuple) and isinstance(value[1], Decimal):
        return (kind, value[0]), value[1]
    return None


def ranges(reading: Reading) -> tuple[Range, ...]:
    """The ranges a sentence names."""
    return _ranges(reading.text, tuple(reading.figures.items()))


@lru_cache(maxsize=8192)
def _ranges(text: str, figures: tuple[tuple[Key, str], ...]) -> tuple[Range, ...]:
    by_words: dict[str, list[tuple[Unit, Decimal]]] = {}
    for key, said in figures:
        if measured := measure(key):
            by_words.setdefault(said, []).append(measured)
    return tuple(_each(text, by_words))


def _each(text: str, by_words: dict[str, list[tuple[Unit, Decimal]]]) -> Iterator[Range]:
    for said, found in by_words.items():
        at = text.lower().find(said.lower())
        if at < 0:
            continue
        unit, value = found[0]
        if len(found) == 2 and found[1][0] == unit:
            yield Range(unit, min(value, found[1][1]), max(value, found[1][1]))
        elif LOWER.search(text[:at]) or OR_MORE.match(text[at + len(said) :]):
            yield Range(unit, value, None)
        elif UPPER.search(text[:at]) or OR_LESS.match(text[at + len(said) :]):
            yield Range(unit, None, value)


def met(wanted: Iterable[Range], figures: Iterable[Key]) -> bool:
    """Whether some figure lies in one of the ranges."""
    measured = [each for each in map(measure, figures) if each]
    return any(one.unit == unit and one.holds(value) for one in wanted for unit, value in measured)


def missed(wanted: Iterable[Range], figures: Iterable[Key]) -> bool:
    """Whether figures of the ranges' units are given and none lies in any."""
    wanted = list(wanted)
    units = {one.unit for one in wanted}
    measured = [each for each in map(measure, figures) if each and each[0] in units]
    return bool(measured) and not any(
        one.unit == unit and one.holds(value) for one in wanted for unit, value in measured
    )
