"""The facts of a text: what a customer could hold us to.

Amounts, percentages, durations, dates, times, web and mail addresses, telephone and order numbers, other
numbers, promises (refund, credit, waive, …) and how many denials the text holds. Each fact has a kind and a
normalised value: “thirty days” is 30 days, “two weeks” is 14 days, “1.000,00 €” is “EUR 1,000”.

Two texts agree when their *sets* of facts are equal and they deny equally often. Order does not matter, and
neither does saying the same fact twice: repeating “30 days” promises nothing new, and leaving out the
repetition withdraws nothing. Denials are counted, because “not” alone is no fact: how often it stands is.

Deliberately no facts: numbers of list items and steps, “one” as a pronoun, good wishes (“Happy Friday”), and
polite phrases such as “no problem” or “don't hesitate”.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from copilot.measuring import vocabulary as say
from copilot.measuring.normalise import lowered
from copilot.measuring.quantities import as_date, read_quantity, read_signed_amount, shape

Key = tuple[str, Hashable]

_ADDRESS_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
# What mailings add to an address to count clicks; the page is the same without it.
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id)=[^&#]*&?")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs. `draft` or `final` is None where that text has no counterpart."""

    kind: str
    draft: str | None
    final: str | None

    def __str__(self) -> str:
        return f"{self.kind}: {self.draft or 'nothing'} → {self.final or 'nothing'}"


@dataclass(slots=True)
class Facts:
    """Normalised facts in the order they appear, each with the words it was said in, and the denials."""

    said: dict[Key, str] = field(default_factory=dict)
    denials: list[str] = field(default_factory=list)

    def add(self, kind: str, value: Hashable, tokens: Sequence[str]) -> None:
        self.said.setdefault((kind, value), spoken(tokens))


def spoken(tokens: Sequence[str]) -> str:
    """Tokens as a person would write them: “5%”, “30 days”."""
    return " ".join(tokens).replace(" %", "%")


def changed_facts(draft: Facts, final: Facts) -> tuple[FactChange, ...]:
    """What differs, paired kind by kind in order of appearance; empty when the facts agree."""
    dropped = [key for key in draft.said if key not in final.said and not _in_cents(key, final)]
    added = [key for key in final.said if key not in draft.said and not _in_cents(key, draft)]
    changes = []
    for kind in dict.fromkeys(kind for kind, _ in [*dropped, *added]):
        before = [draft.said[key] for key in dropped if key[0] == kind]
        after = [final.said[key] for key in added if key[0] == kind]
        changes += [FactChange(kind, old, new) for old, new in zip_longest(before, after)]
    if len(draft.denials) != len(final.denials):
        before_, after_ = ", ".join(draft.denials), ", ".join(final.denials)
        changes.append(FactChange("negation", before_ or None, after_ or None))
    return tuple(changes)


def _in_cents(key: Key, other: Facts) -> bool:
    """Whether the other text says the same amount the other way: “50 cents” is “$0.50”, and “€0.50” too."""
    kind, value = key
    if kind != "amount" or not isinstance(value, tuple) or not isinstance(value[1], Decimal):
        return False
    currency, number = value
    if currency == "CENT":
        return any((kind, (one, number / 100)) in other.said for one in say.IN_CENTS)
    return currency in say.IN_CENTS and (kind, ("CENT", number * 100)) in other.said


def find_facts(tokens: Sequence[str]) -> Facts:
    """The facts of a list of tokens (`normalise.words`, case kept)."""
    facts = Facts()
    lower = lowered(tokens)
    read_up_to = 0
    for at, role in enumerate(map(_role, lower)):
        if role is not None and at >= read_up_to:
            read_up_to = _READERS[role](facts, tokens, lower, at)
    return facts


@lru_cache(maxsize=65_536)
def _role(word: str) -> str | None:
    """What a word may be, seen alone. Cached: support replies use few different words."""
    first = word[0]
    if "@" in word:
        return "mail address"
    if word.startswith(("http://", "https://", "www.")) or ("." in word[1:-1] and first.isalpha()):
        return "web address"
    if first.isdigit() or first in "+(":
        return "number"
    if word[-1].isdigit() and say.SIGNED.fullmatch(word):
        return "signed amount"
    for role, lexicon in _LEXICONS:
        if word in lexicon:
            return role
    if word.removesuffix("'s") in say.WEEKDAY:
        return "weekday"
    if word in say.NEGATIONS or word.endswith("n't"):
        return "negation"
    if word.startswith(say.COMMITMENT_STARTS):
        return "commitment"
    return "identifier" if any(letter.isdigit() for letter in word) else None


_LEXICONS = (
    ("numeral", say.NUMERALS.keys() | say.SHY_NUMERALS.keys()),
    ("article", say.ARTICLES),
    ("month", say.MONTH.keys()),
    ("weekday", say.WEEKDAY.keys()),
    ("short weekday", say.SHORT_WEEKDAY.keys()),
    ("named time", say.NAMED_TIME.keys()),
    ("plus", {"plus"}),
    ("within", {"within"}),
)


