"""One spelling of a text, and its word tokens: what every other part of measuring reads.

Two texts that look the same to a customer must be the same here, so Unicode variants, curly quotes, dashes,
line ends, no-break and zero-width characters are made uniform first. Case is kept for showing and dropped
for comparing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from copilot.measuring.unspaced import whole_words
from copilot.measuring.vocabulary import SAME_MEANING

_UNIFORM: dict[str, str] = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    # Zero-width and direction marks say nothing to a reader; the zero-width joiner (200D) holds emoji
    # together.
    "\u200b": "", "\u200c": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "",
    "\u00ad": "", "\u202a": "", "\u202b": "", "\u202c": "", "\u202d": "", "\u202e": "",
    # Arabic decimal, thousands and per cent signs
    "٫": ".", "٬": ",", "٪": "%",
    "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\v": " ", "\f": " ",
}  # fmt: skip
_UNEVEN = re.compile(f"[{re.escape(''.join(_UNIFORM))}]")
# NFKC writes “1½” as “11/2”, and leaves the digits of other scripts as they are.
_FRACTION = re.compile(r"[¼-¾⅐-⅞](?<=\d.)")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_SPACES = re.compile(r" {2,}")
# “dell'8%”, “l'1,75%”, “d'une heure”: the article is no part of the figure.
_ELISION = re.compile(r"(?<=[^\W\d_]')(?=\d)|(?<=\b[dD]')(?=une?\b)|(?<=\b[uU]n')(?=ora\b)")
_ODD_ASCII = "`\r\t\v\f"

# Scripts written without spaces (Han, kana, Hangul, Thai, Lao, Burmese, Khmer): each character is a token.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    r"\uf900-\ufaff\U00020000-\U0003134f"
)
# Combining marks, which Python's \w leaves out although they belong to the letter before them.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0900-\u0903"
    r"\u093a-\u094f\u0951-\u0957\u0980-\u0983\u09bc-\u09cd\u0a00-\u0a03\u0a3c-\u0a4d\u0abc-\u0acd"
    r"\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e\u1dc0-\u1dff\u20d0-\u20ff"
)
_LETTER = rf"[^\W{_UNSPACED}]"
_EMOJI = r"[\U0001f000-\U0001f1e5\U0001f200-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff]"
_DRESSED_EMOJI = rf"{_EMOJI}[\ufe0f\U0001f3fb-\U0001f3ff]*"

TOKEN = re.compile(
    rf"""
    (?![\s,.;:!?"])(?:                                               # no token begins with these
      [Nn][or]\.(?=\ ?\d)                                            # "No. 123": a number follows, no denial
    | [A-Za-z]++(?:'[A-Za-z]++)*+(?=[\s,;!?)"]|[.:](?:\s|\Z)|\Z)     # the plain word, nearly every token
    | (?:https?://|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]]                # web address
    | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                                # mail address
    | (?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:com|org|net|io|eu|uk|de|fr|app)\b(?:/[^\s<>"']*[^\s<>"'.,;:!?)\]])?
    | [ap]\.m\.                                                      # a.m., p.m.
    | (?:US|CA|AU|NZ|HK|C|A)?[$£€¥₹₩₺]                               # £1,000.00, $ 5, and the sign alone
        (?:\ ?\d{{1,3}}(?:[ ']\d{{3}}){{1,5}}+(?:[.,]\d+)?+(?!\ ?\d)|\ ?\d+(?:[.,]\d+)*)?
    | %
    | \d{{4}}[-/]\d\d[-/]\d\d(?!\d)                                  # 2026-05-14
    | \d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d)(?!\d)|\d\d-\d\d-\d{{4}}(?!\d)  # 14/05/2026
    | (?:\+\d|\(?0\d|\(\d{{3}}\))[\d\ ()/.-]{{5,16}}\d(?![\d/.:]\d)  # telephone: +44 20 …, 0800 …, (555) …
    | (?:1[ .-])?\d{{3}}[ .-]\d{{3}}[ .-]\d{{4}}(?![\d.,])
    | \d{{1,3}}(?:[ ']\d{{3}}){{1,5}}+(?:[.,]\d+)?+(?!\ ?\d)            # 1 000,00 and 1'000.00
    | \d+[A-Za-z]+\d\w*                                              # 1Z999AA1
    | \d{{1,2}}(?:st|nd|rd|th|er)\b                                     # 14th
    | \d+(?:[.,]\d+)?\ ?-\ ?\d+(?:[.,]\d+)?(?![\w-])                 # 5-7
    | \d+(?:[.,:/]\d+)*                                              # 30, 1,000.00, 10:30, 14/05/2026
    | (?![AaPp][Mm]-)[A-Za-z](?=[\w-]{{0,40}}\d)[A-Za-z0-9_-]*\w                           # ORD-12345
    | [\U0001f1e6-\U0001f1ff]{{2}}                                   # a flag
    | {_DRESSED_EMOJI}(?:\u200d{_DRESSED_EMOJI})*                    # an emoji, joined ones whole
    | (?=[{_UNSPACED}])(?:{"|".join(whole_words())})                   # a word that carries a fact
    | [{_UNSPACED}][{_MARKS}]*
    | {_LETTER}+(?:[{_MARKS}']+{_LETTER}+)*[{_MARKS}]*
    )
    """,
    re.VERBOSE,
)


def uniform(text: str) -> str:
    """The text in one Unicode spelling (NFKC), with `\\n` line ends, single blanks and plain quotes and
    dashes.
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii() or any(mark in text for mark in _ODD_ASCII):
        # A pattern finds these few characters 2 to 29 times quicker than str.translate.
        text = _UNEVEN.sub(lambda found: _UNIFORM[found[0]], text)
        text = unicodedata.normalize("NFKC", _FRACTION.sub(r" \g<0>", text)).replace("⁄", "/")  # “½” is 1⁄2
        text = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    text = _ELISION.sub(" ", text) if "'" in text else text
    return _SPACES.sub(" ", text) if "  " in text else text


def plainly(text: str) -> str:
    """A uniform text with figures in their plain form: “half an hour” as “30 minutes”."""
    small = text.lower()
    for marker, phrase, plain in SAME_MEANING:
        if marker in small:
            text = phrase.sub(plain, text)
    return text


def words(text: str) -> list[str]:
    """Word tokens of a uniform text, case kept.

    Punctuation is no token. A web or mail address, a number with its separators, an order number, an emoji
    and each character of a script without spaces is one token.
    """
    return TOKEN.findall(text)


def lowered(tokens: Sequence[str]) -> list[str]:
    """The tokens as they are compared."""
    # One call for all of them: three times quicker than one a token. No token holds a line break.
    return "\n".join(tokens).lower().split("\n") if tokens else []
