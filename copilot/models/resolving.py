from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copilot.states import REMEDY, RESOLUTION


class Resolution(models.Model):
    """The question whether the system answers a ticket by itself, and what came of it. Also the job."""

    class Arm(models.TextChoices):
        AUTO = "auto", "Sent by Understudy"
        PEOPLE = "people", "People: outside the automatic share"
        HOLDOUT = "holdout", "People: holdout"
        # The draft is shown only after the agent has replied, for a rating that is not anchored on it.
        HOLDOUT_UNSEEN = "unseen", "People: holdout, draft shown after the reply"

    draft = models.OneToOneField("copilot.Draft", models.CASCADE, related_name="resolution")
    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="resolutions")
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="+")
    version_key = models.CharField(max_length=64)
    level = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=RESOLUTION.choices, default=RESOLUTION.initial)
    # Eligibility, written down before the arm is drawn.
    considered_at = models.DateTimeField(default=timezone.now)
    eligible = models.BooleanField()
    # [{"condition": "…", "met": true, "sentence": "…"}, …]
    conditions = models.JSONField(default=list)
    # The same, read again in the transaction that sent it or held it back.
    conditions_at_send = models.JSONField(default=list)
    arm = models.CharField(max_length=10, choices=Arm.choices, blank=True)
    assigned_at = models.DateTimeField(null=True, blank=True)
    draw = models.FloatField(null=True, blank=True, help_text="The salted hash of the ticket, 0 to 1")
    propensity = models.FloatField(null=True, blank=True, help_text="The chance of the arm it got, 0 to 1")
    send_at = models.DateTimeField(null=True, blank=True, help_text="The end of the hold window")
    why = models.TextField(blank=True, help_text="Why it was held or cancelled")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.OneToOneField(
        "support.Message", models.PROTECT, null=True, blank=True, related_name="resolution"
    )
    # Did the customer write again (other than thanks) within 72 hours? Known when that time is over.
    recontact = models.BooleanField(null=True, blank=True)
    matured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index("send_at", name="resolution_due", condition=Q(state="scheduled")),
            models.Index("category", models.F("id").desc(), name="resolution_category"),
            models.Index("ticket", models.F("id").desc(), name="resolution_ticket"),
            models.Index(
                "ended_at", name="resolution_maturing", condition=Q(state="sent", matured_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state__in=["scheduled", "sent"]),
                name="one_automatic_answer_a_ticket",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "sent"]) | Q(eligible=True, arm="auto"),
                name="only_eligible_replies_are_scheduled",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(message__isnull=False), name="sent_resolutions_name_their_mail"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(send_at__isnull=False),
                name="scheduled_resolutions_say_when",
            ),
        ]


class Incident(models.Model):
    """Something that took autonomy back, or should make its owner look: who was told, and what was done."""

    class Cause(models.TextChoices):
        AMBER = "amber", "The detector shows amber"
        RED = "red", "The detector shows red"
        DAY = "day", "Too many bad drafts on one day"
        CRITICAL = "critical", "A critical error"
        CHECKS = "checks", "Checks hold twice as many drafts as before"
        CONTACT = "contact", "Customers write again more often"
        VERSION = "version", "A new version"
        DRILL = "drill", "A drill: nothing is wrong"

    category = models.ForeignKey("support.Category", models.CASCADE, related_name="incidents")
    version_key = models.CharField(max_length=64)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    text = models.TextField(help_text="What happened and what the system did, in a sentence or two")
    figures = models.JSONField(default=dict, help_text="The numbers it was decided on, frozen")
    opened_at = models.DateTimeField(default=timezone.now)
    told = models.ManyToManyField("support.User", related_name="incidents", blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="When those told were sent a mail")
    seen_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "cause"],
                condition=Q(closed_at__isnull=True),
                name="one_open_incident_of_a_cause",
            ),
        ]


class Remedy(models.Model):
    """A customer who may have had the same wrong answer, and the message that would put it right.

    Understudy drafts it; only a person sends it.
    """

    # None: somebody saw on the ticket itself that the reply was wrong.
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="remedies")
    message = models.ForeignKey("support.Message", models.CASCADE, related_name="remedies")
    shares = models.JSONField(default=list, help_text="What it has in common with the fault, as sentences")
    state = models.CharField(max_length=10, choices=REMEDY.choices, default=REMEDY.initial)
    body = models.TextField(blank=True)
    why = models.TextField(blank=True, help_text="Why it was dismissed")
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reply = models.OneToOneField(
        "support.Message", models.SET_NULL, null=True, blank=True, related_name="remedy_sent"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "message"], name="one_remedy_a_message", nulls_distinct=False
            ),
        ]
