"""Shares given in words, as per cents: half of the price is 50 %, three quarters of the fare 75 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_SHARES = (
    (r"three[- ]quarters|drei ?viertel|(?:les )?trois quarts|tres cuartos|tre quarti|driekwart", Decimal(75)),
    (r"half|halve|hälfte|moitié|mitad|metà|helft|metade|połow\w+", Decimal(50)),
    (r"(?:a|one) quarter|ein(?:em)? viertel|un quart|un cuarto|un quarto|een kwart", Decimal(25)),
    (r"two[- ]thirds|zwei drittel|deux tiers|dos tercios|due terzi|twee ?derde", Decimal(200) / 3),
    (r"(?:a|one) third|ein(?:em)? drittel|un tiers|un tercio|un terzo|(?:een|één) derde", Decimal(100) / 3),
    (r"(?:a|one) fifth|ein(?:em)? fünftel|un cinquième|un quinto|(?:een|één) vijfde", Decimal(20)),
    (r"(?:a|one) tenth|ein(?:em)? zehntel|un dixième|un décimo|un decimo|(?:een|één) tiende", Decimal(10)),
)
SHARES = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), share) for words, share in _SHARES)
# What a share of is a figure of ours: money.
OF_MONEY = re.compile(
    r"^ (?:of |des |der |du |de la |de l'|del |della |dell'|van |do |da |de )?"
    r"(?:the |your |that |de |het |uw |la |el "
    r"|il )?"
    r"(?:\w+ ){0,2}?(?:price|fare|fee|cost|rent|rental|order value|amount|sum|total|deposit|value|refund"
    r"|\w*preis(?:es)?|\w*betrags?|miete|gebühr|kosten|prix|tarif|montant|loyer|frais"
    r"|precio|importe|tarifa|coste|prezzo|importo|costo|tariffa|\w*prijs|\w*som|bedrag|huur|preço|ceny)\b",
    re.IGNORECASE,
)


def shares(text: str, *, of_money: bool = False) -> Iterator[tuple[Decimal, str]]:
    """(per cent, words) of each share in words; only those of a price or another amount, if so asked."""
    at = 0
    for match in sorted(
        ((found.start(), found, share) for pattern, share in SHARES for found in pattern.finditer(text)),
        key=lambda each: each[0],
    ):
        start, found, share = match
        if start >= at and not (of_money and not OF_MONEY.match(text[found.end() : found.end() + 60])):
            yield share, found[0]
        at = max(at, found.end())
