from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from copilot.states import CALIBRATION_SESSION, FAILURE_MODE


class Disposition(models.TextChoices):
    """What is done about a failure. Not every one deserves a test of its own."""

    FIX_AND_FORGET = "fix_and_forget", "Fix it and forget it"
    NEW_EVAL = "new_eval", "Make it an eval case"
    WATCH = "watch", "Watch whether it comes again"


class FailureMode(models.Model):
    """A named way in which drafts of one category fail: an entry of the codebook."""

    category = models.ForeignKey("support.Category", models.PROTECT, related_name="failure_modes")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    disposition = models.CharField(max_length=16, choices=Disposition.choices)
    owner = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=FAILURE_MODE.choices, default=FAILURE_MODE.initial)
    named_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    fixed_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    fixed_at = models.DateTimeField(null=True, blank=True)
    # Seen again in a draft made after it was called fixed; stands until somebody looks after it.
    recurred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("category", Lower("name"), name="one_failure_mode_of_a_name"),
            models.CheckConstraint(
                condition=Q(state="fixed", fixed_at__isnull=False) | Q(state="open"),
                name="fixed_modes_say_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalibrationSession(models.Model):
    """A pack of drafts that people read together, naming what goes wrong. No category: all of them."""

    category = models.ForeignKey(
        "support.Category", models.CASCADE, null=True, blank=True, related_name="calibration_sessions"
    )
    # The version the pack was drawn from; of a session about all categories each draft has its own.
    version_key = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        max_length=8, choices=CALIBRATION_SESSION.choices, default=CALIBRATION_SESSION.initial
    )
    built_at = models.DateTimeField(default=timezone.now)
    built_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField()
    # How many drafts the random part was drawn from.
    frame = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="one_open_session_a_category",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="closed_sessions_say_when",
            ),
        ]


class CalibrationItem(models.Model):
    """A draft of a session's pack: why it is in it, and what its readers said."""

    class Stratum(models.TextChoices):
        RANDOM = "random", "Drawn at random"
        SIGNAL = "signal", "Chosen for what happened to it"

    # Read and found in order; the other answers name at least one failure mode.
    FINE = "fine"
    ANSWERS = ((FINE, "Nothing is wrong with it"), *Disposition.choices)

    session = models.ForeignKey(CalibrationSession, models.CASCADE, related_name="items")
    draft = models.ForeignKey("copilot.Draft", models.CASCADE, related_name="calibration_items")
    stratum = models.CharField(max_length=8, choices=Stratum.choices)
    propensity = models.FloatField(
        null=True, blank=True, help_text="The chance of being drawn at random, 0 to 1; unknown if chosen"
    )
    signals = models.JSONField(default=list, help_text="What happened to it, as codes")
    disposition = models.CharField(max_length=16, choices=ANSWERS, blank=True)
    modes = models.ManyToManyField(FailureMode, related_name="items", blank=True)
    note = models.TextField(blank=True)
    reviewer = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "draft"], name="a_draft_once_a_session"),
            models.CheckConstraint(
                condition=Q(stratum="random", propensity__gt=0, propensity__lte=1)
                | Q(stratum="signal", propensity__isnull=True),
                name="random_items_know_their_chance",
            ),
            models.CheckConstraint(
                condition=Q(disposition="", reviewed_at__isnull=True)
                | (~Q(disposition="") & Q(reviewed_at__isnull=False)),
                name="reviewed_items_have_a_disposition",
            ),
        ]
