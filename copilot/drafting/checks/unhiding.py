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

from support.language import COMMON, WORD

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\U000e0100-\U000e01ef]"
)
# Zero-width marks are part of some scripts and of emoji, and a page may break a long word with one; letter
# by letter, or in word after word, they hide something. Soft hyphens only say where a word may be broken.
ZERO_WIDTH = "\u200b-\u200f\u2060-\u2064\ufeff"
LETTER_BY_LETTER = re.compile(f"(?:[^\\W\\d_][{ZERO_WIDTH}]+ ?[{ZERO_WIDTH}]*){{3,}}[^\\W\\d_]")
BROKEN_WORD = re.compile("(?<=[A-Za-zÀ-ÿ])[\u200b\u2060-\u2064\ufeff]+(?=[A-Za-zÀ-ÿ])")
MOST_BROKEN_WORDS = 2
# Two kinds of invisible marks in a long row are figures of a code; a newsletter's filling has blanks between.
INVISIBLE_CODE = re.compile(f"[{ZERO_WIDTH}]{{24,}}")
TURNED = re.compile("\u202e(?=[^\\n]{0,3}[A-Za-z]{3})[^\\n]{0,80}")
# Flags of England, Scotland and Wales are written with tags behind a black flag.
TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0000-\U000e007f])[\U000e0000-\U000e007f]{2,}")
COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
MARKDOWN_COMMENT = re.compile(r"^\s{0,3}\[[^\]\n]{0,40}\]:\s{0,3}(?:#|<>)\s{0,3}([^\n]{1,600})", re.MULTILINE)
# A link without a text, or an image's or link's title: nobody reads them.
LINK_TITLE = re.compile(r"(!?)\[([^\]\n]{0,300})\]\([^)\s]{0,300}\s+[\"']([^\n]{1,400}?)[\"']\s{0,3}\)")
# Letters of a mail program's, or of a page's style; no words for anybody.
STYLE = re.compile(
    r"^\s*(?:\[if\b|\[endif|<!\[endif|/\*|StartFragment|EndFragment)|[{;][^{}]{0,300}[:;]", re.IGNORECASE
)
UNSEEN = re.compile(
    r"<([a-z][a-z0-9]{0,20})\b([^<>]{0,300}?(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden"
    r"|font-size\s{0,9}:\s{0,9}0(?![.\d]*[1-9])|opacity\s{0,9}:\s{0,9}0(?!\.[0-9]*[1-9])"
    r"|(?<![-\w])color\s{0,9}:\s{0,9}(?:white\b(?!-)|#fff(?:fff)?\b|transparent"
    r"|rgba?\(255,\s{0,9}255,\s{0,9}255)"
    r"|text-indent\s{0,9}:\s{0,9}-\d{3,}|(?:left|top)\s{0,9}:\s{0,9}-\d{3,}|\shidden\b|aria-hidden=.?true)"
    r"[^<>]{0,300})>((?:[^<]|<(?!/\1\b)){0,2000})",
    re.IGNORECASE,
)
# The line a newsletter shows beside its subject is hidden in the text itself, everywhere and for no harm.
PREHEADER = re.compile(r"pre-?header|preview|mso-hide|max-height\s{0,9}:\s{0,9}0", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS = 3
LAST_LATIN = 0x24F
BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=-])")
HEX = re.compile(r"(?<!\w)(?:0x)?(?:[0-9a-fA-F]{2}[\s:]?){12,}(?!\w)")
ESCAPED = re.compile(r"(?:\\x[0-9a-fA-F]{2}){6,}|(?:\\u[0-9a-fA-F]{4}){6,}")
PERCENT = re.compile(r"[^\s%]{0,200}(?:%[0-9a-fA-F]{2}[^\s%]{0,200}){3,2000}")
MORSE = re.compile(r"(?:[.-]{1,5}[ /|]+){10,}")
SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*|/]){3,}[^\W\d_](?!\w)")
LEET = str.maketrans("013457@$!|", "oieastasii")
LEET_L = str.maketrans("013457@$!|", "oleastasll")
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
    for inside in decoded(text):
        yield inside
        yield from decoded(inside)
    joined = SPACED.sub(lambda match: re.sub(r"[ .\-_*|/]", "", match[0]), seen)
    if joined != seen:
        yield re.sub(r"[^\S\n]{2,}", " ", joined)
    if re.search(r"[A-Za-z][013457@$!|]+[A-Za-z]|\b[013457@$!|]+[a-z]{2}", seen):
        yield seen.lower().translate(LEET)
        yield seen.lower().translate(LEET_L)
    if (bare := _without_marks(seen)) is not None:
        yield bare
    if odd := _odd_parts(seen):
        yield codecs.encode(odd, "rot13")
        yield odd[::-1]
        yield re.sub(r"[^\W\d_]{2,}", lambda match: match[0][::-1], odd)


