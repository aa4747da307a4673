"""What admins agree on about models: routes, prices, the daily budget. Each change is audited with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from copilot.gateway import routes
from copilot.models import ModelBudget, ModelPrice, ModelRoute
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import User

MAY = "manage_people"
FIELDS = ("model", "seconds", "attempt_seconds", "dollars")


@dataclass(frozen=True)
class Changes:
    """What an admin says about a route; what is empty stays as it came."""

    model: str = ""
    seconds: float | None = None
    attempt_seconds: float | None = None
    dollars: Decimal | None = None

    def mistake(self, name: str) -> str:
        """Why these cannot stand for the route of this name; empty when they can."""
        longest = settings.MODEL_TIMEOUT_SECONDS
        route = routes.bounded(routes.built_in(name))
        if self.model and route.step == "embed":
            return "Vectors of two models cannot be compared: OPENAI_EMBEDDING_MODEL names the one in use."
        if self.seconds is not None and not 0 < self.seconds <= longest:
            return f"The whole call may take up to {longest:g} s (MODEL_TIMEOUT_SECONDS)."
        if self.attempt_seconds is not None and not 0 < self.attempt_seconds <= (
            self.seconds or route.seconds
        ):
            return "One attempt cannot take longer than the whole call."
        if self.dollars is not None and self.dollars <= 0:
            return "The cost limit of a call must be more than nothing."
        return ""


@transaction.atomic
def change_route(*, name: str, changes: Changes, by: User) -> None:
    """Raises PermissionDenied (only admins), or Refused with the reason."""
    permissions.check(by, MAY)
    if name not in routes.BUILT_IN:
        raise Refused(f"There is no route “{name}”.")
    if mistake := changes.mistake(name):
        raise Refused(mistake)
    hold("model routes")
    row = ModelRoute.objects.filter(name=name).first() or ModelRoute(name=name)
    before = _facts(row, *FIELDS)
    for field in FIELDS:
        setattr(row, field, getattr(changes, field))
    _save(row, "model_route_changed", before, FIELDS, by)


@transaction.atomic
def change_price(*, model: str, input_usd: Decimal, output_usd: Decimal, by: User) -> None:
    """US dollars for a million tokens, from the next call on. Raises PermissionDenied (only admins)."""
    permissions.check(by, MAY)
    hold("model prices")
    row = ModelPrice.objects.filter(model=model).first() or ModelPrice(model=model)
    before = _facts(row, "input_usd", "output_usd") if row.pk else {}
    row.input_usd, row.output_usd, row.changed_at = input_usd, output_usd, timezone.now()
    _save(row, "model_price_changed", before, ("model", "input_usd", "output_usd"), by)


@transaction.atomic
def forget_price(*, model: str, by: User) -> None:
    """Back to the setting or the built-in table. Raises PermissionDenied, or Refused when there is none."""
    permissions.check(by, MAY)
    row = ModelPrice.objects.select_for_update().filter(model=model).first()
    if row is None:
        raise Refused(f"Nobody has entered a price of “{model}”.")
    before = _facts(row, "model", "input_usd", "output_usd")
    audit.record(row, "model_price_removed", by=by, before=before)
    row.delete()


@transaction.atomic
def change_budget(*, dollars: Decimal, warn_at: Decimal, by: User) -> None:
    """A day's budget and the share of it from which leads are warned. Raises PermissionDenied, or Refused."""
    permissions.check(by, MAY)
    if dollars < 0 or not 0 <= warn_at <= 1:
        raise Refused("The budget cannot be negative, and the warning is a share of it between 0 and 100 %.")
    hold("model budget")
    row = ModelBudget.objects.filter(pk=ModelBudget.THE_ROW).first() or ModelBudget(pk=ModelBudget.THE_ROW)
    before = _facts(row, "dollars", "warn_at") if row.dollars is not None else {}
    row.dollars, row.warn_at = dollars, warn_at
    _save(row, "model_budget_changed", before, ("dollars", "warn_at"), by)


def _save(row: models.Model, action: str, before: dict[str, Any], fields: tuple[str, ...], by: User) -> None:
    row.save()
    audit.record(row, action, by=by, before=before, after=_facts(row, *fields))


def _facts(row: models.Model, *fields: str) -> dict[str, Any]:
    values = {field: getattr(row, field) for field in fields}
    return {
        field: str(value) if isinstance(value, Decimal) else value
        for field, value in values.items()
        if value not in (None, "")
    }
