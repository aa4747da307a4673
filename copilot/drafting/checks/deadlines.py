"""Days counted from other days: a date moved by a period, and the weekday that a date is or comes to.

Calendar days, months by the calendar (also up to the day before: a year from 1 February ends on 31 January),
working days Monday to Friday.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta

from copilot.measuring.facts import Key

# Without a year any common year will do: months and days are compared.
SOME_YEAR = 2027
MINUTES_A_DAY = 1440
A_MONDAY = date(2027, 3, 1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A day that is said without a number.
DAY_BEFORE = re.compile(
    r"\b(?:day before|previous day|am vortag|tags zuvor|la veille|el día antes)\b", re.IGNORECASE
)
DAY_AFTER = re.compile(
    r"\b(?:day after|(?:next|following) (?:working |business )?day|am (?:nächsten|folgenden) tag|am folgetag"
    r"|le lendemain|al día siguiente)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:before|prior|ahead|in advance|notice|vor|vorher|frist|avant|préavis|antes)\b", re.IGNORECASE
)
AFTER = re.compile(
    r"\b(?:after|within|later|from|of|since|for|in|runs?|lasts?|valid|nach|innerhalb|binnen|später|läuft|ab"
    r"|après|dans|pendant|dentro|después|durante)\b",
    re.IGNORECASE,
)
Period = tuple[object, int]


def periods(text: str, figures: Iterable[Key]) -> set[Period]:
    """The periods that a sentence lets one count, forwards or backwards as its words say, else both."""
    back, on = BEFORE.search(text), AFTER.search(text)
    signs = [1] * bool(on or not back) + [-1] * bool(back or not on)
    found: set[Period] = set()
    for kind, value in figures:
        if kind == "duration" and isinstance(value, tuple):
            found |= {(value[0], int(value[1]) * sign) for sign in signs}
    found |= {("minute", -MINUTES_A_DAY)} if DAY_BEFORE.search(text) else set()
    found |= {("minute", MINUTES_A_DAY)} if DAY_AFTER.search(text) else set()
    return found


def is_counted(value: Hashable, known: set[Key], counted: set[Period]) -> bool:
    """Whether a date or weekday follows from known dates and periods."""
    if isinstance(value, str):
        return value in set(_weekdays(known, counted))
    if not (isinstance(value, tuple) and len(value) == 3):
        return False
    year, month, day = value
    return any(
        (month, day) == (one.month, one.day) and (year is None or not dated or year == one.year)
        for one, dated in _deadlines(known, counted)
    )


def as_date(value: Hashable) -> date | None:
    """The day of a date that names month and day; None otherwise, or where there is no such day."""
    if not (isinstance(value, tuple) and len(value) == 3 and value[1] and value[2]):
        return None
    try:
        return date(value[0] or SOME_YEAR, value[1], value[2])
    except ValueError:
        return None


def _deadlines(known: set[Key], counted: set[Period]) -> Iterator[tuple[date, bool]]:
    """(day, whether its year is known) of every known date moved by every period."""
    for kind, value in known:
        day = as_date(value) if kind == "date" else None
        if day is None or not isinstance(value, tuple):
            continue
        for unit, count in counted:
            if moved := _moved(day, unit, count):
                yield moved, value[0] is not None
                if unit == "month" and count > 0:
                    yield moved - timedelta(days=1), value[0] is not None


def _weekdays(known: set[Key], counted: set[Period]) -> Iterator[str]:
    """Of every known full date, and every known weekday moved by the periods."""
    for kind, value in known:
        if kind == "date" and isinstance(value, tuple) and value[0] and (day := as_date(value)):
            yield WEEKDAYS[day.weekday()]
    for moved, dated in _deadlines(known, counted):
        if dated:
            yield WEEKDAYS[moved.weekday()]
    named = [WEEKDAYS.index(value) for kind, value in known if kind == "date" and value in WEEKDAYS]
    for place in named:
        for unit, count in counted:
            # Any Monday is as good as another.
            if moved_ := _moved(A_MONDAY + timedelta(days=place), unit, count):
                yield WEEKDAYS[moved_.weekday()]


def _moved(day: date, unit: object, count: int) -> date | None:
    """The day that many units on, or back; None for other units and beyond the calendar."""
    try:
        return _counted(day, unit, count)
    except (ValueError, OverflowError):
        return None


def _counted(day: date, unit: object, count: int) -> date | None:
    if unit == "minute" and count % MINUTES_A_DAY == 0:
        return day + timedelta(days=count // MINUTES_A_DAY)
    if unit == "month":
        month = day.month - 1 + count
        last = (date(day.year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(day.year + month // 12, month % 12 + 1, min(day.day, last))
    if unit == "business day" and abs(count) <= 260:
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while day.weekday() >= 5:
                day += step
        return day
    return None
