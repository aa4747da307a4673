"""A day's budget: how much of it is spent, when people are warned, when calls stop. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

FINE, WARN, USED_UP = "fine", "warn", "used_up"


@dataclass(frozen=True)
class Budget:
    """US dollars a day, midnight to midnight of the desk's time zone; `warn_at` is a share of it, 0 to 1."""

    dollars: Decimal
    warn_at: Decimal


@dataclass(frozen=True)
class Standing:
    """What of a budget is spent."""

    spent: Decimal
    budget: Budget

    @property
    def share(self) -> float:
        """0 and more; of a budget of nothing everything is spent."""
        return float(self.spent / self.budget.dollars) if self.budget.dollars else 1.0

    @property
    def level(self) -> str:
        if self.spent >= self.budget.dollars:
            return USED_UP
        return WARN if self.spent >= self.budget.dollars * self.budget.warn_at else FINE

    def allows(self, cost: Decimal) -> bool:
        """Whether a call that may cost this much may be made. What costs nothing always may."""
        return not cost or self.spent + cost <= self.budget.dollars


def from_settings() -> Budget:
    """The budget where no admin has set another."""
    return Budget(Decimal(settings.MODEL_DAILY_BUDGET_USD), Decimal(str(settings.MODEL_BUDGET_WARNING)))
