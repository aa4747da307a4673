from __future__ import annotations

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """Who changed what, from what, to what, and why. Append-only: the database refuses update and delete.

    Events about one subject form a hash chain, so that a removed or altered line shows.
    """

    subject = models.CharField(max_length=80, help_text="For example ticket:4821 or category:12")
    action = models.CharField(max_length=80, help_text="A past-tense fact, for example reply_sent")
    actor = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    # The name of what acted when no person did ("routing", "delivery", "customer").
    actor_name = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("subject", "id", name="audit_subject"),
            models.Index("action", "id", name="audit_action"),
        ]
        constraints = [
            # Two events may not follow the same one: a fork would hide one of them.
            models.UniqueConstraint(fields=["subject", "previous_hash"], name="audit_chain_does_not_fork")
        ]
