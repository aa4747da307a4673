"""No blank and no placeholder is left in a draft, in whatever brackets or words people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.gateway.placeholders import PLACEHOLDER

CHECK = "nothing_left_blank"
# What stands in a blank: the thing that should have been put there, in the languages drafts are written in.
_THINGS = (
    r"(?:your|customer|client|agent|order|player|user|account|ticket|case|booking|reference|ref|tracking"
    r"|parcel"
    r"|invoice|product|item|company|shop|store|first|last|full|sur|insert|add|enter|fill|name|date|time"
    r"|number"
    r"|no|nr|id|code|amount|price|sum|total|address|e-?mail|phone|link|url|signature|day|month|year"
    r"|hotel|flight"
    r"|ihr|ihre|dein|kunde\w*|vorname|nachname|name|datum|betrag|preis|adresse|bestell\w*|kunden\w*"
    r"|rechnungs\w*"
    r"|nummer|hier|einfügen|nom|prénom|votre|montant|numéro|commande|adresse|lien|insérer|nombre"
    r"|apellido|su|tu"
    r"|fecha|importe|número|pedido|dirección|enlace|insertar|nome|cognome|suo|vostro|data|importo|numero"
    r"|ordine"
    r"|indirizzo|inserire|naam|uw|je|bedrag|bestelling|bestelnummer|adres|invullen|seu|valor|encomenda"
    r"|endereço"
    r"|inserir|imię|nazwisko|kwota|zamówieni\w*|adres|wstaw|xx+|\.{2,}|…|\?+|_+)"
)
BRACES = re.compile(
    r"(?<!`)\$?\{{1,3}\s*[^\W\d_][\w .:|'-]{0,40}\}{1,3}|%\(?[A-Za-z_]{3,30}\)?[%s]\b|%[A-Z_]{3,30}%"
)
BRACKETS = re.compile(r"\[{1,3}(?!\^)([^\[\]\n]{1,60})\]{1,3}(?![(\[:])")
ANGLES = re.compile(
    r"<{1,2}\s*(?!/)(?!https?:)([^\W\d_][^<>@\n/=]{0,40}?)\s*>{1,2}|«\s*([A-ZÀ-Þ_]{2,}[A-ZÀ-Þ_ ]*)\s*»"
)
NAMED_THING = re.compile(rf"(?<!\w){_THINGS}(?!\w)", re.IGNORECASE)
SHOUTED = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ\d_ .#/-]+")
MERGE_FIELD = re.compile(
    r"\*\|\w{2,40}\|\*|@@\w{2,40}@@|##\w{2,40}##|(?<!\w)__[A-Za-z]\w{1,40}__(?!\w)|\$[A-Z_]{4,30}\b"
)
LINE = re.compile(
    r"(?<=[^\s_])[ \t]*(?<!\w)_{2,}(?!\w)|(?<=\S) ?\.{6,}|(?:[€$£#]|\bEUR) ?(?:_{2,}|\?{2,}|\.{3,})"
)
# “XX.XX €”, “XX days”; sizes and the hidden figures of a card are no blanks.
_UNITS = (
    r"(?i:%|€|£|\$|(?:working |business |calendar |week)?days?|hours?|weeks?|months?|years?|minutes?"
    r"|euros?|dollars?"
    r"|pounds?|percent|per cent|points?|tage?n?|stunden?|wochen?|monate?n?|jours?|heures?|semaines?|mois"
    r"|días?|horas?|semanas?"
    r"|giorni|ore|settimane|mesi|dagen|uur|weken|maanden|dias|dni|godzin)"
)
CROSSES = re.compile(
    rf"(?<![\w*•.-])(?:[€$£]\s?)?X{{2,}}(?:[.,:/-]X{{2,}})*(?![\w*•])(?!\s?[\dX*•]{{3,}})(?!/?[SLX])"
    rf"|(?<![\w.])[Xx]{{2,}}[.,:/-][Xx]{{2,}}(?!\w)|(?<!\w)[xXNY]{{1,3}} ?{_UNITS}(?!\w)"
    rf"|[€$£]\s?[xXNY]{{1,4}}(?!\w)"
    rf"|(?<!\w)X{{3,}}(?![\w*•])(?![ -]?[\dX*•]{{2,}})"
)
NOTES = re.compile(
    r"(?<!\w)(?:TODO|TBD|TBC|FIXME|PLACEHOLDER|INSERT|EINFÜGEN|ERGÄNZEN|AUSFÜLLEN|COMPLÉTER|À REMPLIR"
    r"|INSÉRER|INSERTAR"
    r"|RELLENAR|INSERIRE|COMPILARE|INVULLEN|INSERIR|PREENCHER|UZUPEŁNIĆ|WSTAW)(?!\w)"
    r"|(?i:\blorem ipsum\b|\bdolor sit amet\b"
    r"|\binsert (?:the |your |a )?(?:\w+ ){0,2}?(?:name|date|amount|number|link|address|time)(?: here)?\b"
    r"|\bhier (?:name|datum|betrag|text)\w* (?:einfügen|eintragen)\b|\binsérer ici\b|\binsertar aquí\b"
    r"|\bsample text\b"
    r"|\bplaceholder\b)"
)
NOTHING = re.compile(
    r"\bundefined\b|\bNaN\b|\[object Object\]|(?i:\b(?:hi|hello|dear|hallo|order|number|of|on|until|by"
    r"|for|amount))"
    r"(?: #| no\.?)? ?(?:null|nil|NULL|None)(?=\s*(?:[,.!;:]|$))|[€$£] ?(?:null|None)\b"
)
NO_NAME = re.compile(
    r"^\W*(?:Dear|Sehr geehrte[r]?|Liebe[r]?|Chère?|Estimad[oa]|Gentile|Beste|Hi|Hello"
    r"|Hallo) ,",
    re.MULTILINE,
)
FORMAT = re.compile(
    r"(?<!\w)(?:dd|tt|jj|gg|mm)[./-](?:mm|dd)[./-](?:y{2,4}|j{2,4}|a{4})(?!\w)|(?<!\w)hh:mm(?!\w)",
    re.IGNORECASE,
)
ASKS_FORMAT = re.compile(
    r"format|\bas\b|written|\bals\b|\bim\b|comme|como|come|\bjako\b|please", re.IGNORECASE
)
# Asides in square brackets that people do write.
ASIDE = re.compile(r"\s*(?:sic|\.\.\.|…|\d+|x|✓|optional|see .*|ok)\s*", re.IGNORECASE)


def nothing_left_blank(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each blank that nothing was put into; a warning where brackets may be an aside."""
    sources = " ".join([*(each.text for each in context.sections), *(text for _, text in context.thread)])
    blanks = dict(sorted(_blanks(composed.body, sources), key=lambda pair: pair[1] == HOLD))
    problems = [
        CheckResult(CHECK, result, blank, f"“{blank}” was not filled in.") for blank, result in blanks.items()
    ]
    return problems or [CheckResult(CHECK, PASS, "", "Nothing is left blank.")]


def _blanks(body: str, sources: str) -> Iterator[tuple[str, str]]:
    """(exact text, hold or warn)."""
    for pattern in (PLACEHOLDER, BRACES, MERGE_FIELD, NO_NAME, NOTHING):
        yield from ((match[0], HOLD) for match in pattern.finditer(body))
    for pattern in (LINE, CROSSES, NOTES):
        yield from (
            (match[0].strip(), HOLD) for match in pattern.finditer(body) if match[0].strip() not in sources
        )
    for match in FORMAT.finditer(body):
        if match[0] not in sources and not ASKS_FORMAT.search(
            body[max(0, match.start() - 40) : match.start()]
        ):
            yield match[0], HOLD
    for match in [*BRACKETS.finditer(body), *ANGLES.finditer(body)]:
        inside = next(group for group in match.groups() if group is not None)
        if match[0] in sources or ASIDE.fullmatch(inside) or not re.search(r"[^\W\d]|\?|\.\.", inside):
            continue
        blank = NAMED_THING.search(inside) or SHOUTED.fullmatch(inside) or match[0][0] in "<«"
        yield match[0], HOLD if blank else WARN
