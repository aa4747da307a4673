from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from pgvector.django import VectorField

from copilot.states import SOP_VERSION


class Sop(models.Model):
    """A standard operating procedure. Its words live in versions."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    categories = models.ManyToManyField("support.Category", related_name="sops", blank=True)
    owner = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("copilot:sop", args=[self.slug])


class SopVersion(models.Model):
    """A text of an SOP. Once published it never changes (the database refuses)."""

    sop = models.ForeignKey(Sop, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=SOP_VERSION.choices, default=SOP_VERSION.initial)
    markdown = models.TextField()
    digest = models.CharField(max_length=64)
    internal = models.BooleanField(default=False, help_text="Customers must not see any of it")
    effective = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    # Phrases of the front matter that no reply may hold, and that hand a message to a person.
    never_say = models.JSONField(default=list, blank=True)
    escalate_when = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What changes and why, for who reviews it")
    author = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    # Everybody who has saved it: where review is required, none of them may publish it.
    writers = models.ManyToManyField("support.User", related_name="+", blank=True)
    proposed_by = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey("support.User", models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["sop", "number"], name="sop_version_numbers_once"),
            models.UniqueConstraint(
                fields=["sop"], condition=Q(state="published"), name="one_published_version_a_sop"
            ),
            models.UniqueConstraint(
                fields=["sop"], condition=Q(state="draft"), name="one_draft_version_a_sop"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sop.title}, version {self.number}"


class Section(models.Model):
    """The unit that a draft cites. Made when its version is published."""

    version = models.ForeignKey(SopVersion, models.CASCADE, related_name="sections")
    ordinal = models.PositiveIntegerField()
    anchor = models.SlugField(max_length=120)
    title = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(default=2)
    text = models.TextField()
    internal = models.BooleanField(default=False)
    is_reply = models.BooleanField(default=False, help_text="Holds the reply sentences")
    is_facts = models.BooleanField(default=False, help_text="Made of the front matter's facts table")
    search = SearchVectorField(null=True, editable=False)
    # No fixed width: it depends on the embedding model, and an SOP collection is small enough to scan.
    embedding = VectorField(null=True, blank=True)
    embedded_with = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["version", "ordinal"]
        indexes = [GinIndex("search", name="section_search")]
        constraints = [
            models.UniqueConstraint(fields=["version", "anchor"], name="anchor_once_a_version"),
            models.UniqueConstraint(fields=["version", "ordinal"], name="ordinal_once_a_version"),
        ]
