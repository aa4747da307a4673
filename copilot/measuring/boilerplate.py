"""What is not part of an answer: quoted mail, greeting, closing and signature, numbers of a list.

Every rule would rather leave a greeting in than take a sentence out. A stripper that matches “Thanks for
reaching out …” erases whole replies and then finds every draft unchanged. Hence: a closing counts only if it
stands alone in one of the last six lines with nothing but a signature below it, and never takes more than
half of the text.
"""

from __future__ import annotations

import re

from copilot.measuring.facts import find_facts
from copilot.measuring.normalise import words

CLOSING_LINES = 6
LONGEST_SIGNATURE_LINE = 8

_QUOTED = re.compile(r"^ ?>.*$", re.MULTILINE)
_ATTRIBUTION = re.compile(
    r"^ ?(?:on\b.{0,200}\bwrote|am\b.{0,200}\bschrieb.{0,100}|"
    r"le\b.{0,200}\ba écrit|el\b.{0,200}\bescribió) ?:$",
    re.IGNORECASE | re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"^ ?-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|"
    r"message d'origine|mensaje original)"
    r" ?-{2,}.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_MARKER = re.compile(r"^ ?\(?(\d{1,2})[.)] ", re.MULTILINE)

# A name is up to four words with a capital, or one of the usual stand-ins: “Hello and welcome” is no
# greeting.
_NAME = (
    r"(?:(?:[^\W\d_a-z][\w.'-]*|there|all|again|team|customer|sir|madam|or|and|und|et|y|zusammen|"
    r"\{\{?[^}]*\}?\})(?: |(?=[,!.:;\n-])|\Z)){0,4}"
)
_GREETING = re.compile(
    rf"\A\s*(?i:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|"
    rf"guten (?:morgen|tag|abend)|"
    rf"sehr geehrte[rn]?|liebe[rn]?|moin|bonjour|bonsoir|salut|ch(?:er|ère)s?|hola|"
    rf"buen[oa]s (?:días|tardes|noches)|"
    rf"estimad[oa]s?|querid[oa]s?)(?: {_NAME})? ?(?:[,!.:;]+(?= |\n|\Z)|-(?= |\n)|(?=\n|\Z))\s*"
)
_CLOSING = re.compile(
    r"""(?ix) \s* (?:
        -- | (?:with\ )? (?:my|our|the)?\s?
        (?:kind(?:est)?|best|warm(?:est)?|many|friendly)?\ ?(?:regards|wishes)
      | best | all\ the\ best | sincerely | (?:yours|very\ truly)(?:\ (?:truly|sincerely|faithfully|yours))?
      | sincerely\ yours | take\ care | cheers | respectfully | warmly
      | (?:many\ )?thanks(?:\ (?:again|so\ much|very\ much|in\ advance|a\ lot))?
        (?:\ and\ (?:kind|best|warm)?\ ?regards)?
      | thank\ you(?:\ (?:again|so\ much|very\ much|in\ advance))? (?:\ and\ (?:kind|best|warm)?\ ?regards)?
      | (?:mit\ )?(?:freundliche[nm]?|beste[nm]?|herzliche[nm]?|viele[nm]?|liebe[nm]?)
        \ (?:grüße[n]?|grüsse[n]?|gruß|gruss)
      | vielen\ dank | (?:bien\ )?cordialement | (?:bien\ )?à\ vous
      | sincères\ salutations | merci(?:\ d'avance)? | (?:un\ )?(?:cordial\ )?saludos?(?:\ cordiales)?
      | atentamente | (?:muchas\ )?gracias
    ) (?P<rest>[\s,.!-]*|,\ (?-i:(?:[^\W\d_a-z][\w.'-]*\ ?){1,4})) \s*"""
)
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.?\s?s\b|nb\b|note\b)", re.IGNORECASE)


def body(text: str) -> str:
    """The part of a uniform text that answers: without quoted mail, greeting, closing and list numbers."""
    text = without_closing(without_greeting(without_quotes(text)))
    return _without_list_numbers(text).strip()


def without_quotes(text: str) -> str:
    """The text without `>` lines, the line that introduces them, and a forwarded original. All quote:
    unchanged.
    """
    if ">" not in text and "--" not in text:
        return text
    rest = _ORIGINAL.sub("", text)
    if _QUOTED.search(rest):
        rest = _QUOTED.sub("", _ATTRIBUTION.sub("", rest))
    return rest if rest.strip() else text


def without_greeting(text: str) -> str:
    """The text without its opening “Hello Anna,”; a text that is nothing but a greeting stays."""
    found = _GREETING.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text


def without_closing(text: str) -> str:
    """The text without “Kind regards” and the signature below it, under the rules of this module."""
    lines = text.rstrip().split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled[-CLOSING_LINES:]:
        if _CLOSING.fullmatch(lines[number]) and all(_signs(line) for line in lines[number + 1 :]):
            kept, taken = "\n".join(lines[:number]), "\n".join(lines[number:])
            return kept if len(words(taken)) <= len(words(kept)) else text
    return text


def _signs(line: str) -> bool:
    """Whether a line may belong to a signature: empty, or short and promising nothing."""
    tokens = words(line)
    if len(tokens) > LONGEST_SIGNATURE_LINE or _AFTERTHOUGHT.match(line):
        return False
    if len(tokens) > 3 and line.rstrip().endswith((".", "?", ":")):
        return False
    facts = find_facts(tokens)
    harmless = {"e-mail", "link", "telephone", "identifier", "number"}
    return not facts.denials and all(kind in harmless for kind, _ in facts.said)


def _without_list_numbers(text: str) -> str:
    """The text without “1. 2. 3.” at line starts, if they do count up from one: “14. Mai” is a date."""
    expected = 1

    def drop(found: re.Match[str]) -> str:
        nonlocal expected
        if int(found[1]) not in {1, expected}:
            return found[0]
        expected = int(found[1]) + 1
        return ""

    return _MARKER.sub(drop, text)
