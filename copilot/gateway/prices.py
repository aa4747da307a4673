"""What a model's tokens cost, as data. The setting MODEL_PRICES adds to it or says otherwise."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings

MILLION = Decimal(1_000_000)

# US dollars per million tokens, (input, output), standard processing; list prices of
# developers.openai.com/api/docs/pricing as reported in November 2026. Prices change: check before relying on
# them. Input read from the provider's cache is cheaper; we count it in full, so our figure is an upper bound.
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
# An unknown model of a paid server is priced as the dearest we know, so that the budget still binds.
DEAREST = ("2.50", "10.00")


def price_of(model: str, *, own_server: bool) -> tuple[Decimal, Decimal]:
    """Dollars per million (input, output) tokens of `model`.

    A dated name (`gpt-5-mini-2025-08-07`) costs what its plain name costs. A name we do not know costs
    nothing on your own server and the dearest known price on OpenAI's.
    """
    table: dict[str, Any] = {**PRICES, **getattr(settings, "MODEL_PRICES", {})}
    names = [name for name in table if model == name or model.startswith(f"{name}-20")]
    unknown = ("0", "0") if own_server else DEAREST
    found = table[max(names, key=len)] if names else unknown
    return Decimal(str(found[0])), Decimal(str(found[1]))


def cost(input_tokens: int, output_tokens: int, price: tuple[Decimal, Decimal]) -> Decimal:
    """US dollars, to six decimals as the ledger keeps them."""
    dollars = (input_tokens * price[0] + output_tokens * price[1]) / MILLION
    return dollars.quantize(Decimal("0.000001"))


def estimated_tokens(text: str) -> int:
    """A cautious count where none was reported: three characters a token (English has about four)."""
    return len(text) // 3 + 1
