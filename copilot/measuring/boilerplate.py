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
LONGEST_LAST_LINE = 120  # characters in which “Sent from my phone” is looked for

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
# “From: … Sent: …”, as Outlook puts above what it quotes.
_HEADED = re.compile(
    r"^ ?\*?(?:from|von|de|da|van) ?:.{1,200}\n(?:.{1,200}\n){0,2}?"
    r" ?\*?(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden) ?:.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_HEADER_SIGNS = (
    "Sent:",
    "Date:",
    "Gesendet:",
    "Datum:",
    "Envoyé",
    "Enviado",
    "Fecha:",
    "Inviato",
    "Verzonden",
)
# A paragraph that speaks of secrecy and of a recipient is the company's small print, no answer.
_SECRET = re.compile(r"confiden|vertraulich|vertrouwelijk|riservat", re.IGNORECASE)
_RECIPIENT = re.compile(r"recipient|addressee|adressat|empfänger|destinat[aá]|geadresseerde", re.IGNORECASE)
_DEVICE = re.compile(
    r"\n ?(?:sent from my|get outlook for|von meinem .{1,30} gesendet|gesendet von|"
    r"envoyé (?:de|depuis) mon|"
    r"enviado desde mi|inviato da)\b.{0,60}\s*\Z",
    re.IGNORECASE,
)
_MARKER = re.compile(r"^ ?\(?(\d{1,2})(?:[.)]|\ufe0f?\u20e3) ", re.MULTILINE)

# A name is up to four words with a capital, or one of the usual stand-ins: “Hello and welcome” is no
# greeting.
_NAME = (
    r"(?:(?:señora?|madame|monsieur|client[ea]?|signora?|senhora?|[^\W\d_a-z][\w.'-]*|there|all|again|team|customer|sir|madam|or|and|und|et|y|zusammen|"
    r"\{\{?[^}]*\}?\})(?: |(?=[,!.:;\n-])|\Z)){0,4}"
)
_GREETING = re.compile(
    rf"\A\s*(?i:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|"
    rf"guten (?:morgen|tag|abend)|"
    rf"sehr geehrte[rn]?|liebe[rn]?|moin|bonjour|bonsoir|salut|ch(?:er|ère)s?|hola|"
    rf"buen[oa]s (?:días|tardes|noches)|"
    rf"estimad[oa]s?|querid[oa]s?|ciao|buongiorno|buonasera|salve|gentile|beste|"
    rf"geachte|goedemorgen|goedemiddag|olá|bom dia|boa tarde|prezad[oa]s?|madame|mesdames|monsieur)"
    rf"(?:,? {_NAME})? ?(?:[,!.:;]+(?= |\n|\Z)|-(?= |\n)|(?=\n|\Z))\s*"
)
# East Asian mails: “Anna-sama” on a line of its own, or a word of greeting first.
_EASTERN_GREETING = re.compile(
    r"\A\s*(?:[^\n。]{1,20}(?:様|さま|さん|先生|女士|님)[,、]?(?=\n)"
    r"|(?:こんにちは|您好|你好|안녕하세요|สวัสดี(?:ค่ะ|ครับ)?)(?:[,、][^\n。!,]{1,12}(?:様|さん)(?=[。!\n]))?[,、.。!\n])[。!\s]*"
)
_EASTERN_CLOSING = re.compile(
    r"\s*(?:(?:どうぞ|今後とも)?よろしくお願い(?:いた|致|申し上げ)?(?:します|ます)|敬具|此致|敬礼|祝好|谢谢|謝謝|감사합니다|"
    r"ขอบคุณ(?:ค่ะ|ครับ)?)[。.!,、]?\s*"
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
      | (?:je\ vous\ prie|nous\ vous\ prions|veuillez) [^\n]{1,80} salutations (?:\ [^\W\d]+){0,3}
      | (?:reciba[ns]?|le\ envío|le\ mando) \ un\ (?:cordial\ )?saludo
      | (?:met\ )?(?:vriendelijke\ )?(?:groet|groeten|groetjes) | hartelijke\ groet(?:en)?
      | (?:cordiali|distinti)\ saluti | cordialmente | grazie | (?:muito\ )?obrigad[oa]
      | (?:com\ os\ melhores\ )?cumprimentos
    ) (?P<rest>[\s,.!-]*|,\ (?-i:(?:[^\W\d_a-z][\w.'-]*\ ?){1,4})) \s*"""
)
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.?\s?s\b|nb\b|note\b)", re.IGNORECASE)


def body(text: str) -> str:
    """The part of a uniform text that answers: without quoted mail, greeting, closing and list numbers."""
    text = without_greeting(without_small_print(without_quotes(text)))
    text = without_closing(text)
    return _without_list_numbers(text).strip()


def without_quotes(text: str) -> str:
    """The text without `>` lines, the line that introduces them, and a forwarded original. All quote:
    unchanged.
    """
    headed = any(sign in text for sign in _HEADER_SIGNS)
    if ">" not in text and "--" not in text and not headed:
        return text
    rest = _ORIGINAL.sub("", text)
    rest = _HEADED.sub("", rest) if headed else rest
    if _QUOTED.search(rest):
        rest = _QUOTED.sub("", _ATTRIBUTION.sub("", rest))
    return rest if rest.strip() else text


def without_small_print(text: str) -> str:
    """The text without a confidentiality notice or “Sent from my phone” at its end; never less than half."""
    last = text[-LONGEST_LAST_LINE:]
    rest = text[:-LONGEST_LAST_LINE] + _DEVICE.sub("", last)
    start = rest.rstrip().rfind("\n\n")
    notice = rest[start:] if start >= 0 else ""
    if _SECRET.search(notice) and _RECIPIENT.search(notice):
        rest = rest[:start]
    return rest if len(rest) * 2 >= len(text) else text


def without_greeting(text: str) -> str:
    """The text without its opening “Hello Anna,”; a text that is nothing but a greeting stays."""
    found = _GREETING.match(text) or _EASTERN_GREETING.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text


def without_closing(text: str) -> str:
    """The text without “Kind regards” and the signature below it, under the rules of this module."""
    lines = text.rstrip().split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled[-CLOSING_LINES:]:
        closes = _CLOSING.fullmatch(lines[number]) or _EASTERN_CLOSING.fullmatch(lines[number])
        if closes and all(_signs(line) for line in lines[number + 1 :]):
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
