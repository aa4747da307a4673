"""Links lead to our own domains and show where they lead; nothing is markup, an image or a script.

Our own domains are those the procedures name. Look-alike letters, punycode, user names in addresses and links
whose text names another place than their target are held whatever the domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context

CHECK = "addresses_are_ours"
MARKUP = re.compile(
    r"</?[a-z][a-z0-9-]{0,30}(?:\s[^<>]{0,600})?/?>|<!--|!\[[^\]]{0,300}\]\s{0,9}[(\[]|&(?:lt|#x?\d{1,7});",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"\b(?:javascript|vbscript|data|file|blob|ftp|intent):(?=\S)|\bon(?:click|error"
    r"|load)\s*=",
    re.IGNORECASE,
)
MARKDOWN_LINK = re.compile(
    r"\[([^\]]{0,300})\]\s{0,9}(?:\(\s{0,9}<?([^)\s>]{0,600})[^)]{0,300}\)|\[([^\]]{0,300})\])"
    r"|^\s{0,9}\[[^\]]{1,300}\]:\s{0,9}(\S{1,600})",
    re.MULTILINE,
)
WITH_SCHEME = re.compile(r"\b(?:https?|hxxps?)\s*:\s*(?://|\\\\)[^\s<>\"'()\[\]]+", re.IGNORECASE)
_ENDINGS = (
    "com net org io co app shop store info biz online site website xyz top club ru cn tk ml ga cf link"
    " click live ly gl gg ca au de fr es nl ie uk eu ch pl se dk fi pt br jp kr cc tv to ws dev ai cloud"
    " page support help email example test invalid local nz za mx ar tr gr cz hu ro pro tech space fun"
    " vip win bid loan zip mov su cfd sbs icu delivery services service solutions digital agency care"
    " center centre company team world today news blog cash credit money finance bank market shopping"
    " express host press run life love ph th sg hk tw vn il ae ua rs hr si sk lt lv ee lu li mt cy bg"
    " claims refund refunds tickets"
)
# A bare name such as “moorkirk.example/returns”; “e.g.” and “5.30 pm” have no such ending. Endings that are
# words count in small letters only: “arrived.It” lacks a blank.
BARE = re.compile(
    rf"(?<![\w@./-])(?:[^\W_](?:[\w-]{{0,62}}[^\W_])?\.){{1,6}}(?:{'|'.join(_ENDINGS.split())}"
    rf"|xn--[a-z0-9-]+|(?-i:it|is|by|my|id|be|me|at|in|no|to|one|so|us))(?![\w-])"
    r"(?!\.[^\W\d_])(?::\d+)?(?:/[^\s<>\"'()\[\]]*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+%-]{1,64}@([\w-]+(?:\.[\w-]+)+)")
SPELLED_OUT = re.compile(
    r"\w+\s*(?:\[dot\]|\(dot\)|\[\.\]| dot )\s*(?:com|net|org|co|io|info|ru|example)\b", re.IGNORECASE
)


# Ways to reach or to pay somebody, in whose name a reply must not invite anybody unless a procedure does.
CHANNEL = re.compile(
    r"\b(?:WhatsApp|Telegram|Viber|WeChat|Signal(?= (?:app|message|at|under|to))|Messenger|Instagram"
    r"|Facebook|TikTok"
    r"|Discord|Skype|Snapchat|LinkedIn|Trustpilot|Google Form|Dropbox|WeTransfer|Zelle|Venmo|Cash App"
    r"|Western Union|MoneyGram"
    r"|PayPal|Paysafecard|Revolut|Klarna|Bitcoin|BTC|Ethereum|USDT|Monero|AnyDesk|TeamViewer)\b"
    r"|(?<![\w@./])@[a-z]\w{3,30}\b(?!\.)",
    re.IGNORECASE,
)
# A firm that no procedure knows, recommended as if it were ours: names begin with a capital letter.
PARTNER = re.compile(
    r"\b(?i:(?:our|a|the) (?:\w+ )?(?:partner|agency|affiliate|contractor)s?(?: (?:company|firm|shop|at"
    r"|called|named|from))*"
    r"|unser(?:e[mnr]?)? (?:\w+ )?partner\w*|notre (?:partenaire|prestataire)|nuestr[oa] (?:socio"
    r"|empresa colaboradora|colaborador)"
    r"|(?:il )?nostro partner|onze partner|(?:o )?nosso parceiro|nasz(?:ego"
    r"|emu)? partner\w*),? ([A-Z][\w-]{2,}(?: [A-Z][\w-]+)?)"
)


def addresses_are_ours(composed: Composed, context: Context) -> list[CheckResult]:
    """One hold for each address, tag or image that a reply must not carry."""
    ours = own_domains(context)
    theirs = {host.lower() for host in MAIL.findall(context.customer_text)}
    body = composed.body
    problems = [CheckResult(CHECK, HOLD, span, reason) for span, reason in _problems(body, ours, theirs)]
    problems += [CheckResult(CHECK, HOLD, span, reason) for span, reason in _strange_ways(body, context)]
    return list(dict.fromkeys(problems)) or [CheckResult(CHECK, PASS, "", "Every address is one of ours.")]


def own_domains(context: Context) -> set[str]:
    """The domains that procedures (public or internal) name in links and mail addresses."""
    domains = set()
    for section in context.sections:
        for address in addresses(section.text):
            domains.add(_host(address)[0])
        domains |= {host.lower().rstrip(".") for host in MAIL.findall(section.text)}
    return domains - {""}


def addresses(text: str) -> Iterator[str]:
    """Web addresses, with or without a scheme, each as it stands in the text."""
    covered: list[tuple[int, int]] = []
    for match in WITH_SCHEME.finditer(text):
        covered.append(match.span())
        yield match[0].rstrip(".,;:!?*_")
    for match in BARE.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            yield match[0].rstrip(".,;:!?*_")


def _problems(body: str, ours: set[str], theirs: set[str]) -> Iterator[tuple[str, str]]:
    for pattern, what in (
        (MARKUP, "markup or an image"),
        (ACTIVE, "an active link"),
        (SPELLED_OUT, "a disguised address"),
    ):
        for match in pattern.finditer(body):
            yield match[0], f"“{match[0][:60]}” is {what}; a reply is plain text. Remove it."
    for match in MARKDOWN_LINK.finditer(body):
        text, target = match[1] or "", match[2] or match[3] or match[4] or ""
        shown = next(addresses(text), "")
        if target and not _is_ours(_host(target)[0], ours) and ("." in target or ":" in target):
            yield (
                match[0],
                f"This link leads to “{_host(target)[0] or target}”, which no procedure names. Remove it.",
            )
        elif shown and _host(shown) != _host(target):
            yield match[0], "The link's text shows another address than it leads to. Write the plain address."
    for address in addresses(body):
        if reason := _wrong(address, ours):
            yield address, reason
    for match in MAIL.finditer(body):
        host = match[1].lower()
        if not _is_ours(host, ours) and host not in theirs:
            yield match[0], f"“{match[0]}” is neither ours nor this customer's. Remove it."


def _strange_ways(body: str, context: Context) -> Iterator[tuple[str, str]]:
    """Channels and firms that neither a public procedure nor the thread names."""
    public = [f"{each.sop_title} {each.title} {each.text}" for each in context.sections if not each.internal]
    known = " ".join([*public, *(text for _, text in context.thread), *context.facts.values()]).lower()
    for match in CHANNEL.finditer(body):
        if match[0].lower() not in known:
            yield match[0], f"No procedure names “{match[0]}”. Leave it out."
    for match in PARTNER.finditer(body):
        if match[1].lower() not in known:
            yield match[0], f"No procedure names “{match[1]}” as a partner. Leave it out."


def _wrong(address: str, ours: set[str]) -> str:
    host, trick = _host(address)
    if trick:
        return f"This address is disguised ({trick}). Write the plain address of a procedure."
    if not _is_ours(host, ours):
        return f"“{host}” is not a domain that the procedures name. Remove the address or add it to the SOP."
    return ""


def _host(address: str) -> tuple[str, str]:
    """(host, the trick it is disguised by or nothing)."""
    text = re.sub(r"\s+", "", address).replace("\\", "/")
    text = re.sub(r"^hxxp", "http", text, flags=re.IGNORECASE)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return "", "it cannot be read"
    if "@" in parts.netloc or "%40" in parts.netloc:
        return host, "a user name before the host"
    if not host.isascii() or "xn--" in host:
        return host, "letters of another script"
    if re.fullmatch(r"[\d.]+|0x[\da-f]+|\[.*\]", host) or ":" in host:
        return host, "a bare number for a host"
    return host, "an unusual port" if port not in {None, 80, 443} else ""


def _is_ours(host: str, ours: set[str]) -> bool:
    host = host.lower().removeprefix("www.")
    return any(
        host == own.removeprefix("www.") or host.endswith("." + own.removeprefix("www.")) for own in ours
    )
