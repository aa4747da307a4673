from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class Risk(models.TextChoices):
    LOW = "low", "Low"
    NORMAL = "normal", "Normal"
    MONEY = "money", "Money or legal"


class Category(models.Model):
    """A node of the taxonomy. Leaves are routable; retired nodes never are, but keep their history."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    description = models.TextField(blank=True)
    when_to_use = models.TextField(blank=True)
    when_not_to_use = models.TextField(blank=True)
    risk = models.CharField(max_length=10, choices=Risk.choices, default=Risk.NORMAL)
    owner_team = models.ForeignKey("support.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    deputy = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # When a person last changed what this node means; age is a lint signal.
    edited_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    # Where its tickets, and what was learned from them, went when it was retired by a merge.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="category_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True)
                | models.Q(deputy__isnull=True)
                | ~models.Q(owner=models.F("deputy")),
                name="deputy_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CategoryAlias(models.Model):
    """An old or other name that still resolves to a category."""

    name = models.CharField(max_length=200)
    category = models.ForeignKey(Category, models.CASCADE, related_name="aliases")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="alias_resolves_once")]

    def __str__(self) -> str:
        return self.name
