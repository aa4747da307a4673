"""Each kind of call has its own model, time and cost limit, and an admin's row changes it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from copilot import gateway
from copilot.gateway import routes
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import ModelCall, ModelPrice, ModelRoute
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client, MemoryLedger, request, use


@pytest.mark.parametrize(
    ("purpose", "step", "name"),
    [
        ("route", "small", "route"),
        ("draft", "strong", "draft-strong"),
        ("draft", "small", "draft-small"),
        ("draft", "offline", "draft-offline"),
        ("edit", "strong", "edit-strong"),
        ("judge", "strong", "judge"),
        ("embed", "", "embed"),
        ("something", "strong", "something"),
    ],
)
def test_name_of_a_route(purpose, step, name):
    assert routes.name_of(purpose, step) == name


def test_no_time_is_longer_than_the_setting(settings):
    settings.MODEL_TIMEOUT_SECONDS = 3
    bounded = routes.bounded(routes.built_in("draft-strong"))
    assert (bounded.seconds, bounded.attempt_seconds) == (3, 3)


def test_a_route_may_name_its_model(settings):
    ledger = MemoryLedger(changed=[replace(routes.built_in("draft-strong"), model="house-model")])
    with running() as server:
        use(settings, server)
        assert gateway.complete(request(), ledger=ledger).model == "house-model"
        assert gateway.complete(request(route="small"), ledger=ledger).model == "small-test"
        assert [body["model"] for body in server.seen] == ["house-model", "small-test"]
    assert [line.route for line in ledger.lines] == ["draft-strong", "draft-small"]


def test_a_request_that_names_its_model_gets_it(settings):
    ledger = MemoryLedger(changed=[replace(routes.built_in("draft-strong"), model="house-model")])
    with running() as server:
        use(settings, server)
        assert gateway.complete(request(model="of-a-release"), ledger=ledger).model == "of-a-release"


def test_a_route_has_a_cost_limit_of_its_own(settings):
    settings.MODEL_PRICES = {"gpt-5-mini-test": (10, 10)}
    ledger = MemoryLedger(changed=[replace(routes.built_in("draft-strong"), dollars=Decimal("0.001"))])
    with running() as server:
        use(settings, server)
        with pytest.raises(gateway.OverBudget, match=r"the limit for one is \$0\.001"):
            gateway.complete(request(), ledger=ledger)
        assert server.seen == []


def test_a_slow_attempt_leaves_time_for_another():
    with running("slow", "normal", delay=3) as server:
        client = Client(server)
        assert client.ask(attempt=0.3).value.sum == 42
        assert client.tally.attempts == 2


@pytest.mark.django_db
def test_an_admins_row_changes_only_what_it_says():
    ModelRoute.objects.create(name="route", model="house-model", seconds=4)
    route, before = DatabaseLedger().route("route"), routes.built_in("route")
    assert (route.model, route.seconds, route.attempt_seconds) == ("house-model", 4, 4)
    assert route.dollars == before.dollars


@pytest.mark.django_db
def test_an_admins_price_comes_before_all_others(settings):
    settings.MODEL_PRICES = {"gpt-5-mini-test": (10, 10)}
    ModelPrice.objects.create(model="gpt-5-mini-test", input_usd=100, output_usd=0)
    with running() as server:
        use(settings, server)
        assert gateway.complete(request()).cost == Decimal("0.012")
    assert ModelCall.objects.get().route == "draft-strong"
