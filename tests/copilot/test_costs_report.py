"""Costs and times by route, from the ledger; the banner when the budget runs out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from copilot import costs
from copilot.context import budget_notice
from copilot.gateway.budget import Budget, Standing
from copilot.models import ModelCall, Trace
from support.templatetags import desk
from tests.factories import make_ticket

pytestmark = pytest.mark.django_db
PAGE = "/reports/costs/"


def call(result="ok", **fields):
    values = {"purpose": "draft", "route": "draft-strong", "backend": "openai", "model": "m"}
    values |= {"milliseconds": 100.0, "cost_usd": "0.01", "input_tokens": 10, "output_tokens": 5}
    return ModelCall.objects.create(**{**values, "result": result, **fields})


def of_simulated():
    ticket = make_ticket()
    type(ticket).objects.filter(pk=ticket.pk).update(simulated=True)
    return Trace.objects.create(kind="draft", ticket=ticket)


def rows(days=1, simulated=False):
    since = costs.beginning(days, timezone.localtime())
    return costs.by_route(costs.calls_since(since, simulated=simulated), Decimal(1))


def test_a_route_with_its_times_tokens_cost_and_failures():
    for milliseconds in (100, 200, 300):
        call(milliseconds=milliseconds)
    call("unavailable", milliseconds=9000, cost_usd=0)
    call("unavailable", milliseconds=9000, cost_usd=0)
    call("cancelled", milliseconds=1, cost_usd=0)
    [row] = rows()
    assert (row.calls, row.answered, row.median, row.slow) == (6, 3, 200, 290)
    assert (row.input_tokens, row.output_tokens, row.cost) == (60, 30, Decimal("0.03"))
    assert row.share == pytest.approx(0.03)
    assert row.failures == (("not answered", 2), ("stopped by us", 1))


def test_routes_and_backends_are_apart_and_old_lines_go_by_their_purpose():
    call()
    call(route="", purpose="route", cost_usd="0.5")
    call(route="draft-offline", backend="offline", cost_usd=0)
    assert [(row.name, row.backend) for row in rows()] == [
        ("route", "openai"), ("draft-strong", "openai"), ("draft-offline", "offline"),
    ]  # fmt: skip


def test_a_route_that_never_answered_has_no_times():
    call("refused")
    [row] = rows()
    assert (row.median, row.slow) == (None, None)


def test_simulated_tickets_are_not_counted_with_the_real():
    call()
    call(trace=of_simulated())
    assert [row.calls for row in rows()] == [row.calls for row in rows(simulated=True)] == [1]


def test_a_window_begins_at_midnight():
    call(at=timezone.now() - timedelta(days=2))
    assert rows(days=1) == []
    assert len(rows(days=3)) == 1


def test_days_and_models():
    call()
    call(backend="offline", model="sop-assembly")
    calls = costs.calls_since(costs.beginning(1, timezone.localtime()), simulated=False)
    [day] = costs.by_day(calls, Standing(Decimal(0), Budget(Decimal("0.02"), Decimal(1))))
    assert (day.calls, day.share) == (1, 0.5)
    assert [row["model"] for row in costs.by_model(calls)] == ["m"]


@pytest.mark.parametrize("query", ["", "?days=90&tickets=real", "?days=-1&tickets=x", "?days=9999999999"])
def test_the_page(as_manager, query):
    call()
    page = as_manager.get(PAGE + query)
    assert page.status_code == 200
    assert "draft-strong" in page.content.decode()


def test_agents_do_not_see_it(as_agent):
    assert as_agent.get(PAGE).status_code == 403


@pytest.mark.parametrize(("spent", "words"), [("7", ""), ("8.5", "8.50 of 10.00"), ("10", "is used up")])
def test_leads_are_told_when_the_budget_runs_out(settings, as_manager, as_agent, spent, words):
    settings.OPENAI_BASE_URL, settings.MODEL_DAILY_BUDGET_USD = "http://127.0.0.1:9/v1", Decimal(10)
    call(cost_usd=spent)
    page = as_manager.get("/traces/").content.decode()
    assert (words in page) if words else ("model budget" not in page)
    assert "model budget" not in as_agent.get("/traces/").content.decode()


@pytest.mark.parametrize(
    ("amount", "shown"), [("0.4000", "0.4"), ("10.0000", "10"), ("0", "0"), ("0.0125", "0.0125")]
)
def test_amounts_are_shown_without_idle_noughts(amount, shown):
    assert desk.plain(Decimal(amount)) == shown


def test_what_is_assembled_here_is_called_so():
    call(route="draft-offline", backend="offline", cost_usd=0)
    assert "on this machine" in rows()[0].text


def test_the_banner_costs_a_page_one_question(settings, manager, django_assert_num_queries):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    call(cost_usd=1000)
    with django_assert_num_queries(1):
        assert budget_notice(manager).level == "used_up"
