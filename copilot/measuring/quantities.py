"""Numbers in running text: their value, and what they count (money, per cent, time, or things)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from copilot.measuring import vocabulary as say

_RANGE = re.compile(r"(\d+(?:[.,]\d+)?) ?- ?(\d+(?:[.,]\d+)?)")
_DATE = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)|(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d\d)")
_TELEPHONE = re.compile(
    r"\+.*|\(.*|0[\d ]*[ ()/-].{5,}|0\d{8,}|(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}|\d{3}-\d{4}"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:h]([0-5]\d)")
_CLOCK_WITH_POINT = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")  # before “pm” or “Uhr” only


@dataclass(frozen=True, slots=True)
class Quantity:
    """What stands at a place: kind, value (two for a range), the place after it, and whether the word before
    belongs to it (a currency sign)."""

    kind: str
    values: tuple[Hashable, ...]
    end: int
    prefixed: bool = False


def shape(token: str) -> str:
    """What a token that begins with a digit, `+` or `(` is by its looks: date, telephone, ordinal, identifier
    or number."""
    if _DATE.fullmatch(token):
        return "date"
    if _TELEPHONE.fullmatch(token):
        return "telephone"
    if token[-2:] in {"st", "nd", "rd", "th", "er"} and token[:-2].isdigit():
        return "ordinal"
    if _CLOCK.fullmatch(token):
        return "number"
    return "identifier" if re.search(r"[^\W\d_]", token) and token[0].isdigit() else "number"


def as_date(token: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day. “05/06/2026” may be read both ways: it is read day first, alike in both texts."""
    found = _DATE.fullmatch(token)
    assert found
    if found[1]:
        return int(found[1]), int(found[2]), int(found[3])
    day, month, year = int(found[4]), int(found[6]), int(found[7])
    if month > 12 and found[5] == "/":
        day, month = month, day
    return (year if year > 99 else 2000 + year), month, day


def as_number(token: str) -> Decimal | None:
    """The value of digits with separators, English (1,000.00) or continental (1.000,00); None if it is no
    number.

    A single separator before exactly three digits groups thousands (1,000 and 1.000 are 1000), unless a lone
    zero stands before it (0.125).
    """
    digits = token.replace(" ", "").replace("'", "")
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", digits):
        return None
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(digits)
    mark = digits[last]
    whole, fraction = digits[:last], digits[last + 1 :]
    other = "," if mark == "." else "."
    groups = mark in whole or (other not in whole and len(fraction) == 3 and whole != "0" and len(whole) <= 3)
    if groups:
        return Decimal(re.sub(r"[.,]", "", digits))
    return Decimal(re.sub(r"[.,]", "", whole) + "." + fraction)


def read_quantity(lower: Sequence[str], at: int) -> Quantity | None:
    """The quantity whose number stands at `at`, or None where the number is no fact (a pronoun, a step's
    number).
    """
    first, end, shy = _read_number(lower, at)
    for numbers, stop in _with_range(lower, first, end):
        counted = _counted(lower, at, stop, numbers)
        if counted:
            return counted
    if shy or (at and lower[at - 1] in say.STEP_WORDS):
        return None
    return Quantity("number", first, end)


def read_signed_amount(lower: Sequence[str], at: int) -> Quantity:
    """The amount in a token that begins with its currency sign (“£1,000.00”), with a following “k” or
    “million”.
    """
    found = say.SIGNED.fullmatch(lower[at])
    assert found
    number = as_number(found[2])
    assert number is not None
    value, end = _multiplied(lower, at + 1, number)
    if end == at + 1 and lower[end : end + 1] == ["m"]:  # elsewhere “2 m” are metres
        value, end = number * 1_000_000, end + 1
    return Quantity("amount", ((say.CURRENCY.get(found[1], found[1]), value),), end)


