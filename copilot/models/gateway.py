from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ModelRoute(models.Model):
    """What an admin changed in one line of copilot/gateway/routes.py; what is empty stays as it came."""

    name = models.CharField(max_length=30, unique=True)
    model = models.CharField(max_length=100, blank=True)
    seconds = models.FloatField(null=True, blank=True, help_text="The whole call, retries included")
    attempt_seconds = models.FloatField(null=True, blank=True, help_text="One attempt of it")
    dollars = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(seconds__isnull=True) | Q(seconds__gt=0))
                & (Q(attempt_seconds__isnull=True) | Q(attempt_seconds__gt=0))
                & (Q(dollars__isnull=True) | Q(dollars__gt=0)),
                name="route_limits_are_positive",
            )
        ]


class ModelPrice(models.Model):
    """US dollars for a million tokens of one model, as an admin entered them."""

    model = models.CharField(max_length=100, unique=True)
    input_usd = models.DecimalField(max_digits=10, decimal_places=4)
    output_usd = models.DecimalField(max_digits=10, decimal_places=4)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["model"]
        constraints = [
            models.CheckConstraint(
                condition=Q(input_usd__gte=0, output_usd__gte=0), name="prices_are_not_negative"
            )
        ]


class ModelBudget(models.Model):
    """The daily budget where an admin has set one: a single row."""

    THE_ROW = 1

    dollars = models.DecimalField(max_digits=10, decimal_places=2)
    warn_at = models.DecimalField(max_digits=3, decimal_places=2, help_text="Share of it, 0 to 1")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_model_budget"),
            models.CheckConstraint(
                condition=Q(dollars__gte=0, warn_at__gte=0, warn_at__lte=1), name="budget_makes_sense"
            ),
        ]
