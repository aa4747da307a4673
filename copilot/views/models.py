"""What may be asked of models and at what price (admins change it), and what it has cost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from copilot import costs, gateway
from copilot.gateway import agreeing, prices, routes
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import ModelRoute
from support import permissions
from support.actions.tickets import Refused
from support.people import signed_in
from support.texts import clean_line

MAY_SEE = "see_all_traces"


class BudgetForm(forms.Form):
    dollars = forms.DecimalField(
        min_value=0, max_digits=10, decimal_places=2, label="Budget a day, US dollars"
    )
    warn_percent = forms.IntegerField(min_value=0, max_value=100, label="Warn leads at, per cent of it")


class PriceForm(forms.Form):
    model = forms.CharField(
        max_length=100, label="Model", help_text="A dated name costs what its plain name does."
    )
    input_usd = forms.DecimalField(
        min_value=0, max_digits=10, decimal_places=4, label="Dollars a million read"
    )
    output_usd = forms.DecimalField(
        min_value=0, max_digits=10, decimal_places=4, label="Dollars a million written"
    )


class RouteForm(forms.Form):
    model = forms.CharField(
        max_length=100, required=False, label="Model", help_text="Empty: the one the settings name."
    )
    seconds = forms.FloatField(min_value=0.1, required=False, label="Seconds for the whole call")
    attempt_seconds = forms.FloatField(min_value=0.1, required=False, label="Seconds for one attempt")
    dollars = forms.DecimalField(
        max_digits=8, decimal_places=4, required=False, label="US dollars a call may cost at most"
    )


def models(request: HttpRequest) -> HttpResponse:
    """Routes, prices and budget as they are now."""
    permissions.check(signed_in(request), MAY_SEE)
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **bound: forms.Form) -> HttpResponse:
    ledger = DatabaseLedger()
    standing, entered = ledger.standing(), ledger.prices()
    table = [(ledger.route(name), routes.built_in(name)) for name in routes.BUILT_IN]
    changed = set(ModelRoute.objects.values_list("name", flat=True))
    in_use = routes.models_in_use([route for route, _ in table])
    if settings.OPENAI_EMBEDDING_MODEL:
        in_use.append(settings.OPENAI_EMBEDDING_MODEL)
    context = {
        "standing": standing,
        "routes": [
            {
                "route": route,
                "model": route.model or routes.model_of_step(route.step),
                "changed": route.name in changed,
            }
            for route, _ in table
        ],
        "prices": [
            (name, _price(name, entered), name in entered) for name in [*in_use, *_others(in_use, entered)]
        ],
        "in_use": in_use,
        "as_of": prices.AS_OF,
        "backend": gateway.backend_name(),
        "may_change": permissions.allows(signed_in(request), agreeing.MAY),
        "budget_form": BudgetForm(
            initial={
                "dollars": standing.budget.dollars,
                "warn_percent": int(standing.budget.warn_at * 100),
            }
        ),
        "price_form": PriceForm(initial=_asked_about(request, entered)),
        **bound,
    }
    return render(request, "copilot/model/page.html", context, status=status)


def _others(in_use: list[str], entered: Any) -> list[str]:
    return sorted({*prices.PRICES, *settings.MODEL_PRICES, *entered} - set(in_use))


def _price(model: str, entered: Any) -> prices.Price:
    return prices.price_of(model, own_server=bool(settings.OPENAI_BASE_URL), agreed=entered)


def _asked_about(request: HttpRequest, entered: Any) -> dict[str, Any]:
    """The price form is filled in for the model that the address names."""
    model = clean_line(request.GET.get("model", ""), 100)
    if not model:
        return {}
    price = _price(model, entered)
    return {"model": model, "input_usd": price.input, "output_usd": price.output}


@require_POST
def budget(request: HttpRequest) -> HttpResponse:
    form = BudgetForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, budget_form=form)
    dollars, share = form.cleaned_data["dollars"], Decimal(form.cleaned_data["warn_percent"]) / 100
    return _answer(
        request,
        lambda: agreeing.change_budget(dollars=dollars, warn_at=share, by=signed_in(request)),
        "The daily budget is changed; it counts from the next call.",
    )


@require_POST
def price(request: HttpRequest) -> HttpResponse:
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, price_form=form)
    return _answer(
        request,
        lambda: agreeing.change_price(**form.cleaned_data, by=signed_in(request)),
        f"The price of {form.cleaned_data['model']} is changed; past calls keep theirs.",
    )


@require_POST
def forget_price(request: HttpRequest) -> HttpResponse:
    model = clean_line(request.POST.get("model", ""), 100)
    return _answer(
        request,
        lambda: agreeing.forget_price(model=model, by=signed_in(request)),
        f"The entered price of {model} is removed.",
    )


def route(request: HttpRequest, name: str) -> HttpResponse:
    """One line of the table of routes."""
    permissions.check(signed_in(request), agreeing.MAY)
    if name not in routes.BUILT_IN:
        raise Http404("There is no such route.")
    row = ModelRoute.objects.filter(name=name).first()
    initial = {field: getattr(row, field) for field in agreeing.FIELDS} if row else {}
    form = RouteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            agreeing.change_route(
                name=name, changes=agreeing.Changes(**form.cleaned_data), by=signed_in(request)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Changed; it counts from the next call.")
            return redirect("copilot:models")
    came = routes.bounded(routes.built_in(name))
    context = {"form": form, "came": came, "model": routes.model_of_step(came.step), "name": name}
    return render(request, "copilot/model/route.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, deed: Callable[[], None], done: str) -> HttpResponse:
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("copilot:models")


def spending(request: HttpRequest) -> HttpResponse:
    """Costs and latency by route, model and day."""
    permissions.check(signed_in(request), MAY_SEE)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, costs.WINDOWS) else 7
    simulated = (request.GET.get("tickets") or ("simulated" if settings.DEMO else "real")) == "simulated"
    since = costs.beginning(days, timezone.localtime())
    calls = costs.calls_since(since, simulated=simulated)
    standing = DatabaseLedger().standing()
    context = {
        "days": days,
        "windows": costs.WINDOWS,
        "simulated": simulated,
        "left_out": costs.calls_since(since, simulated=not simulated).count(),
        "standing": standing,
        "routes": costs.by_route(calls, standing.budget.dollars * days),
        "models": costs.by_model(calls),
        "by_day": costs.by_day(calls, standing),
    }
    return render(request, "copilot/model/costs.html", context)
