from __future__ import annotations

from secrets import token_hex

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


def new_salt() -> str:
    return token_hex(8)


class CategoryAutonomy(models.Model):
    """How much a category's drafts may do. A category without a row is at level route."""

    category = models.OneToOneField("support.Category", models.CASCADE, related_name="autonomy")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ROUTE)
    since = models.DateTimeField(default=timezone.now)
    # Drafts are made and measured, but nobody is shown them: a look ahead before level suggest.
    shadow = models.BooleanField(default=False)
    never_auto = models.BooleanField(default=False, help_text="Stays with people whatever the numbers say")
    # What the manager signed for (copilot/autonomy/ladder.py); shares lie between 0 and 1.
    auto_share = models.FloatField(default=0.10)
    holdout_share = models.FloatField(default=0.10)
    audit_share = models.FloatField(default=0.20)
    hold_seconds = models.PositiveIntegerField(default=900)
    daily_cap = models.PositiveIntegerField(default=50)
    # Arms are drawn by hash of this and the ticket.
    salt = models.CharField(max_length=32, default=new_salt)
    # The version whose evidence was signed for; another one may not send.
    version_key = models.CharField(max_length=64, blank=True)
    # Verdicts before this moment no longer count: a red starts the evidence anew.
    evidence_since = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1, help_text="1 plus the reds of this version")
    light = models.CharField(
        max_length=5,
        default="clear",
        choices=[(name, name.capitalize()) for name in ("clear", "amber", "red")],
    )

    class Meta:
        verbose_name_plural = "category autonomy"


class LevelChange(models.Model):
    """One signed move of a category: up one step at a time, down as far as needed."""

    category = models.ForeignKey("support.Category", models.CASCADE, related_name="level_changes")
    from_step = models.PositiveSmallIntegerField()
    to_step = models.PositiveSmallIntegerField()
    by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    # The facts the gate read and what it answered, frozen; and the rule by which it is taken back.
    evidence = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    version_key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_step__lte=F("from_step") + 1), name="up_one_level_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(to_step=F("from_step")), name="a_level_change_changes"),
            models.CheckConstraint(condition=Q(to_step__lte=3, from_step__lte=3), name="four_levels"),
            # Nothing may send by itself without a person's signature, its evidence and its way back.
            models.CheckConstraint(
                condition=Q(to_step__lte=1)
                | Q(to_step__lt=F("from_step"))
                | (Q(by__isnull=False) & ~Q(evidence={}) & ~Q(terms={}) & ~Q(version_key="")),
                name="upward_moves_that_send_are_signed",
            ),
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
    # Set aside because the ticket belonged elsewhere: unacceptable, and no reply to compare with.
    misrouted = models.PositiveIntegerField(default=0)
    eer_sum = models.FloatField(default=0)
    eer_square_sum = models.FloatField(default=0)
    used_sum = models.FloatField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "version_key", "day", "simulated"], name="one_evidence_row_a_day"
            )
        ]
