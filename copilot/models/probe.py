from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copilot.autonomy.planting import Fault
from copilot.models.autonomy import new_salt


class ProbeSwitch(models.Model):
    """Whether some drafts of a team carry a planted fault. A team without a row has them off."""

    team = models.OneToOneField("support.Team", models.CASCADE, related_name="probe_switch")
    on = models.BooleanField(default=False)
    # Drafts are drawn by hash of this and their number.
    salt = models.CharField(max_length=32, default=new_salt)
    since = models.DateTimeField(default=timezone.now)


class Probe(models.Model):
    """A fault planted in what is shown of a draft; the draft itself stays as it was made.

    Nobody is named here: what was noticed is reported by team.
    """

    class How(models.TextChoices):
        CHANGED = "changed", "Changed before sending"
        RATED = "rated", "Rated as not helpful"
        AGAIN = "again", "Another draft asked for"
        INTERCEPTED = "intercepted", "Stopped when it was about to be sent"
        # No word on whether it was noticed.
        UNUSED = "unused", "Answered without the draft"

    draft = models.OneToOneField("copilot.Draft", models.CASCADE, related_name="probe")
    team = models.ForeignKey("support.Team", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    right = models.TextField(help_text="The sentence as it was drafted")
    planted = models.TextField(help_text="The sentence as it is shown")
    draw = models.FloatField()
    propensity = models.FloatField(help_text="The chance with which it was drawn, 0 to 1")
    planted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=12, choices=How.choices, blank=True)
    caught = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index("team", "planted_at", name="probe_team")]
        constraints = [
            models.CheckConstraint(
                condition=Q(propensity__gt=0, propensity__lte=1), name="probe_propensity_is_a_chance"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, how="", caught__isnull=True)
                | Q(ended_at__isnull=False, how="unused", caught__isnull=True)
                | Q(ended_at__isnull=False, how="intercepted", caught=False)
                | Q(ended_at__isnull=False, how__in=["changed", "rated", "again"], caught=True),
                name="probes_end_with_a_word",
            ),
        ]

    @property
    def fault(self) -> Fault:
        return Fault(self.kind, self.right, self.planted)
