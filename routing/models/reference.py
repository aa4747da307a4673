from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class RouteAudit(models.Model):
    """A routed ticket drawn at random for a person to check: uncorrected is not the same as correct."""

    decision = models.OneToOneField("routing.Decision", models.CASCADE, related_name="audit")
    drawn_at = models.DateTimeField(default=timezone.now)
    # The chance with which it was drawn, so that rates can be weighted honestly.
    propensity = models.FloatField()
    truth = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    none_of_these = models.BooleanField(default=False)
    judged_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("drawn_at", name="audit_waiting", condition=Q(judged_at__isnull=True)),
        ]


class ReferenceCase(models.Model):
    """A text that two people label independently; where they disagree the team has to talk first."""

    text = models.TextField()
    ticket = models.ForeignKey("support.Ticket", models.SET_NULL, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey("support.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    settled = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    settled_none = models.BooleanField(default=False)
    settled_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class ReferenceLabel(models.Model):
    """One person's label for a reference case; no category means “none of these”."""

    case = models.ForeignKey(ReferenceCase, models.CASCADE, related_name="labels")
    by = models.ForeignKey("support.User", models.PROTECT, related_name="+")
    category = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "by"], name="one_label_a_person")]
