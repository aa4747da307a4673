from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from routing.states import CHANGE_SET


class Finding(models.Model):
    """A defect the taxonomy lint found in the live tree, from when it was first seen until it is gone."""

    kind = models.CharField(max_length=20)
    nodes = models.JSONField(help_text="Category ids, the one to change first")
    proposal = models.JSONField()
    reason = models.TextField()
    # Kind and nodes in one value: the same defect seen again is the same row.
    fingerprint = models.CharField(max_length=200)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    # Somebody decided that this is as it should be.
    dismissed_by = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(gone_at__isnull=True), name="one_open_finding_a_defect"
            )
        ]


class ChangeSet(models.Model):
    """Taxonomy edits that are seen, approved, applied and taken back together."""

    title = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=CHANGE_SET.choices, default=CHANGE_SET.initial)
    author = models.ForeignKey("support.User", models.PROTECT, related_name="change_sets")
    created_at = models.DateTimeField(default=timezone.now)
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    reverted_by = models.ForeignKey("support.User", models.PROTECT, null=True, related_name="+")
    reverted_at = models.DateTimeField(null=True, blank=True)
    # Every row it changed, as it was and as it left it: what reverting restores, to the letter.
    # [{"table": "category", "id": 7, "was": {…} or null, "is": {…} or null}, …]; routing/taxonomy/images.py
    images = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Edit(models.Model):
    """One change of a change set, applied in order."""

    class Action(models.TextChoices):
        CREATE = "create", "Create"
        MOVE = "move", "Move"
        MERGE = "merge", "Merge"
        RENAME = "rename", "Rename"
        SPLIT = "split", "Split"
        RETIRE = "retire", "Retire"
        REINSTATE = "reinstate", "Reinstate"
        ALIAS = "alias", "Add another name"
        DESCRIBE = "describe", "Describe"

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="edits")
    ordinal = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    # One that the change set will create has its number already and no row yet: hence no constraint.
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="+", db_constraint=False)
    # What the action needs; see Change in routing/taxonomy/changes.py
    values = models.JSONField(default=dict)
    # The sentence of what it did, in the names of the day it was applied.
    said = models.TextField(blank=True)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="edits")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["change_set", "ordinal"],
                name="edit_order_in_change_set",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class MovedTicket(models.Model):
    """Where a ticket was before a change set moved it; what lets reverting put it back."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="moved_tickets")
    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="+")
    from_category = models.ForeignKey("support.Category", models.PROTECT, related_name="+")
    to_category = models.ForeignKey("support.Category", models.PROTECT, null=True, related_name="+")
    from_team = models.ForeignKey("support.Team", models.SET_NULL, null=True, related_name="+")
    to_team = models.ForeignKey("support.Team", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change_set", "ticket"], name="moved_once_a_change_set")
        ]
