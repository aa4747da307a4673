"""The draft speaks to this customer about this customer: name, and nobody else's name, address or case.

Order numbers, mail addresses and telephone numbers are figures; `figures_have_a_source` holds foreign ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.reading import sentences
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.checks.strangers import full_names, streets
from copilot.drafting.composed import Composed
from copilot.drafting.context import CUSTOMER, Context

CHECK = "right_customer"
_NAME = r"[^\W\d_a-zß-ÿ][\w'’-]+"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Mme|M|Señora?|Sra?|Signora?|Sig|Doña|Don)\.?"
)
_GREETS = (
    r"(?:Hi|Hello|Hey|Dear|Good (?:morning|day|evening|afternoon)|Hallo|Guten (?:Tag|Morgen|Abend)"
    r"|Liebe[r]?"
    r"|Sehr geehrte[r]?|Bonjour|Bonsoir|Chère?|Salut|Hola|Buenos días|Buenas tardes|Estimad[oa]|Querid[oa]"
    r"|Ciao|Gentile"
    r"|Buongiorno|Olá|Beste|Hoi|Thank you|Thanks|Merci|Danke|Gracias|Sorry|Apologies)"
)
GREETING = re.compile(
    rf"^\W*{_GREETS}(?:\s+there)?,?\s+((?:{_TITLE}\s+)?{_NAME}(?:\s+{_NAME}){{0,2}})(?=\s*[,!.:;–—-]|\s*$)"
)
TITLED = re.compile(rf"(?<![\w]){_TITLE}\s+({_NAME}(?:\s+{_NAME})?)")
# “the order of Peter Hansen”, “customer Jane Roe”, “Peter Hansen's parcel”
OF_SOMEONE = re.compile(
    rf"\b(?:customers?|account|order|booking|contract|parcel|refund|invoice|card|address|data|details|case"
    rf"|ticket|workspace)"
    rf"(?: (?:of|for|from|belonging to|by|named?|holder|called))? ({_NAME} {_NAME})(?!\w)"
    rf"|\b({_NAME} {_NAME})['’]s? (?:order|account|booking|parcel|refund|address|card|contract|invoice|case"
    rf"|ticket|purchase|data)"
)
INTRODUCES = re.compile(
    rf"\b(?i:my name is|my name's|this is|i am|i'm|it's|mein name ist|ich bin|ich heiße|je m'appelle|je"
    rf" suis|me llamo|soy|mi chiamo"
    rf"|sono|mijn naam is|ik ben|o meu nome é|chamo-me|nazywam się|hier ist|here is|here's|c'est)\s+"
    rf"({_NAME}(?:\s+{_NAME})?)(?![\w'’])"
    rf"|(?:^|[,.!]\s+)({_NAME}(?:\s+{_NAME})?) (?:here|hier|ici|aquí|qui)\b"
)
SIGNED = re.compile(
    rf"(?i:(?:regards|wishes|thanks|thank you|cheers|best|sincerely|yours|greetings|grüße|grüßen|gruß"
    rf"|cordialement|saludos|saluti|merci"
    rf"|danke|gracias|ta|groet|groeten|bedankt|dank|grazie|obrigad[oa]|abraço|cumprimentos|atentamente"
    rf"|pozdrawiam"
    rf"|dziękuję|mfg|lg|vg|bises|xx?))[,.!]?\s*\n?\s*[-–—/~]?\s*({_NAME}(?:\s+{_NAME}){{0,2}})\s*$|(?:^"
    rf"|\s)[-–—/~]\s?({_NAME}(?:\s+{_NAME}){{0,2}})\s*$"
    rf"|(?:\n|[.!?])\s*({_NAME}(?:\s+{_NAME}){{0,2}})\s*$"
)
_NOBODY = """
thanks thank cheers regards best greetings please help hello hi ok okay bye sent iphone android asap
urgent there all team customer sir madam everyone friend valued support you again so for very much in
advance your the damen herren kundin kunde client cliente to a lot und and both folks guest member
traveller passenger colleague monsieur madame
"""
NOBODY = frozenset(_NOBODY.split())


def right_customer(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each name that is somebody else's, or that stands nowhere."""
    known = _known(context)
    names = customer_names(context)
    problems = []
    for name, span in _greeted(composed.body):
        if not _words(name) & known:
            told = (
                f"The customer is {', '.join(sorted(names))}." if names else "No name stands in the thread."
            )
            problems.append(CheckResult(CHECK, HOLD, span, f"“{name}” is not this customer's name. {told}"))
    for name in _others(composed.body):
        if not _words(name) <= known and not _words(name) & names:
            reason = (
                f"“{name}” is neither in this thread nor in a procedure. Remove what is about somebody else."
            )
            problems.append(CheckResult(CHECK, HOLD, name, reason))
    said = {problem.span for problem in problems}
    strange = [(name, HOLD if person else WARN) for name, person in full_names(composed.body)]
    strange = [(name, result) for name, result in strange if not _words(name) & known]
    strange += [(street, HOLD) for street in streets(composed.body) if not _stands_in(street, context)]
    for name, result in strange:
        if not any(name in span or span in name for span in said):
            reason = (
                f"“{name}” is neither in this thread nor in a procedure. Remove what is about somebody else."
            )
            problems.append(CheckResult(CHECK, result, name, reason))
    return list(dict.fromkeys(problems)) or [CheckResult(CHECK, PASS, "", "It speaks to this customer only.")]


def _greeted(body: str) -> Iterator[tuple[str, str]]:
    """(name, exact text) of greetings at the start of a line."""
    for line in body.splitlines():
        for sentence in sentences(line)[:1]:
            match = GREETING.match(sentence)
            if match and not _words(match[1]) <= NOBODY and _words(match[1]) - NOBODY:
                yield match[1], match[1]


def _others(body: str) -> Iterator[str]:
    for match in TITLED.finditer(body):
        yield match[1]
    for match in OF_SOMEONE.finditer(body):
        name = match[1] or match[2]
        if name.split()[0].lower() not in NOBODY | {"the", "this", "our", "if", "when", "we", "please"}:
            yield name


def _known(context: Context) -> frozenset[str]:
    """Every word of the thread, of our records and of the public procedures."""
    texts = [
        context.customer_name,
        *context.facts.values(),
        context.subject,
        *(text for _, text in context.thread),
    ]
    texts += [
        f"{section.sop_title} {section.title} {section.text}"
        for section in context.sections
        if not section.internal
    ]
    return frozenset().union(*(_words(text) for text in texts))


def _stands_in(street: str, context: Context) -> bool:
    """Whether the words and the number of an address stand in one text of ours or of the thread."""
    wanted = set(re.findall(r"\w+", street.lower()))
    public = [section.text for section in context.sections if not section.internal]
    texts = [*context.facts.values(), context.subject, *(text for _, text in context.thread), *public]
    return any(wanted <= set(re.findall(r"\w+", text.lower())) for text in texts)


def customer_names(context: Context) -> frozenset[str]:
    """What the customer is called: our record, else how they introduce themselves or sign."""
    if context.customer_name.strip():
        return _words(context.customer_name)
    found: set[str] = set()
    for who, text in context.thread:
        if who == CUSTOMER:
            for pattern in (INTRODUCES, SIGNED):
                for match in pattern.finditer(text.rstrip(" .!\n")):
                    found |= _words(next(group for group in match.groups() if group))
    return frozenset(found - NOBODY)


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word.lower().removesuffix("'s").removesuffix("’s")
        for word in re.findall(r"[^\W\d_][\w'’]*", text)
        if not re.fullmatch(_TITLE, word)
    )
