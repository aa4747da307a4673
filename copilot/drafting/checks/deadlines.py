"""Days counted from other days: a date moved by a period, and the weekday that a date is or comes to.

Calendar days, months by the calendar (also up to the day before: a year from 1 February ends on 31 January),
working days Monday to Friday.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key
from copilot.measuring.vocabulary import MONTH

# Without a year any common year will do: months and days are compared.
SOME_YEAR = 2027
MINUTES_A_DAY = 1440
# More dates or periods than any message counts with.
MOST_DATES = 30
A_MONDAY = date(2027, 3, 1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A day that is said without a number.
DAY_BEFORE = re.compile(
    r"\b(?:day before|previous day|am vortag|tags zuvor|la veille|el día antes)\b", re.IGNORECASE
)
DAY_AFTER = re.compile(
    r"\b(?:day after|(?:next|following) (?:working |business )?day|am (?:nächsten|folgenden) tag"
    r"|am folgetag"
    r"|le lendemain|al día siguiente)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:before|prior|ahead|in advance|notice|vor|vorher|zuvor|frist|avant|préavis|antes|prima|preavviso"
    r"|tevoren|vooraf|opzegtermijn|przed|wcześniej)\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\b(?:after|within|later|from|of|since|for|in|runs?|lasts?|valid|nach|innerhalb|binnen|später|läuft|ab"
    r"|après|dans|sous|pendant|suivent|suivant|dentro|después|durante|siguientes?|entro|dopo|dalla?|dal|per"
    r"|binnen|na|sinds|em|após|depois|ciągu|po|od)\b",
    re.IGNORECASE,
)
# “On day 8” is eight days on.
DAY_NUMBER = re.compile(r"\b(?:day|tag|jour|día|giorno|dag|dia|dzień)[- ](\d{1,3})\b", re.IGNORECASE)
_MONTH = "month|monats|mois|mes|mese|maand|mês|miesiąca"
_OF_A_MONTH = rf"(?:of|des|eines|jedes|du|de|del|di|van|do) (?:\w+ ){{0,2}}(?:{_MONTH})"
DAY_OF_A_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|[.º°])? {_OF_A_MONTH}\b", re.IGNORECASE)
FIRST_OF_A_MONTH = re.compile(
    rf"\b(?:first|ersten|premier|primer|primero|primo|eerste|primeiro) (?:day )?{_OF_A_MONTH}\b",
    re.IGNORECASE,
)
MONTH_AFTER = re.compile(
    r"\b(?:next|following|coming) month|\bmonth after|\b(?:nächsten?|folgenden?|darauffolgenden?"
    r"|übernächsten?)"
    r" monat|\bmois suivant|\bmes siguiente|\bmese (?:successivo|seguente|dopo)|\bvolgende maand"
    r"|\bmaand (?:erna|daarna)"
    r"|\bmês seguinte|\bnastępn\w+ miesiąc",
    re.IGNORECASE,
)
CAPITAL = re.compile(r"\b[A-Z][a-z]{2,8}\b")
Period = tuple[object, int]


def days_named(readings: Iterable[Reading]) -> set[Key]:
    """The periods that customers give as the number of a day."""
    numbers = {int(found) for one in readings for found in DAY_NUMBER.findall(one.text)}
    return {("duration", ("minute", Decimal(number * MINUTES_A_DAY))) for number in numbers}


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


def lies_between(value: tuple[object, Decimal], known: Iterable[Key]) -> bool:
    """Whether a period is the time from one known date to another: “four days ago”, “16 days since”."""
    unit, count = value
    days = [day for kind, one in known if kind == "date" and (day := as_date(one))][:MOST_DATES]
    for one, other in combinations(days, 2):
        first, last = sorted((one, other))
        if unit == "minute" and abs((last - first).days * MINUTES_A_DAY - count) in {0, MINUTES_A_DAY}:
            return True
        if unit in {"month", "business day"} and _moved(first, unit, int(count)) == last:
            return True
    return False


def is_left_over(value: tuple[object, Decimal], known: Iterable[Key]) -> bool:
    """Whether a period is the difference or the sum of two known ones: 30 days less 9 that have gone by."""
    unit, count = value
    same = {one[1] for kind, one in known if kind == "duration" and isinstance(one, tuple) and one[0] == unit}
    return any(count in {abs(a - b), a + b} for a, b in combinations(sorted(same)[:MOST_DATES], 2))


def is_counted_time(value: Hashable, known: Iterable[Key]) -> bool:
    """Whether a time of day is a known one moved by a known period: an hour before 14:00."""
    known = list(known)
    times = [one for kind, one in known if kind == "time" and isinstance(one, int)]
    moves = [
        one[1] for kind, one in known if kind == "duration" and isinstance(one, tuple) and one[0] == "minute"
    ]
    return any(value in {time - move, time + move} for time in times for move in moves)


def is_put_together(value: Hashable, readings: Iterable[Reading]) -> bool:
    """Whether month and day are known apart: “the 25th of the month before”, and the July box is 25 June."""
    if not (isinstance(value, tuple) and len(value) == 3 and value[1]):
        return False
    readings = list(readings)
    dates = [
        one for each in readings for kind, one in each.figures if kind == "date" and isinstance(one, tuple)
    ]
    named = {one[2] for one in dates if one[2] and not one[1]}
    named |= {int(found) for each in readings for found in DAY_OF_A_MONTH.findall(each.text)}
    named |= {1 for each in readings if FIRST_OF_A_MONTH.search(each.text)}
    months = {one[1] for one in dates if one[1]}
    # “the March box”: a month's name that is another word too
    months |= {
        MONTH[word.lower()]
        for each in readings
        for word in CAPITAL.findall(each.text)
        if word.lower() in MONTH
    }
    steps: tuple[int, ...] = (-1, 0, 1)
    if not value[2]:
        steps, named = (1, 2), {None} if any(MONTH_AFTER.search(each.text) for each in readings) else set()
    return value[2] in named and value[1] in {(one + step - 1) % 12 + 1 for one in months for step in steps}