def hidden(text: str) -> list[tuple[str, str]]:
    """(exact text, what it is) for words in a message that people do not see."""
    found = [(match[0], "an HTML comment") for match in COMMENT.finditer(text) if _says(match[1])]
    found += [
        (match[0], "a Markdown comment") for match in MARKDOWN_COMMENT.finditer(text) if _says(match[1])
    ]
    found += [
        (match[0], "text in a link that nobody sees")
        for match in LINK_TITLE.finditer(text)
        if not match[2].strip() and _says(match[3])
    ]
    found += [
        (match[0], "text made invisible")
        for match in UNSEEN.finditer(text)
        if _says(match[3], 1) and not PREHEADER.search(match[2])
    ]
    found += [(match[0], "invisible tag characters") for match in TAGS.finditer(text)]
    found += [
        (match[0], "an invisible code") for match in INVISIBLE_CODE.finditer(text) if len(set(match[0])) > 1
    ]
    broken = list(BROKEN_WORD.finditer(text))
    if match := LETTER_BY_LETTER.search(text) or (broken[0] if len(broken) > MOST_BROKEN_WORDS else None):
        span = text[max(0, match.start() - 10) : match.end() + 10]
        found.append((span, "zero-width characters between letters"))
    found += [(match[0], "characters that turn the direction of text") for match in TURNED.finditer(text)][:1]
    disguised = [word for word in _mixed(text) if word.translate(LOOKS_LIKE).isascii()]
    found += [(word, "letters of several scripts in one word") for word in disguised[1:2]]
    return found + list(_in_code(text))


def _odd_parts(text: str) -> str:
    """The parts of a text that are not plainly in a language: only these may be turned or shifted words."""
    parts = re.split(r"[\n.!?:;()\[\]]", text)
    return "\n".join(part for part in parts if part.strip() and not _plain_words(WORD.findall(part.lower())))


def _plain_words(found: list[str]) -> bool:
    return 3 * max(sum(word in common for word in found) for common in COMMON.values()) > len(found)


def _says(text: str, fewest: int = FEWEST_WORDS) -> bool:
    return len(WORDS.findall(text)) >= fewest and not STYLE.search(text)


def _in_code(text: str) -> Iterator[tuple[str, str]]:
    """Encoded parts that spell words, and lines that are no language but turned back are one."""
    for pattern, decode in ((BASE64, _unbase64), (HEX, _unhex)):
        for match in pattern.finditer(text):
            if any(_is_words(said) for said in _readable(decode(match[0]))):
                yield match[0], "encoded words"
    for line in re.split(r"[\n.!?:()]", text):
        if any(
            _common(turned) >= 4 > 2 * _common(line) for turned in (codecs.encode(line, "rot13"), line[::-1])
        ):
            yield line.strip(), "words written in a code"


def _common(text: str) -> int:
    """The most common words of three letters and more of one language in a text."""
    found = {word for word in WORD.findall(text.lower()) if len(word) > 2}
    return max(len(found & common) for common in COMMON.values())


def decoded(text: str) -> Iterator[str]:
    """What encoded parts of a text spell, where that is readable."""
    for match in BASE64.finditer(text):
        yield from _readable(_unbase64(match[0]))
    for match in HEX.finditer(text):
        yield from _readable(_unhex(match[0]))
    for match in ESCAPED.finditer(text):
        yield codecs.decode(match[0], "unicode_escape")
    for match in PERCENT.finditer(text):
        yield unquote(match[0].replace("+", " "))
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


def _unhex(text: str) -> bytes:
    digits = re.sub(r"0x|[\s:]", "", text)
    return binascii.unhexlify(digits[: len(digits) // 2 * 2])


def _readable(raw: bytes) -> Iterator[str]:
    try:
        text = raw[:MOST_DECODED].decode("utf-8", errors="strict")
    except UnicodeDecodeError:
        return
    kinds = [unicodedata.category(letter)[0] for letter in text if letter != "\n"]
    if (
        len(kinds) >= 8
        and set(kinds) <= set("LMPZNS")
        and sum(kind in "LM" for kind in kinds) > len(kinds) / 2
    ):
        yield text


def _is_words(text: str) -> bool:
    """Words with blanks between, or a handful of letters of a script that needs none."""
    far = sum(letter.isalpha() and ord(letter) > LAST_LATIN for letter in text)
    return far >= 6 or (len(WORDS.findall(text)) >= FEWEST_WORDS and " " in text)


def _mixed(text: str) -> list[str]:
    """Words that mix Latin letters with Cyrillic or Greek ones."""
    return re.findall(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w{3,}\b", text)


def _in_latin(text: str) -> str:
    """Look-alike letters in Latin ones: in mixed words, and everywhere in a text that is mostly Latin."""
    mixed = set(_mixed(text))
    if not mixed:
        return text
    mostly = len(re.findall("[A-Za-z]", text)) > len(re.findall("[\u0370-\u03ff\u0400-\u04ff]", text))
    return re.sub(
        r"\w+", lambda word: word[0].translate(LOOKS_LIKE) if mostly or word[0] in mixed else word[0], text
    )


def _without_marks(text: str) -> str | None:
    """The text without its accents where every fourth letter has one: no language is written so."""
    parts = unicodedata.normalize("NFD", text)
    bare = re.sub("[\u0300-\u036f\u0489]", "", parts)
    letters = sum(map(str.isalpha, bare))
    return bare if len(parts) - len(bare) > letters / 4 else None


_CODE = """
.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. --
-. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..
"""
_MORSE = dict(zip(_CODE.split(), "abcdefghijklmnopqrstuvwxyz", strict=True))
