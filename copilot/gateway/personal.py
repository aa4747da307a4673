"""Where personal data stands in a text, found by pattern and checksum.

Mail addresses; payment card numbers (Luhn's check digit, ISO/IEC 7812-1, and the prefixes and lengths of the
card networks); IBANs (length of the country and mod 97, ISO 13616); telephone numbers. Order numbers stay:
they are what the reply is about. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """Personal data at [start, end) of the text."""

    start: int
    end: int
    kind: str


def find(text: str) -> list[Place]:
    """The places in order; they do not overlap."""
    plain = view(text)
    places: list[Place] = []
    for kind, finder in FINDERS.items():
        for start, end in finder(plain):
            # A number inside an address belongs to the address.
            if all(end <= place.start or start >= place.end for place in places):
                places.append(Place(start, end, kind))
    return sorted(places)


def head(text: str, most: int) -> str:
    """At most the first `most` characters, cut beside what is personal: half a card is not recognised."""
    if len(text) <= most:
        return text
    cut = next((place.start for place in find(text) if place.start < most < place.end), most)
    return text[:cut]


def tail(text: str, most: int) -> str:
    """At most the last `most` characters, cut as `head` does."""
    if len(text) <= most:
        return text
    first = len(text) - most
    return text[next((place.end for place in find(text) if place.start < first < place.end), first) :]


def view(text: str) -> str:
    """The same text, as long, with digits, spaces and signs of all the world's scripts as plain ones."""
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if category == "Pd" or character in "−‐":
        return "-"
    if category == "Cf":
        return ZERO_WIDTH
    folded = unicodedata.normalize("NFKC", character)
    if folded in "。｡":
        return "."
    return folded if len(folded) == 1 else character


ZERO_WIDTH = "\u200b"
# What may stand between two groups of one number: white space, a line break in quoted mail, a dash or a dot.
_GAP = r"(?:&nbsp;|&#160;|\n(?:> ?)?|[ \t\u200b.\-_·•]){1,4}"

_AT = r"\u200b?(?:@|&#0*64;|&#[xX]0*40;|&commat;|%40)\u200b?"
_DOT = r"\u200b?(?:\.|&#0*46;|&period;)\u200b?"
_LABEL, _LAST_LABEL = r"[\w-]{1,63}", r"[^\W\d_][\w-]{0,62}"  # “2@9.99” is a price
_LOCAL = r"\"[^\"\n]{1,64}\"|(?<![\w.+])[\w.!#$%&'*+/=?^`{|}~\u200b-]{1,80}"
# Written so that robots do not see it: “ada at example dot org”, “ada (at) example.org”, “ada @ example.org”.
_SPOKEN_AT = r" ?(?:\(at\)|\[at\]|\{at\}|<at>) ?| @ "
_SPOKEN_DOT = r" ?(?:\(dot\)|\[dot\]|\{dot\}|<dot>) ?| dot |\."
_SPOKEN_NAME = rf"(?<!\w)[\w+-]{{1,64}}(?:(?:{_SPOKEN_DOT})[\w+-]{{1,30}}){{0,4}}"
_TOP = (
    r"(?:com|org|net|edu|gov|info|biz|io|co|app|dev|me|eu|uk|ie|us|ca|au|nz|in|za|de|at|ch|fr|be|nl|lu|es|pt"
)
_TOP += r"|it|gr|pl|cz|sk|hu|ro|bg|hr|si|se|no|dk|fi|ee|lv|lt|ua|ru|tr|jp|cn|kr|br|mx|ar|example|test)"
EMAIL = re.compile(
    rf"(?:{_LOCAL}){_AT}"
    rf"(?:\[[\d.:a-f]{{3,40}}\]|localhost\b|{_LABEL}(?:{_DOT}{_LABEL}){{0,7}}{_DOT}{_LAST_LABEL})"
    rf"|{_SPOKEN_NAME}(?:{_SPOKEN_AT}){_LABEL}(?:(?:{_SPOKEN_DOT}){_LABEL}){{0,3}}(?:{_SPOKEN_DOT}){_LAST_LABEL}"
    rf"|{_SPOKEN_NAME} at (?:{_LABEL} dot ){{1,4}}{_TOP}\b",
    re.IGNORECASE,
)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    if "@" in text or "at" in text.lower() or "&" in text or "%40" in text:
        for match in EMAIL.finditer(text):
            yield match.start(), match.end()


NUMBER = re.compile(rf"(?<!\d)\d(?:{_GAP}(?=\d)|\d)*\d")
GROUP = re.compile(r"\d+")
# First digits and lengths in use: the networks' published ranges, in short.
NETWORKS = (
    (re.compile(r"4"), {13, 16, 19}),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),
    (re.compile(r"3[47]"), {15}),
    (re.compile(r"30[0-5]|309|3[689]"), {14, 16, 19}),
    (re.compile(r"35(?:2[89]|[3-8])"), {16, 17, 18, 19}),
    (re.compile(r"6011|64[4-9]|65|62|60|81|82|508|9792|220[0-4]"), {16, 17, 18, 19}),
    (re.compile(r"50|5[6-9]|6"), {13, 14, 15, 16, 17, 18, 19}),
)
SHORTEST_CARD, LONGEST_CARD = 13, 19


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for run in NUMBER.finditer(text):
        if run.end() - run.start() >= SHORTEST_CARD:
            yield from _cards_among([match.span() for match in GROUP.finditer(text, *run.span())], text)