def _read_mail_address(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    facts.add("e-mail", lower[at], tokens[at : at + 1])
    return at + 1


def _read_web_address(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    if lower[at] not in say.AFTERNOON:
        page = _TRACKING.sub("", _ADDRESS_SCHEME.sub("", lower[at])).rstrip("?&")
        facts.add("link", page.rstrip("/"), tokens[at : at + 1])
    return at + 1


def _read_identifier(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    facts.add("identifier", lower[at].replace("-", "").replace("_", ""), tokens[at : at + 1])
    return at + 1


def _read_number(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    kind = shape(lower[at])
    if kind in {"telephone", "identifier"}:
        digits = re.sub(r"\W", "", lower[at].replace("(0)", ""))  # +44 (0)20: dialled without the 0
        facts.add(kind, digits.removeprefix("00") if kind == "telephone" else digits, tokens[at : at + 1])
        return at + 1
    if kind == "date":
        facts.add("date", as_date(lower[at]), tokens[at : at + 1])
        return at + 1
    if kind == "ordinal" and not _beside_month(lower, at):
        facts.add("date", (None, None, int(lower[at][:-2])), tokens[at : at + 1])
        return at + 1
    return _read_quantity(facts, tokens, lower, at)


def _beside_month(lower: Sequence[str], at: int) -> bool:
    return any(word in say.MONTH for word in lower[at + 1 : at + 3])


def _read_signed_amount(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    quantity = read_signed_amount(lower, at)
    facts.add("amount", quantity.values[0], tokens[at : quantity.end])
    return quantity.end


def _read_quantity(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    quantity = read_quantity(lower, at)
    if quantity is None:
        return at + 1
    start = at - 1 if quantity.prefixed else at
    for value in quantity.values:
        facts.add(quantity.kind, value, tokens[start : quantity.end])
    return quantity.end


def _read_numeral(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """French “sept jours”, English “Sept 20”."""
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if lower[at] in say.MONTH and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d", following):
        return _read_month(facts, tokens, lower, at)
    return _read_quantity(facts, tokens, lower, at)


def _read_article(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """“within a week” is a duration, “£5 a week” is a rate; “a hundred dollars” an amount."""
    hundred = at + 1 < len(lower) and lower[at + 1] in say.MULTIPLIERS
    if hundred or (at and lower[at - 1] in say.BEFORE_ARTICLE):
        return _read_quantity(facts, tokens, lower, at)
    return at + 1


def _read_month(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """“May 14, 2026”, “May 2026”, or the month alone where its name means nothing else."""
    end, day, year = at + 1, None, None
    following = lower[end] if end < len(lower) else ""
    if (found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", following)) and 1 <= int(found[1]) <= 31:
        day, end = int(found[1]), end + 1
        following = lower[end] if end < len(lower) else ""
    if re.fullmatch(r"(?:19|20)\d\d", following):
        year, end = int(following), end + 1
    if day or year or lower[at] not in say.SHY_MONTHS:
        facts.add("date", (year, say.MONTH[lower[at]], day), tokens[at:end])
    return end


def _read_weekday(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    if not (at and lower[at - 1] in say.WISHES):
        facts.add("date", say.WEEKDAY[lower[at].removesuffix("'s")], tokens[at : at + 1])
    return at + 1


def _read_short_weekday(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """“Sat 21 Nov” names a day; “sat” and “sun” elsewhere do not."""
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if following in say.MONTH or (following[:1].isdigit() and _beside_month(lower, at + 1)):
        facts.add("date", say.SHORT_WEEKDAY[lower[at]], tokens[at : at + 1])
    return at + 1


def _read_named_time(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    facts.add("time", say.NAMED_TIME[lower[at]], tokens[at : at + 1])
    return at + 1


def _read_plus(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """French “ne … plus” says “no longer”."""
    if any(word == "ne" or word.startswith("n'") for word in lower[max(0, at - 3) : at]):
        facts.denials.append(tokens[at])
    return at + 1


def _read_within(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    """“within hours” promises something else than “within days”."""
    unit = lower[at + 1] if at + 1 < len(lower) else ""
    if unit in say.UNIT and unit.endswith("s"):
        facts.add("period", say.UNIT[unit], tokens[at : at + 2])
        return at + 2
    return at + 1


def _read_commitment(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    if at + 1 < len(lower) and lower[at + 1] in say.NO_PROMISE_BEFORE:
        return at + 1
    family = next(family for start, family in say.COMMITMENT_FAMILY if lower[at].startswith(start))
    facts.add("commitment", family, tokens[at : at + 1])
    return at + 1


def _read_negation(facts: Facts, tokens: Sequence[str], lower: Sequence[str], at: int) -> int:
    if not _is_idiom(lower, at):
        facts.denials.append(tokens[at])
    if lower[at].startswith(say.COMMITMENT_STARTS):
        return _read_commitment(facts, tokens, lower, at)
    return at + 1


def _is_idiom(lower: Sequence[str], at: int) -> bool:
    """Whether the denial at this place belongs to a phrase that denies nothing."""
    first = max(0, at - 4)
    place = len(" ".join(lower[first:at])) + (at > first)
    window = " ".join(lower[first : at + 5])
    return any(found.start() <= place < found.end() for found in say.NO_DENIAL.finditer(window))


_READERS = {
    "mail address": _read_mail_address,
    "web address": _read_web_address,
    "identifier": _read_identifier,
    "number": _read_number,
    "numeral": _read_numeral,
    "article": _read_article,
    "signed amount": _read_signed_amount,
    "month": _read_month,
    "weekday": _read_weekday,
    "short weekday": _read_short_weekday,
    "named time": _read_named_time,
    "plus": _read_plus,
    "within": _read_within,
    "commitment": _read_commitment,
    "negation": _read_negation,
}
