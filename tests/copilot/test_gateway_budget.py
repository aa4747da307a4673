"""Nothing is sent that would go past a limit of cost."""

from decimal import Decimal

import pytest

from copilot import gateway
from copilot.gateway import prices
from copilot.gateway.budget import Budget, Standing
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import ModelBudget, ModelCall
from support.models import AuditEvent
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
    assert ledger.told == ["used_up"]


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


@pytest.mark.parametrize(
    ("spent", "level"),
    [("0", "fine"), ("7.99", "fine"), ("8", "warn"), ("9.99", "warn"), ("10", "used_up"), ("11", "used_up")],
)
def test_standing_of_a_budget_of_ten_dollars(spent, level):
    assert Standing(Decimal(spent), Budget(Decimal(10), Decimal("0.8"))).level == level


def test_a_budget_of_nothing_stops_what_costs_and_nothing_else():
    standing = Standing(Decimal(0), Budget(Decimal(0), Decimal("0.8")))
    assert standing.level == "used_up"
    assert not standing.allows(Decimal("0.01"))
    assert standing.allows(Decimal(0))


def spend(settings, dollars):
    """A call on a day on which so much is spent already."""
    ModelCall.objects.create(
        purpose="draft", backend="openai", model="m", milliseconds=1, cost_usd=dollars, result="ok"
    )
    with running() as server:
        use(settings, server)
        settings.MODEL_PRICES = {"gpt-5-mini-test": (10, 10)}
        return gateway.complete(request())


def told():
    return list(AuditEvent.objects.filter(subject="modelbudget:1").values_list("action", "actor_name"))


@pytest.mark.django_db
def test_passing_the_warning_is_in_the_audit_trail_once_a_day(settings):
    settings.MODEL_DAILY_BUDGET_USD = Decimal(10)
    spend(settings, "7")
    assert told() == []
    spend(settings, "1")
    spend(settings, "0.5")
    assert told() == [("model_budget_warn", "gateway")]


@pytest.mark.django_db
def test_a_used_up_budget_is_told_once_too(settings):
    settings.MODEL_DAILY_BUDGET_USD = Decimal(10)
    for _ in range(2):
        with pytest.raises(gateway.OverBudget):
            spend(settings, "10")
    assert told() == [("model_budget_used_up", "gateway")]


@pytest.mark.django_db
def test_the_budget_an_admin_set_is_the_one(settings):
    settings.MODEL_DAILY_BUDGET_USD = Decimal(10)
    ModelBudget.objects.create(pk=1, dollars=100, warn_at="0.5")
    assert DatabaseLedger().standing().budget == Budget(Decimal(100), Decimal("0.5"))
