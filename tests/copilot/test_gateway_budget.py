"""Nothing is sent that would go past a limit of cost."""

from decimal import Decimal

import pytest

from copilot import gateway
from copilot.gateway import prices
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use


def ask(settings, ledger, **changes):
    with running() as server:
        use(settings, server)
        settings.MODEL_DAILY_BUDGET_USD = Decimal(1)
        settings.MODEL_PRICES = {"gpt-5-mini-test": (10, 10)}
        try:
            return gateway.complete(request(**changes), ledger=ledger)
        finally:
            ledger.requests = len(server.seen)


def test_within_the_budget_a_call_is_priced(settings):
    ledger = MemoryLedger(spent="0.5")
    assert ask(settings, ledger).cost == ledger.lines[0].cost == Decimal("0.0016")


def test_a_spent_budget_sends_nothing_and_is_recorded(settings):
    ledger = MemoryLedger(spent="0.999")
    with pytest.raises(gateway.OverBudget, match=r"budget of \$1 is used up"):
        ask(settings, ledger)
    assert ledger.requests == 0
    assert [(line.result, line.tally.attempts) for line in ledger.lines] == [("over_budget", 0)]


def test_one_call_has_a_limit_of_its_own(settings):
    with pytest.raises(gateway.OverBudget, match="limit for one"):
        ask(settings, MemoryLedger(), purpose="route", max_tokens=100_000)


@pytest.mark.parametrize(
    ("model", "own_server", "dollars"),
    [
        ("gpt-5-mini", False, "2.250000"),
        ("gpt-5-mini-2025-08-07", False, "2.250000"),
        ("gpt-5-minimal", False, "12.500000"),
        ("unheard-of", False, "12.500000"),
        ("llama-of-our-own", True, "0.000000"),
    ],
)
def test_price(model, own_server, dollars):
    price = prices.price_of(model, own_server=own_server)
    assert str(prices.cost(1_000_000, 1_000_000, price)) == dollars
