"""What a model's tokens cost, as data: the table of admins, else the setting MODEL_PRICES, else what stands
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens read and written, and where we have it from."""

    input: Decimal
    output: Decimal
    source: str = ""

    @classmethod
    def of(cls, pair: tuple[object, object], source: str) -> Price:
        return cls(Decimal(str(pair[0])), Decimal(str(pair[1])), source)


# List prices of developers.openai.com/api/docs/pricing, standard processing, as reported then. Prices change:
# check before relying on them. Input read from the provider's cache is cheaper; we count it in full,
# so our figure is an upper bound.
AS_OF = "November 2026"
PRICES: dict[str, tuple[str, str]] = {
    "gpt-5": ("1.25", "10.00"),
    "gpt-5-mini": ("0.25", "2.00"),
    "gpt-5-nano": ("0.05", "0.40"),
    "gpt-4.1": ("2.00", "8.00"),
    "gpt-4.1-mini": ("0.40", "1.60"),
    "gpt-4.1-nano": ("0.10", "0.40"),
    "gpt-4o": ("2.50", "10.00"),
    "gpt-4o-mini": ("0.15", "0.60"),
    "text-embedding-3-small": ("0.02", "0"),
    "text-embedding-3-large": ("0.13", "0"),
}
BUILT_IN = f"built in, as of {AS_OF}"
FROM_SETTINGS = "the setting MODEL_PRICES"
FREE = Price(Decimal(0), Decimal(0), "your own server, no price set")
# An unknown model of a paid server is priced as the dearest we know, so that the budget still binds.
DEAREST = Price(Decimal("2.50"), Decimal("10.00"), "unknown model, priced as the dearest known")


def price_of(model: str, *, own_server: bool, agreed: Mapping[str, Price] | None = None) -> Price:
    """What `model` costs; `agreed` is the table that admins keep.

    A dated name (`gpt-5-mini-2025-08-07`) costs what its plain name costs. A name we do not know costs
    nothing on your own server and the dearest known price on OpenAI's.
    """
    table = {name: Price.of(pair, BUILT_IN) for name, pair in PRICES.items()}
    own: dict[str, tuple[object, object]] = dict(settings.MODEL_PRICES)
    table |= {name: Price.of(pair, FROM_SETTINGS) for name, pair in own.items()}
    table |= agreed or {}
    names = [name for name in table if model == name or model.startswith(f"{name}-20")]
    if not names:
        return FREE if own_server else DEAREST
    return table[max(names, key=len)]


def cost(input_tokens: int, output_tokens: int, price: Price) -> Decimal:
    """US dollars, to six decimals as the ledger keeps them."""
    dollars = (input_tokens * price.input + output_tokens * price.output) / MILLION
    return dollars.quantize(Decimal("0.000001"))


def estimated_tokens(text: str) -> int:
    """A cautious count where none was reported: three characters a token (English has about four)."""
    return len(text) // 3 + 1
