from __future__ import annotations

from django.db import models
from django.utils import timezone

from support.models.ticket import Message


class Rating(models.Model):
    """What a customer said of one reply: did it help? One a reply; the last word counts."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="rating")
    helpful = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
