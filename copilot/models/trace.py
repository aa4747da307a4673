from __future__ import annotations

from django.db import models
from django.utils import timezone


class Trace(models.Model):
    """The story of one piece of work on one ticket."""

    kind = models.CharField(max_length=20, help_text="draft, route")
    ticket = models.ForeignKey("support.Ticket", models.CASCADE, null=True, related_name="traces")
    started_at = models.DateTimeField(default=timezone.now)
    milliseconds = models.FloatField(null=True, blank=True)
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index("ticket", models.F("id").desc(), name="trace_ticket")]


class Step(models.Model):
    """One timed line of a trace."""

    trace = models.ForeignKey(Trace, models.CASCADE, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    started_ms = models.FloatField(help_text="Since the trace began")
    milliseconds = models.FloatField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["trace", "ordinal"], name="step_order_in_trace")]


class ModelCall(models.Model):
    """A line of the ledger: one request to a model, whether or not it worked. Holds no message text."""

    trace = models.ForeignKey(Trace, models.SET_NULL, null=True, related_name="calls")
    purpose = models.CharField(max_length=20, help_text="draft, route, probe")
    # The line of copilot/gateway/routes.py; empty on lines older than the table.
    route = models.CharField(max_length=30, blank=True)
    backend = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    prompt = models.CharField(max_length=60, blank=True)
    prompt_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    milliseconds = models.FloatField()
    attempts = models.PositiveSmallIntegerField(default=1)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cost_usd = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    # ok, or the kind of failure (copilot/gateway/types.py)
    result = models.CharField(max_length=20)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        # With the cost in it, so that a day is added up without reading its rows.
        indexes = [models.Index(fields=["at"], include=["cost_usd"], name="ledger_day_cost")]
