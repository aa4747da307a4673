from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from routing.rules import BadRule, parse_conditions
from routing.states import DECISION


class Path(models.TextChoices):
    """Which way a decision was reached, cheapest first."""

    RULE = "rule", "Rule"
    LEARNED = "learned", "Learned"
    MODEL = "model", "Model"
    PERSON = "person", "Person"


class Rule(models.Model):
    """An unwritten rule written down: if the conditions hold, the ticket belongs in the category."""

    name = models.CharField(max_length=120)
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="rules")
    # [{"field": "subject", "operator": "contains", "value": "invoice"}, …]; see routing/rules.py
    conditions = models.JSONField(default=list)
    match_any = models.BooleanField(default=False, help_text="One condition is enough")
    position = models.PositiveIntegerField(default=0, help_text="Lower is asked first")
    enabled = models.BooleanField(default=True)
    note = models.TextField(blank=True, help_text="Why this rule exists")
    # [{"text": "…", "matches": true}, …]: run whenever the rule is saved.
    tests = models.JSONField(default=list)
    author = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def sentence(self) -> str:
        """When it holds, in words."""
        try:
            conditions = parse_conditions(self.conditions)
        except BadRule as error:
            return f"cannot be judged: {error}"
        return (" or " if self.match_any else " and ").join(each.sentence() for each in conditions)


class ClassifierVersion(models.Model):
    """One training of the learned classifier; the bytes live here so that every worker has the same."""

    created_at = models.DateTimeField(default=timezone.now)
    trained_on = models.PositiveIntegerField(help_text="Labelled tickets")
    classes = models.PositiveIntegerField()
    labels_digest = models.CharField(max_length=64, help_text="Which labels it learned from")
    scores = models.JSONField(default=dict, help_text="Measured on labels held back from training")
    artifact = models.BinaryField()
    artifact_digest = models.CharField(max_length=64)
    live = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it went live, or did not")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["live"], condition=Q(live=True), name="one_live_classifier")
        ]

    def __str__(self) -> str:
        return f"classifier {self.pk}"


class Decision(models.Model):
    """Where routing put a ticket after one message. Also the routing job itself."""

    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="decisions")
    message = models.ForeignKey("support.Message", models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=10, choices=DECISION.choices, default=DECISION.initial)
    current = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    category = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=10, choices=Path.choices, blank=True)
    confidence = models.FloatField(null=True, blank=True, help_text="Calibrated, 0 to 1")
    reason = models.TextField(blank=True)
    # [{"category": id, "confidence": 0.12}, …], best first, without the chosen one.
    runners_up = models.JSONField(default=list)
    # The deepest place in the tree that can be promised when no leaf can: a parent, a department.
    back_off = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    promised = models.BooleanField(
        default=False, help_text="The category is all that the promise of coverage leaves"
    )
    # A second thing the customer wants, when the text names two.
    second = models.ForeignKey("support.Category", models.PROTECT, null=True, blank=True, related_name="+")
    # Names every path that was asked, in order, with what it answered.
    considered = models.JSONField(default=list)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="decisions")
    classifier = models.ForeignKey(ClassifierVersion, models.SET_NULL, null=True, blank=True)
    milliseconds = models.FloatField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                "created_at", name="decision_unfinished", condition=Q(state__in=["pending", "working"])
            ),
            models.Index("category", "decided_at", name="decision_volume", condition=Q(state="decided")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(current=True), name="one_current_decision_a_ticket"
            ),
            models.UniqueConstraint(fields=["message"], name="one_decision_a_message"),
            models.CheckConstraint(
                condition=~Q(state="decided") | (~Q(path="") & Q(decided_at__isnull=False)),
                name="decided_says_how_and_when",
            ),
        ]


class Correction(models.Model):
    """A person disagreed with, or confirmed, where a ticket was. Kept for ever as labelled data."""

    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="corrections")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="corrections")
    from_category = models.ForeignKey(
        "support.Category", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_category = models.ForeignKey("support.Category", models.PROTECT, related_name="corrections")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("support.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index("ticket", models.F("id").desc(), name="correction_ticket")]

    @property
    def confirms(self) -> bool:
        return self.from_category_id == self.to_category_id
