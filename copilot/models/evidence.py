from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class DraftAudit(models.Model):
    """A draft drawn at random, with a known chance, for somebody who is not shown what became of it."""

    class Kind(models.TextChoices):
        BLIND = "blind", "A draft, without the reply"
        SENT = "sent", "A reply that Understudy sent"
        # A ticket of the holdout whose agent saw the draft only after replying.
        UNANCHORED = "unanchored", "A draft shown after the reply"

    draft = models.ForeignKey("copilot.Draft", models.CASCADE, related_name="audits")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    propensity = models.FloatField(help_text="The chance with which it was drawn, 0 to 1")
    drawn_at = models.DateTimeField(default=timezone.now)
    judge = models.ForeignKey(
        "support.User", models.SET_NULL, null=True, blank=True, related_name="draft_audits"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    unacceptable = models.BooleanField(null=True, blank=True)
    critical = models.BooleanField(default=False, help_text="Would have harmed the customer or us")
    reasons = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("drawn_at", name="draft_audit_waiting", condition=Q(judged_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["draft", "kind"], name="one_audit_of_a_kind"),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, unacceptable__isnull=True)
                | Q(judged_at__isnull=False, unacceptable__isnull=False),
                name="judged_audits_have_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(propensity__gt=0, propensity__lte=1), name="audit_propensity_is_a_chance"
            ),
        ]


class Verdict(models.Model):
    """One judged conversation: what the gate and the detector read, in the order of arrival.

    Made in the transaction that stores what it is derived from (an outcome, a refiling, an audit), and
    derived from that again at any time with the same result (`copilot/autonomy/evidence.py`).
    """

    class Source(models.TextChoices):
        EDIT = "edit", "What a person did with the draft"
        AUDIT = "audit", "An audit of a draft"
        SENT_AUDIT = "sent_audit", "An audit of a reply that Understudy sent"

    source = models.CharField(max_length=12, choices=Source.choices)
    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="verdicts")
    draft = models.ForeignKey("copilot.Draft", models.CASCADE, related_name="verdicts")
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="+")
    version_key = models.CharField(max_length=64)
    unacceptable = models.BooleanField()
    critical = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    # Why it is no evidence, decided before the outcome is known; empty when it counts.
    excluded = models.CharField(max_length=100, blank=True)
    holdout = models.BooleanField(default=False, help_text="Went to people although it could have been sent")
    propensity = models.FloatField(default=1.0, help_text="The chance with which it was looked at, 0 to 1")
    reviewer = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    simulated = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, help_text="When the verdict arrived")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index("category", "version_key", "at", "id", name="verdict_stream"),
            models.Index("at", "id", name="verdict_arrival"),
            models.Index("at", name="verdict_critical", condition=Q(critical=True)),
            models.Index(
                "category", "at", "id", name="verdict_misrouted", condition=Q(reasons=["misrouted"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "category", "source"], name="one_verdict_a_conversation"
            ),
        ]


class VerdictDay(models.Model):
    """The verdicts of one category, version, day and person in sums, so that nobody counts a million of them.

    The database keeps these rows itself (a trigger on verdicts, in migration 0014), in the statement that
    stores, changes or deletes verdicts: so a verdict edited by hand shows in what is counted, as it would if
    each were read. Nothing else writes here but a recount (`copilot/autonomy/verdict_days.py`).
    """

    category = models.ForeignKey("support.Category", models.CASCADE, related_name="+")
    version_key = models.CharField(max_length=64)
    day = models.DateField(help_text="UTC, as in EvidenceDay")
    source = models.CharField(max_length=12, choices=Verdict.Source.choices)
    excluded = models.CharField(max_length=100, blank=True)
    reviewer_number = models.BigIntegerField(default=0, help_text="A user's primary key; 0 for nobody")
    simulated = models.BooleanField(default=False)
    # Not “positive”: the database looks at the row it is about to add before it finds the one to change.
    reviewed = models.IntegerField()
    unacceptable = models.IntegerField()
    critical = models.IntegerField()
    first_at = models.DateTimeField()
    last_id = models.BigIntegerField(help_text="The highest number of a verdict among them")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("category", "version_key", "day", "source"),
                    *("excluded", "reviewer_number", "simulated"),
                ],
                name="one_verdict_day",
            )
        ]
