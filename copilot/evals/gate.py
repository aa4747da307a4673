"""Did the configuration in force pass the eval cases, since the category last changed?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from copilot.evals import configuration
from copilot.models import EvalResult, EvalRun, Sop, SopVersion
from support.models import Category


def release_green(category: Category) -> bool:
    """Whether a passed run of the present configuration tried this category after its newest change."""
    return category.pk in green_categories([category])


def green_categories(categories: Iterable[Category]) -> set[int]:
    """The same for many at once, in five queries: the ids of those that are green."""
    wanted = list(categories)
    print_ = configuration.fingerprint(configuration.present())
    run = EvalRun.objects.filter(fingerprint=print_, state="passed").order_by("-id").first()
    if run is None:
        return set()
    tried = set(EvalResult.objects.filter(run=run).values_list("case__category_id", flat=True))
    changed = changes(wanted)
    return {each.pk for each in wanted if each.pk in tried and changed[each.pk] <= run.started_at}


def changes(categories: Iterable[Category]) -> dict[int, datetime]:
    """When each category last changed: its own words, or the SOPs that its drafts are made from."""
    wanted = list(categories)
    bound = Sop.categories.through.objects.filter(category__in=wanted)
    newest = {category.pk: category.edited_at for category in wanted}
    published = dict(
        SopVersion.objects.filter(published_at__isnull=False)
        .values_list("sop_id")
        .annotate(at=Max("published_at"))
    )
    retired = dict(Sop.objects.filter(retired_at__isnull=False).values_list("pk", "retired_at"))
    for category, sop in bound.values_list("category_id", "sop_id"):
        for at in (published.get(sop), retired.get(sop)):
            if at is not None and at > newest[category]:
                newest[category] = at
    return newest
