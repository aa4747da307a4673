from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Level(models.TextChoices):
    """The four steps of autonomy, in order."""

    ROUTE = "route", "Route"
    SUGGEST = "suggest", "Suggest"
    CANARY = "canary", "Canary"
    AUTO = "auto", "Auto"

    @property
    def step(self) -> int:
        return list(type(self)).index(self)


class CategoryAutonomy(models.Model):
    """How much a category's drafts may do. A category without a row is at level route."""

    category = models.OneToOneField("support.Category", models.CASCADE, related_name="autonomy")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ROUTE)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "category autonomy"


class LevelChange(models.Model):
    """One signed move of a category: up one step at a time, down as far as needed."""

    category = models.ForeignKey("support.Category", models.CASCADE, related_name="level_changes")
    from_step = models.PositiveSmallIntegerField()
    to_step = models.PositiveSmallIntegerField()
    by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_step__lte=F("from_step") + 1), name="up_one_level_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(to_step=F("from_step")), name="a_level_change_changes"),
            models.CheckConstraint(condition=Q(to_step__lte=3, from_step__lte=3), name="four_levels"),
        ]


class Pause(models.Model):
    """Drafting stopped for one category, or for everything when there is no category."""

    category = models.ForeignKey("support.Category", models.CASCADE, null=True, related_name="pauses")
    by = models.ForeignKey("support.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_running_pause",
            )
        ]


class EvidenceDay(models.Model):
    """Verdicts of one category, version and day: kept in the transaction that stores each outcome.

    The readiness page reads these few rows instead of a million outcomes.
    """

    category = models.ForeignKey("support.Category", models.CASCADE, related_name="evidence_days")
    version_key = models.CharField(max_length=64)
    day = models.DateField()
    simulated = models.BooleanField(default=False)
    outcomes = models.PositiveIntegerField(default=0)
    excluded = models.PositiveIntegerField(default=0)
    unacceptable = models.PositiveIntegerField(default=0)
    as_is = models.PositiveIntegerField(default=0)
    cosmetic = models.PositiveIntegerField(default=0)
    light = models.PositiveIntegerField(default=0)
    rewrite = models.PositiveIntegerField(default=0)
    material = models.PositiveIntegerField(default=0)
    eer_sum = models.FloatField(default=0)
    eer_square_sum = models.FloatField(default=0)
    used_sum = models.FloatField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "version_key", "day", "simulated"], name="one_evidence_row_a_day"
            )
        ]