def _read_number(lower: Sequence[str], at: int) -> tuple[tuple[Hashable, ...], int, bool]:
    """(values, place after them, whether they count only before a unit)."""
    token = lower[at]
    if token in say.ARTICLES:
        value, end = _multiplied(lower, at + 1, Decimal(1))
        return (value,), end, True
    if token in say.SHY_NUMERALS:
        shy = not (at + 1 < len(lower) and lower[at + 1] in say.MULTIPLIERS)
        value, end = _multiplied(lower, at + 1, Decimal(say.SHY_NUMERALS[token]))
        return (value,), end, shy
    if token in say.NUMERALS:
        return _spelled_out(lower, at)
    if pair := _RANGE.fullmatch(token):
        low, high = as_number(pair[1]), as_number(pair[2])
        return (low, high), at + 1, False
    value_ = as_number(re.sub("(?:st|nd|rd|th|er)$", "", token))
    if value_ is None:
        return (token,), at + 1, False
    total, end = _multiplied(lower, at + 1, value_)
    return (total,), end, False


def _spelled_out(lower: Sequence[str], at: int) -> tuple[tuple[Hashable, ...], int, bool]:
    """“twenty five”, “two hundred”, “three thousand”."""
    value, end = _below_hundred(lower, at)
    value, end = _multiplied(lower, end, value)
    return (value,), end, False


def _below_hundred(lower: Sequence[str], at: int) -> tuple[Decimal, int]:
    value, end = Decimal(say.NUMERALS[lower[at]]), at + 1
    if value >= 20 and value % 10 == 0 and end < len(lower):
        ones = say.NUMERALS.get(lower[end], say.SHY_NUMERALS.get(lower[end], 0))
        if 0 < ones < 10:
            value, end = value + ones, end + 1
    return value, end


def _multiplied(lower: Sequence[str], end: int, value: Decimal) -> tuple[Decimal, int]:
    for _ in range(2):  # “two hundred thousand”; a longer chain is no number
        if end < len(lower) and lower[end] in say.MULTIPLIERS:
            value, end = value * say.MULTIPLIERS[lower[end]], end + 1
            # “one hundred and twenty”: only a spelled number adds to a multiplier
            rest, stop = _rest_of_hundred(lower, end)
            value, end = value + rest, stop
    return value, end


def _rest_of_hundred(lower: Sequence[str], end: int) -> tuple[Decimal, int]:
    """“… and twenty”; not “two hundred and three hundred”, which are two numbers."""
    nothing = Decimal(0), end
    if lower[end : end + 1] != ["and"] or end + 1 == len(lower):
        return nothing
    if lower[end + 1] == "one":
        rest, stop = Decimal(1), end + 2
    elif lower[end + 1] in say.NUMERALS:
        rest, stop = _below_hundred(lower, end + 1)
    else:
        return nothing
    return nothing if stop < len(lower) and lower[stop] in say.MULTIPLIERS else (rest, stop)


def _with_range(
    lower: Sequence[str], first: tuple[Hashable, ...], end: int
) -> list[tuple[tuple[Hashable, ...], int]]:
    """The number alone, and with its partner in “5 to 7”, “five or seven”."""
    readings = [(first, end)]
    if end + 1 < len(lower) and lower[end] in say.BETWEEN_NUMBERS:
        partner = lower[end + 1]
        if partner[0].isdigit() or partner in say.NUMERALS or partner in say.SHY_NUMERALS:
            second, stop, _ = _read_number(lower, end + 1)
            readings.append(((*first, *second), stop))
    return readings