def _cards_among(groups: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Cards made of whole groups of digits, so that a number beside a card neither hides nor joins it."""
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + LONGEST_CARD), first, -1):
            window = groups[first:last]
            if not SHORTEST_CARD <= sum(b - a for a, b in window) <= LONGEST_CARD:
                continue
            start, end = window[0][0], window[-1][1]
            digits = "".join(text[a:b] for a, b in window)
            if is_card(digits) and _looks_like_one(digits, window) and _stands_alone(text, start, end):
                yield start, end
                first = last
                break
        else:
            first += 1


def _looks_like_one(digits: str, groups: list[tuple[int, int]]) -> bool:
    """Of a card network, or grouped as on cards; one in ten numbers passes Luhn's check by chance."""
    sizes = [end - start for start, end in groups]
    regular = len(sizes) > 1 and len(set(sizes[:-1])) == 1 and sizes[-1] <= max(sizes[0], 4) and sizes[0] <= 4
    printed = regular or sizes in ([4, 6, 5], [4, 6, 4])
    known = any(first.match(digits) and len(digits) in lengths for first, lengths in NETWORKS)
    if len(sizes) == 1:
        return known
    return (printed and (known or len(sizes) >= 4)) or (known and min(sizes) >= 3)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No part of a longer code: “JD4111…” and “…1111X” are no cards, “Card4111…” is one."""
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    code = bool(before) and before[-1].isalpha() and not before[-1].islower()
    joined = bool(re.fullmatch(r"[A-Z0-9][-_/]", before))
    return not (code or joined or after.isalnum() or (after == "-" and text[end + 1 : end + 2].isalnum()))


def is_card(text: str) -> bool:
    """Whether 13 to 19 digits pass the Luhn check (and are not one digit repeated)."""
    digits = [int(character) for character in text if character.isdigit()]
    if not SHORTEST_CARD <= len(digits) <= LONGEST_CARD or len(set(digits)) == 1:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


# Characters of an IBAN by country (the registry of ISO 13616, kept by SWIFT).
_COUNTRIES = """
15 NO
16 BE
18 DK FI FO GL NL SD FK
19 MK SI
20 AT BA EE KZ LT LU XK MN
21 CH HR LI LV
22 BG BH CR DE GB GE IE ME RS VA
23 AE GI IL IQ TL SO OM
24 AD CZ ES MD PK RO SA SE SK TN VG
25 LY PT ST
26 IS TR
27 BI DJ FR GR IT MC SM
28 AL AZ BY CY DO GT HN HU LB PL SV NI
29 BR EG PS QA UA
30 JO KW MU YE
31 MT SC
32 LC
33 RU
"""
IBAN_LENGTHS = {
    country: int(line.split()[0]) for line in _COUNTRIES.strip().split("\n") for country in line.split()[1:]
}
IBAN_START = re.compile(
    r"(?:(?<![A-Z0-9])([A-Z]{2})|(?<![A-Za-z0-9])([A-Za-z]{2}))[ \-.\u200b]?\d{2}(?=[ \-.\u200b]?[A-Za-z0-9])"
)
_IBAN_GAP = re.compile(_GAP)


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in IBAN_START.finditer(text):
        length = IBAN_LENGTHS.get((match[1] or match[2]).upper(), 0)
        end = _end_of(text, match.start(), length) if length else None
        if end and is_iban(text[match.start() : end]) and not text[end : end + 1].isalnum():
            yield match.start(), end


def _end_of(text: str, start: int, length: int) -> int | None:
    """Where `length` letters and digits from here end, gaps between them left out."""
    place = start
    while length:
        if text[place : place + 1].isascii() and text[place : place + 1].isalnum():
            place, length = place + 1, length - 1
        elif gap := _IBAN_GAP.match(text, place):
            place = gap.end()
        else:
            return None
    return place


def is_iban(text: str) -> bool:
    """Whether the text is an IBAN with valid check digits.

    One order number in a hundred makes one by chance with the words behind it, where it begins like a
    country (“MK-20001. You can follow”); a real account number is mostly digits.
    """
    compact = "".join(re.findall(r"[A-Za-z0-9]", re.sub(r"&nbsp;|&#160;", "", text))).upper()
    if not 15 <= len(compact) <= 34 or 2 * sum(map(str.isdigit, compact)) < len(compact):
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


# A telephone number is international, starts with a zero, has a bracketed prefix, or is grouped like
# 555-010-1234.
PHONE = re.compile(
    r"(?<![\w#/.-])(?:"
    r"(?:\+\d{1,3}[ ./-]?(?:\(0?\d{1,5}\)[ ./-]?)?|00\d{1,3}[ ./-]|\(\d{2,5}\)[ ./-]?)"
    r"\d(?:[ ./-]?\d){5,11}(?!\w)"
    r"|(?<!\d )0(?=[\d ./-]{8})\d(?:[ ./-]?\d){5,11}(?!\w|[ ./-]\d)"
    r"|\d{3}[ .-]\d{3}[ .-]\d{4}(?![\w-]))"
)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in PHONE.finditer(text):
        if is_phone(match[0]):
            yield match.start(), match.end()


def is_phone(text: str) -> bool:
    """Whether the number of digits fits a telephone number (E.164: at most 15) and it is no date."""
    digits = sum(character.isdigit() for character in text)
    return 7 <= digits <= 15 and not re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text)


FINDERS = {"EMAIL": _emails, "IBAN": _ibans, "CARD": _cards, "PHONE": _phones}
