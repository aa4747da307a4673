from __future__ import annotations

from django.db import models
from django.utils import timezone


class TopicScan(models.Model):
    """One search for topics without a category, among tickets that the system put nowhere."""

    made_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(help_text="The oldest ticket it may have read")
    read = models.PositiveIntegerField(help_text="Tickets read")
    simulated = models.BooleanField(
        default=False, help_text="Whether simulated tickets were read, or real ones"
    )
    # [{"name": "…", "words": ["…"], "tickets": [ids, the most typical first]}, …], the largest first
    topics = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
