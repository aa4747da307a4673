from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copilot.models.draft import Draft
from copilot.states import LIVE_REVISION, REVISION


class Revision(models.Model):
    """A person's wish that a ready draft be written anew, and the job that fulfils it.

    The draft stays as it is until the new one stands ready; a wish that fails or is stopped changes nothing.
    """

    class How(models.TextChoices):
        AGAIN = "again", "Write another"
        SHORTER = "shorter", "Shorter"
        FRIENDLIER = "friendlier", "Friendlier"
        ASK = "ask", "As asked"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="revisions")
    how = models.CharField(max_length=10, choices=How.choices)
    # The agent's own words, for “ask”.
    wish = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("support.User", models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=REVISION.choices, default=REVISION.initial)
    # Why it failed, as a sentence for the agent.
    reason = models.TextField(blank=True)
    # What the model has written until now, for whoever watches; empty again at the end.
    so_far = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made = models.OneToOneField(Draft, models.SET_NULL, null=True, blank=True, related_name="made_by")
    # The verdict that wanting another draft is; taken back when the wish is.
    signal = models.OneToOneField("copilot.DraftSignal", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state__in=LIVE_REVISION), name="one_live_revision_a_draft"
            )
        ]

    @property
    def is_live(self) -> bool:
        """Still being written."""
        return self.state in LIVE_REVISION
