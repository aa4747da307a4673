"""The version tuple that evidence belongs to: change any part and the evidence starts anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from copilot.drafting.asking import PROMPT
from copilot.measuring.verdict import DISCARDED_BELOW, LIGHT_UP_TO
from copilot.models import Draft, Sop, SopVersion
from copilot.prompts import load
from support.models import Category
from support.taxonomy import with_all_merged

# Raise it when a check is added or changes what it lets through.
CHECKS = 5
# Parts of a version that all categories share: what made the draft, and what let it through.
SHARED = ("model", "prompt", "checks")


def version_of(category: Category, *, backend: str, model: str, prompt_hash: str) -> dict[str, Any]:
    """(model, prompt, SOPs, taxonomy, checks, thresholds) of a draft made for this category now."""
    bound = Sop.objects.filter(categories__in=with_all_merged(category.pk))
    published = SopVersion.objects.filter(state="published", sop__in=bound)
    meaning = [
        category.key,
        category.name,
        category.parent_id,
        category.when_to_use,
        category.when_not_to_use,
        category.risk,  # it says how many unacceptable drafts are tolerated
    ]
    return {
        "model": f"{backend}:{model}" if model else backend,
        "prompt": prompt_hash,
        "sops": sorted(f"{slug}@{number}" for slug, number in published.values_list("sop__slug", "number")),
        "taxonomy": _digest(meaning)[:16],
        "checks": CHECKS,
        "thresholds": [LIGHT_UP_TO, DISCARDED_BELOW],
    }


def key_of(version: dict[str, Any]) -> str:
    return _digest(version)


def key_now(category: Category, made: dict[str, Any]) -> str:
    """The key that a version would have if the same model drafted now: another one when anything changed."""
    return key_of(present(category, made))


def present(category: Category, made: dict[str, Any]) -> dict[str, Any]:
    """A version's parts as they are now; the model is left as it was."""
    backend, _, model = str(made.get("model", "")).partition(":")
    prompt = load(PROMPT).digest if made.get("prompt") else ""
    return version_of(category, backend=backend, model=model, prompt_hash=prompt)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def newest_keys(categories: Iterable[Category]) -> dict[int, str]:
    """For each category the version of its newest ready draft: the one whose evidence counts now."""
    return {pk: key for pk, (key, _) in newest(categories).items()}


def newest(categories: Iterable[Category]) -> dict[int, tuple[str, dict[str, Any]]]:
    """The same with the version's parts.

    A fallback made while a better path was away is passed over, or one bad minute of a model server would
    start the evidence anew; it counts only where there has been nothing else.
    """
    ready = Draft.objects.filter(category=OuterRef("pk"), ready_at__isnull=False, kind=Draft.Kind.REPLY)
    last = ready.order_by("-id").values("pk")
    draft = Coalesce(Subquery(last.filter(degraded="")[:1]), Subquery(last[:1]))
    chosen = Category.objects.filter(pk__in=[category.pk for category in categories])
    drafts = [pk for pk in chosen.values_list(draft, flat=True) if pk is not None]
    columns = ("category_id", "version_key", "version")
    return {pk: (key, parts) for pk, key, parts in Draft.objects.filter(pk__in=drafts).values_list(*columns)}
