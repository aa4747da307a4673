from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copilot.states import DRAFT, LIVE_DRAFT


class Draft(models.Model):
    """A suggested reply bound to the message it answers. Also the drafting job itself."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        # Nothing to answer from: says so and shows what was found, instead of a weak draft.
        FINDINGS = "findings", "Findings"

    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="drafts")
    message = models.ForeignKey("support.Message", models.CASCADE, related_name="drafts")
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DRAFT.choices, default=DRAFT.initial)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REPLY)
    requested_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    stale_at = models.DateTimeField(null=True, blank=True)
    # Why it failed or went stale, as a sentence for the agent.
    reason = models.TextField(blank=True)

    # The draft that a person had changed by wish (“shorter”). What came of it is that person's edit, so the
    # evidence is measured on the draft at the other end.
    revises = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="revised")
    # What another model thinks of it, where MODEL_JUDGE asks for that: advice, never a check.
    # {"model": "…", "fine": true, "doubt": "…", "span": "…"}, or nothing
    opinion = models.JSONField(default=dict, blank=True)

    body = models.TextField(blank=True)
    # [{"text": "…", "paragraph": 0, "sources": [1, 2]}, …]
    sentences = models.JSONField(default=list)
    # [{"n": 1, "section": id, "sop": slug, "title": "…", "anchor": "…", "version": 3, "quote": "…"}, …]
    sources = models.JSONField(default=list)
    # [{"check": "…", "result": "pass|warn|hold", "span": "…", "reason": "…"}, …]
    checks = models.JSONField(default=list)
    # What could not be filled in: [{"slot": "order_id", "question": "…"}]
    unknown = models.JSONField(default=list)

    backend = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=100, blank=True)
    # True when a better path was tried first and this is the fallback.
    degraded = models.CharField(max_length=300, blank=True)
    # (model, prompt, SOPs, taxonomy, checks, thresholds) that evidence belongs to, and its hash.
    version = models.JSONField(default=dict)
    version_key = models.CharField(max_length=64, blank=True)
    trace = models.ForeignKey("copilot.Trace", models.SET_NULL, null=True, related_name="drafts")
    # Made and measured while nobody was shown drafts in its category; it never becomes evidence.
    shadow = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index("ticket", models.F("id").desc(), name="draft_ticket"),
            # Whose version counts now (copilot/versions.py).
            models.Index(
                "category",
                models.F("id").desc(),
                name="draft_newest",
                condition=Q(ready_at__isnull=False, kind="reply"),
            ),
            models.Index(
                "category",
                models.F("id").desc(),
                name="draft_newest_whole",
                condition=Q(ready_at__isnull=False, kind="reply", degraded=""),
            ),
            # The drafts of a version. By time: ordered by id, the planner walks the primary key instead.
            models.Index(
                "category",
                "version_key",
                "ready_at",
                name="draft_version",
                condition=Q(ready_at__isnull=False, kind="reply"),
            ),
            models.Index(
                "created_at", name="draft_unfinished", condition=Q(state__in=["pending", "working"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message"], condition=Q(state__in=LIVE_DRAFT), name="one_live_draft_a_message"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False), name="ready_drafts_say_when"
            ),
        ]


class DraftSignal(models.Model):
    """Something a person did with a draft: what attention and thumbs are measured from."""

    class Kind(models.TextChoices):
        SHOWN = "shown", "Shown"
        USED = "used", "Used"
        DWELL = "dwell", "Read for (s)"
        SCROLLED = "scrolled", "Read to the end"
        THUMB_UP = "thumb_up", "Helpful"
        THUMB_DOWN = "thumb_down", "Not helpful"
        REGENERATED = "regenerated", "Asked for another"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="signals")
    user = models.ForeignKey("support.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.FloatField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]


class Outcome(models.Model):
    """What became of a draft when its message was answered (formulae in copilot/measuring)."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="outcomes")
    message = models.OneToOneField("support.Message", models.CASCADE, related_name="outcome")
    ticket = models.ForeignKey("support.Ticket", models.CASCADE, related_name="outcomes")
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="+")
    version_key = models.CharField(max_length=64)
    eer = models.FloatField(help_text="Effective edit rate, 0 to 1; “edit distance” on screen")
    used = models.FloatField(help_text="Share of the draft kept, 0 to 1")
    added = models.FloatField(help_text="Share of the reply that is new, 0 to 1")
    material = models.BooleanField()
    edit_class = models.CharField(max_length=10)
    unacceptable = models.BooleanField()
    facts = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    # Why it is no evidence although it was measured; empty when it counts.
    excluded = models.CharField(max_length=100, blank=True)
    attended = models.BooleanField(null=True, help_text="Was the draft read before it was sent unchanged?")
    simulated = models.BooleanField(default=False)
    by = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index("category", models.F("id").desc(), name="outcome_category"),
            models.Index(
                "category",
                models.F("id").desc(),
                name="outcome_against",
                condition=Q(unacceptable=True, excluded=""),
            ),
        ]