def _counted(lower: Sequence[str], at: int, end: int, numbers: tuple[Hashable, ...]) -> Quantity | None:
    """The quantity if something beside the numbers says what they count."""
    before = lower[at - 1] if at else ""
    after = lower[end] if end < len(lower) else ""
    code_is_ours = not (at > 1 and lower[at - 2][0].isdigit())  # “50 EUR, 20 days”: EUR belongs to 50
    if len(before) == 3 and before in say.CURRENCY and code_is_ours:
        return Quantity("amount", tuple((say.CURRENCY[before], number) for number in numbers), end, True)
    if after in say.PENNIES:
        pence = tuple(("GBP", number / 100) for number in numbers if isinstance(number, Decimal))
        return Quantity("amount", pence, end + 1)
    if after in say.CURRENCY:
        return Quantity("amount", tuple((say.CURRENCY[after], number) for number in numbers), end + 1)
    if after in say.PERCENT or (after, lower[end + 1] if end + 1 < len(lower) else "") in say.PERCENT_PAIRS:
        return Quantity("percentage", numbers, end + (1 if after in say.PERCENT else 2))
    return _duration(lower, end, numbers, before) or _moment(lower, at, end, numbers)


def _duration(lower: Sequence[str], end: int, numbers: tuple[Hashable, ...], before: str) -> Quantity | None:
    business = False
    while end < len(lower) and (lower[end] in say.BEFORE_UNIT or lower[end] in say.BUSINESS_BEFORE):
        business = business or lower[end] in say.BUSINESS_BEFORE
        end += 1
    word = lower[end].removesuffix("'s") if end < len(lower) else ""
    if word not in say.UNIT or not all(isinstance(number, Decimal) for number in numbers):
        return None
    if word in say.CLOCK_AFTER and (
        before in say.CLOCK_BEFORE or _CLOCK_WITH_POINT.fullmatch(lower[end - 1])
    ):
        return None  # “om 12 uur”, “8.00 uur”: a time of day
    if word in {"quarter", "quarters"} and lower[end + 1 : end + 2] == ["of"]:
        return None  # “three quarters of the food”: a fraction
    unit, scale = say.UNIT[word]
    if end + 1 < len(lower) and lower[end + 1] in say.BUSINESS_AFTER:
        business, end = True, end + 1
    if business and scale == 1440:
        unit, scale = "business day", 1
    return Quantity(
        "duration",
        tuple((unit, number * scale) for number in numbers if isinstance(number, Decimal)),
        end + 1,
    )


def _moment(lower: Sequence[str], at: int, end: int, numbers: tuple[Hashable, ...]) -> Quantity | None:
    """A time of day (“5 pm”, “17:00”, “17 Uhr”, “24/7”) or a date that begins with its day (“14 May
    2026”).
    """
    after = lower[end] if end < len(lower) else ""
    named = after in say.AFTERNOON or after in say.CLOCK_AFTER
    clock = _CLOCK.fullmatch(lower[at]) or (named and _CLOCK_WITH_POINT.fullmatch(lower[at])) or None
    hour = int(clock[1]) if clock else _whole(numbers[-1])
    if hour is not None and (clock or named):
        shift = say.AFTERNOON.get(after)
        if shift is not None:
            hour = hour % 12 + shift
        minutes = int(clock[2]) if clock else 0
        ahead = tuple(numbers[:-1]) if not clock else ()
        return Quantity("time", (*ahead, hour * 60 + minutes), end + named)
    if lower[at] == "24/7":
        return Quantity("time", ("24/7",), end)
    return _day_of_month(lower, end, numbers)


def _day_of_month(lower: Sequence[str], end: int, numbers: tuple[Hashable, ...]) -> Quantity | None:
    days = [_whole(number) for number in numbers]
    while end < len(lower) and lower[end] in say.OF:
        end += 1
    month = say.MONTH.get(lower[end]) if end < len(lower) else None
    if month is None or not all(day and day <= 31 for day in days):
        return None
    year = None
    end += 1
    at_year = end + (lower[end : end + 1] == ["de"])  # “21 de noviembre de 2026”
    if at_year < len(lower) and re.fullmatch(r"(?:19|20)\d\d", lower[at_year]):
        year, end = int(lower[at_year]), at_year + 1
    return Quantity("date", tuple((year, month, day) for day in days), end)


def _whole(number: Hashable) -> int | None:
    return int(number) if isinstance(number, Decimal) and number == int(number) else None
