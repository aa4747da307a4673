"""Admins change routes, prices and the daily budget; each change is audited."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from copilot.gateway import agreeing
from copilot.gateway.agreeing import Changes
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import ModelBudget, ModelPrice, ModelRoute
from support.actions.tickets import Refused
from support.models import AuditEvent

pytestmark = pytest.mark.django_db
PAGE = "/settings/models/"


def audited(action):
    return list(AuditEvent.objects.filter(action=action).order_by("id").values_list("before", "after"))


def test_a_route_is_changed_and_what_is_empty_stays(admin):
    agreeing.change_route(name="route", changes=Changes(model="house-model", seconds=4), by=admin)
    agreeing.change_route(name="route", changes=Changes(seconds=5), by=admin)
    route = DatabaseLedger().route("route")
    assert (route.model, route.seconds) == ("", 5)
    assert audited("model_route_changed") == [
        ({}, {"model": "house-model", "seconds": 4}),
        ({"model": "house-model", "seconds": 4}, {"seconds": 5}),
    ]


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("nowhere", Changes(), "no route"),
        ("route", Changes(seconds=1000), "MODEL_TIMEOUT_SECONDS"),
        ("route", Changes(seconds=2, attempt_seconds=3), "One attempt"),
        ("route", Changes(attempt_seconds=9), "One attempt"),
        ("route", Changes(dollars=Decimal(0)), "more than nothing"),
        ("embed", Changes(model="other"), "OPENAI_EMBEDDING_MODEL"),
    ],
)
def test_what_cannot_stand_is_refused(admin, name, changes, why):
    with pytest.raises(Refused, match=why):
        agreeing.change_route(name=name, changes=changes, by=admin)
    assert not ModelRoute.objects.exists()


def test_a_price_is_entered_changed_and_removed(admin):
    agreeing.change_price(model="m", input_usd=Decimal(1), output_usd=Decimal(2), by=admin)
    agreeing.change_price(model="m", input_usd=Decimal(3), output_usd=Decimal(4), by=admin)
    assert DatabaseLedger().prices()["m"].output == 4
    agreeing.forget_price(model="m", by=admin)
    assert not ModelPrice.objects.exists()
    assert [after for _, after in audited("model_price_changed")][1]["output_usd"] == "4"
    assert len(audited("model_price_removed")) == 1


def test_a_budget_is_set(admin):
    agreeing.change_budget(dollars=Decimal(5), warn_at=Decimal("0.5"), by=admin)
    agreeing.change_budget(dollars=Decimal(7), warn_at=Decimal("0.5"), by=admin)
    assert DatabaseLedger().standing().budget.dollars == 7
    assert audited("model_budget_changed")[1][0]["dollars"] == "5.00"


@pytest.mark.parametrize("who", ["agent", "manager"])
def test_only_admins_change_them(who, request):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        agreeing.change_budget(dollars=Decimal(5), warn_at=Decimal("0.5"), by=by)
    with pytest.raises(PermissionDenied):
        agreeing.change_price(model="m", input_usd=Decimal(1), output_usd=Decimal(1), by=by)
    with pytest.raises(PermissionDenied):
        agreeing.change_route(name="route", changes=Changes(), by=by)


def test_who_sees_the_page(as_admin, as_manager, as_agent):
    assert "Save the budget" in as_admin.get(PAGE).content.decode()
    page = as_manager.get(PAGE)
    assert page.status_code == 200
    assert "Save the budget" not in page.content.decode()
    assert as_agent.get(PAGE).status_code == 403
    assert as_manager.get(f"{PAGE}routes/route/").status_code == 403


def test_the_forms_of_the_page(as_admin):
    as_admin.post(f"{PAGE}budget/", {"dollars": "12.50", "warn_percent": "60"})
    as_admin.post(f"{PAGE}prices/", {"model": "m", "input_usd": "1.5", "output_usd": "0"})
    as_admin.post(f"{PAGE}routes/judge/", {"model": "", "seconds": "3", "attempt_seconds": "", "dollars": ""})
    assert (ModelBudget.objects.get().dollars, ModelBudget.objects.get().warn_at) == (
        Decimal("12.5"),
        Decimal("0.6"),
    )
    assert ModelPrice.objects.get().input_usd == Decimal("1.5")
    assert ModelRoute.objects.get().seconds == 3
    page = as_admin.get(PAGE).content.decode()
    assert "entered on" in page
    as_admin.post(f"{PAGE}prices/forget/", {"model": "m"})
    assert not ModelPrice.objects.exists()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("budget/", {"dollars": "-1", "warn_percent": "60"}),
        ("budget/", {"dollars": "much", "warn_percent": "160"}),
        ("prices/", {"model": "", "input_usd": "1", "output_usd": "1"}),
        ("prices/", {"model": "m", "input_usd": "NaN", "output_usd": "1"}),
        ("routes/route/", {"seconds": "1e9"}),
        ("routes/route/", {"seconds": "nan"}),
        ("routes/route/", {"attempt_seconds": "soon"}),
    ],
)
def test_a_form_with_a_mistake_comes_back(as_admin, address, data):
    assert as_admin.post(f"{PAGE}{address}", data).status_code == 422
    assert [kept.objects.count() for kept in (ModelBudget, ModelPrice, ModelRoute)] == [0, 0, 0]


def test_a_route_that_is_none(as_admin):
    assert as_admin.get(f"{PAGE}routes/nowhere/").status_code == 404
