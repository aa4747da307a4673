"""Text as it is meant for a machine: what is hidden, encoded or disguised in a message is brought to light.

`views` gives every reading of a message worth searching: invisible characters removed, look-alike letters of
other scripts written in Latin ones, spaced-out and digit-for-letter words joined, and whatever base64,
hexadecimal, percent signs, HTML entities, ROT13 or invisible tag characters spell.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\U000e0100-\U000e01ef]"
)
# Zero-width marks are part of some scripts and of emoji; between Latin letters they hide something.
HIDES = re.compile("(?<=[A-Za-z])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+(?=[A-Za-z])")
TURNED = re.compile("[\u202d\u202e\u2066-\u2069]")
TAGS = re.compile("[\U000e0000-\U000e007f]{2,}")
COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
UNSEEN = re.compile(
    r"<[^>]{0,300}?(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|font-size\s{0,9}:\s{0,9}0"
    r"|opacity\s{0,9}:\s{0,9}0(?!\.)|color\s{0,9}:\s{0,9}(?:white|#fff(?:fff)?\b"
    r"|transparent|rgb\(255,\s{0,9}255,\s{0,9}255\)))[^>]{0,300}>",
    re.IGNORECASE,
)
BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=-])")
HEX = re.compile(r"(?<!\w)(?:0x)?(?:[0-9a-fA-F]{2}[\s:]?){12,}(?!\w)")
ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}){6,}|(?:\\u[0-9a-fA-F]{4}){6,}")
PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){4,}|(?:\w{0,40}%20){3,}")
MORSE = re.compile(r"(?:[.-]{1,5}[ /|]+){10,}")
SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]){4,}[^\W\d_](?!\w)")
LEET = str.maketrans("013457@$", "oieastas")
LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝклмнтвАВЕКМНОРСТХУІЈЅαεοιντκρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡıℓ",
    "aeopcyxijshdqwklmhtbABEKMHOPCTXYIJSaeoivtkpuxABEZHIKMNOPTYXgil",
)
MOST_DECODED = 4000


def views(text: str) -> Iterator[str]:
    """The text as people see it first, then every other reading of it."""
    seen = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    yield seen
    if (latin := _in_latin(seen)) != seen:
        yield latin
    yield from decoded(text)
    joined = SPACED.sub(lambda match: re.sub(r"[ .\-_*]", "", match[0]), seen)
    if joined != seen:
        yield joined
    if re.search(r"[A-Za-z][013457@$]+[A-Za-z]", seen):
        yield seen.lower().translate(LEET)
    yield codecs.encode(seen, "rot13")
    yield seen[::-1]


def hidden(text: str) -> list[tuple[str, str]]:
    """(exact text, what it is) for parts of a message that people do not see."""
    found = [(match[0], "an HTML comment") for match in COMMENT.finditer(text)]
    found += [(match[0], "text made invisible") for match in UNSEEN.finditer(text)]
    found += [(match[0], "invisible tag characters") for match in TAGS.finditer(text)]
    if len(HIDES.findall(text)) >= 2:
        match = HIDES.search(text)
        assert match
        found.append(
            (text[max(0, match.start() - 10) : match.end() + 10], "zero-width characters between letters")
        )
    found += [(match[0], "characters that turn the direction of text") for match in TURNED.finditer(text)][:1]
    found += [(word, "letters of several scripts in one word") for word in _mixed(text)][:1]
    return found


def decoded(text: str) -> Iterator[str]:
    """What encoded parts of a text spell, where that is readable."""
    for match in BASE64.finditer(text):
        yield from _readable(_unbase64(match[0]))
    for match in HEX.finditer(text):
        digits = re.sub(r"0x|[\s:]", "", match[0])
        yield from _readable(binascii.unhexlify(digits[: len(digits) // 2 * 2]))
    for match in ESCAPED.finditer(text):
        yield codecs.decode(match[0], "unicode_escape")
    for match in PERCENT.finditer(text):
        yield unquote(match[0])
    for match in TAGS.finditer(text):
        yield "".join(chr(ord(letter) - 0xE0000) for letter in match[0] if 0xE0020 <= ord(letter) < 0xE007F)
    if (plain := html.unescape(text)) != text:
        yield plain
    for match in MORSE.finditer(text):
        yield "".join(_MORSE.get(letter, " ") for letter in re.split(r"[ |]", match[0]))


def _unbase64(text: str) -> bytes:
    bare = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return b""


def _readable(raw: bytes) -> Iterator[str]:
    try:
        text = raw[:MOST_DECODED].decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        return
    letters = sum(letter.isalpha() or letter in " .,'!?-\n" for letter in text)
    if len(text) >= 8 and letters / len(text) > 0.85:
        yield text


def _mixed(text: str) -> list[str]:
    """Words that mix Latin letters with Cyrillic or Greek ones."""
    return re.findall(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w{3,}\b", text)


def _in_latin(text: str) -> str:
    mixed = set(_mixed(text))
    return re.sub(
        r"\w+", lambda match: match[0].translate(LOOKS_LIKE) if match[0] in mixed else match[0], text
    )


_CODE = """
.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. --
-. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..
"""
_MORSE = dict(zip(_CODE.split(), "abcdefghijklmnopqrstuvwxyz", strict=True))
