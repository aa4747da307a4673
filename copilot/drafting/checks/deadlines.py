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
    r"|tevoren|vooraf|opzegtermijn|(?:uur|dag|dagen|we+ke?n?|maand|maanden) voor|przed|wcześniej)\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\b(?:after|within|later|from|of|since|for|in|runs?|lasts?|valid|nach|innerhalb|binnen|später|läuft|ab"
    r"|après|dans|sous|pendant|suivent|suivant|dentro|después|durante|siguientes?|entro|dopo|dalla?|dal|per"
    r"|binnen|na|sinds|vanaf|em|após|depois|ciągu|po|od)\b",
    re.IGNORECASE,
)
# “More than 30 days before”: the last such day is the 31st before.
MORE_THAN = re.compile(
    r"\b(?:more than|over|mehr als|plus de|más de|più di|meer dan|mais de|ponad) (?=\S+ )", re.IGNORECASE
)
NIGHTS = re.compile(
    r"\b(\d{1,3}) (?:nights?|nächten?|nuits?|noches?|notti|nachten|noites?|nocy)\b", re.IGNORECASE
)
LEAP = re.compile(r"\b(?:leap|schaltjahr\w*|bissextile|bisiest\w+|bisestile|schrikkeljaar)\b", re.IGNORECASE)
LEAP_YEAR = 2028
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
END_OF_MONTH = re.compile(
    r"\bend of (?:\w+ ){0,2}month|\b(?:ende|zum ende) (?:\w+ ){0,2}monats|\bmonatsende"
    r"|\bfin (?:du|de) (?:\w+ ){0,2}mois"
    r"|\b(?:fin|final)(?:es)? de(?:l)? (?:\w+ ){0,2}mes|\bfine (?:del )?mese|\beinde van de (?:\w+ )?maand",
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
    found |= {("minute", int(n) * MINUTES_A_DAY * sign) for n in NIGHTS.findall(text) for sign in signs}
    if MORE_THAN.search(text):
        beyond = {
            ("minute", count + (MINUTES_A_DAY if count > 0 else -MINUTES_A_DAY))
            for unit, count in found
            if unit == "minute"
        }
        found |= beyond
    found |= {("minute", -MINUTES_A_DAY)} if DAY_BEFORE.search(text) else set()
    found |= {("minute", MINUTES_A_DAY)} if DAY_AFTER.search(text) else set()
    return found


def is_counted(value: Hashable, known: set[Key], counted: set[Period]) -> bool:
    """Whether a date or weekday follows from known dates and periods.

    A day of the month, or a month, that is given alone counts by itself.
    """
    if isinstance(value, str):
        return value in set(_weekdays(known, counted))
    if not (isinstance(value, tuple) and len(value) == 3):
        return False
    year, month, day = value
    if month is None and day is not None and day in set(_days_of_months(known, counted)):
        return True
    return any(
        month in {None, one.month}
        and day in {None, one.day}
        and (year is None or not dated or year == one.year)
        for one, dated in _deadlines(known, counted)
    )


def is_leap_day_count(value: Hashable, known: set[Key], counted: set[Period], text: str) -> bool:
    """Whether a date without a year is right for a leap year, which the sentence speaks of."""
    if not LEAP.search(text):
        return False
    leap: set[Key] = {
        (k, (LEAP_YEAR, *one[1:]))
        for k, one in known
        if k == "date" and isinstance(one, tuple) and not one[0]
    }
    return isinstance(value, tuple) and is_counted((LEAP_YEAR, *value[1:]), leap, counted)


def _days_of_months(known: set[Key], counted: set[Period]) -> Iterator[int]:
    """Days of months that are counted from days of months: ten days after the 2nd is the 12th."""
    for kind, value in known:
        if kind == "date" and isinstance(value, tuple) and value[2] and not value[1]:
            for unit, count in counted:
                if unit == "minute" and count % MINUTES_A_DAY == 0:
                    day = value[2] + count // MINUTES_A_DAY
                    # Of a month whose length is not known.
                    yield from (day,) if 1 <= day <= 31 else ()
                    yield from (day - 30, day - 31) if day > 30 else ()
                    yield from (day + 30, day + 31) if day < 1 else ()


def is_end_of_month(value: Hashable, known: set[Key], rules: Iterable[Reading]) -> bool:
    """Whether a date is the end of the month that a rule counts to, from a day of the case.

    “By the 15th for the end of that month, later for the end of the following month”: notice on 18 May ends
    on 30 June.
    """
    if not (isinstance(value, tuple) and len(value) == 3 and value[1]):
        return False
    texts = [one for one in rules if END_OF_MONTH.search(one.text)]
    by = {
        key[1][2]
        for one in texts
        for key in one.figures
        if key[0] == "date" and isinstance(key[1], tuple) and not key[1][1]
    }
    for day in {day for kind, one in known if kind == "date" and (day := as_date(one))} if texts else ():
        steps = [int(day.day > last) for last in by if last] or [0, 1]
        for step in steps:
            first_after = _moved(day.replace(day=1), "month", step + 1)
            end = first_after - timedelta(days=1) if first_after else day
            if (
                value[1] == end.month
                and value[2] in {None, end.day}
                and (not value[0] or value[0] == end.year)
            ):
                return True
    return False


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
        day = as_date(_whole_month(value)) if kind == "date" else None
        if day is None or not isinstance(value, tuple):
            continue
        for unit, count in counted:
            if value[2] is None and unit != "month":
                continue
            if moved := _moved(day, unit, count):
                yield moved, value[0] is not None
                if unit == "month" and count > 0:
                    yield moved - timedelta(days=1), value[0] is not None


def _whole_month(value: Hashable) -> Hashable:
    """The first day of a month that is given with its year, so that months can be counted from it."""
    dated = isinstance(value, tuple) and value[0] and value[1] and not value[2]
    return (value[0], value[1], 1) if dated and isinstance(value, tuple) else value


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
    known = list(known)
    if unit == "minute" and (count % 60 == 0) and _hours_between(count, known):
        return True
    if unit == "minute" and count % MINUTES_A_DAY == 0:
        alone = {
            one[2] for k, one in known if k == "date" and isinstance(one, tuple) and one[2] and not one[1]
        }
        if any(abs(a - b) * MINUTES_A_DAY == count for a, b in combinations(sorted(alone)[:MOST_DATES], 2)):
            return True
    days = [day for kind, one in known if kind == "date" and (day := as_date(one))][:MOST_DATES]
    for one, other in combinations(days, 2):
        first, last = sorted((one, other))
        if unit == "minute" and abs((last - first).days * MINUTES_A_DAY - count) in {0, MINUTES_A_DAY}:
            return True
        if unit in {"month", "business day"} and _moved(first, unit, int(count)) == last:
            return True
    return False


def _hours_between(count: Decimal, known: Iterable[Key]) -> bool:
    """Whether a period lies between two times of day, also overnight: from 17:00 to 10:00, 17 hours."""
    times = sorted({one for kind, one in known if kind == "time" and isinstance(one, int)})[:MOST_DATES]
    return any(count in {b - a, MINUTES_A_DAY - (b - a)} for a, b in combinations(times, 2))


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
