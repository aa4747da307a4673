"""Which evidence starts anew when an SOP is published, retired or reinstated.

Evidence belongs to a version of model, prompt, SOPs and taxonomy (`copilot/versions.py`): another version of
an SOP is another version of every category it serves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from copilot.autonomy.ladder import AGENCY
from copilot.autonomy.readiness import genuine_days
from copilot.models import CategoryAutonomy, Level, Sop
from copilot.versions import newest_keys
from support import taxonomy
from support.models import Category

STAYS, JOINS, LEAVES = "stays", "joins", "leaves"


@dataclass(frozen=True)
class Reset:
    """A category whose evidence starts anew, with the verdicts of its present version that no longer count.

    `change` says whether it stays with the SOP, joins it or leaves it.
    """

    key: str
    name: str
    level: str
    verdicts: int
    unacceptable: int
    change: str

    @property
    def falls(self) -> bool:
        """Whether it sends by itself and so goes back to suggest, as after any change of its version."""
        return AGENCY[self.level].may_send


def resets(sop: Sop, becoming: Iterable[Category] = ()) -> list[Reset]:
    """The categories that the SOP serves now or would serve, those with most verdicts first."""
    tree = taxonomy.load()
    now = {tree.survivor(pk) for pk in _bound(sop)}
    then = {tree.survivor(category.pk) for category in becoming}
    categories = list(Category.objects.filter(pk__in=now | then))
    levels = dict(CategoryAutonomy.objects.filter(category__in=categories).values_list("category", "level"))
    verdicts = _verdicts(categories)
    found = [
        Reset(
            key=category.key,
            name=category.name,
            level=levels.get(category.pk, Level.ROUTE),
            verdicts=verdicts.get(category.pk, (0, 0))[0],
            unacceptable=verdicts.get(category.pk, (0, 0))[1],
            change=JOINS if category.pk not in now else STAYS if category.pk in then else LEAVES,
        )
        for category in categories
    ]
    return sorted(found, key=lambda one: (-one.verdicts, one.name))


def _bound(sop: Sop) -> list[int]:
    """None while it is retired: a retired SOP is part of no version."""
    return [] if sop.retired_at else list(sop.categories.values_list("pk", flat=True))


def _verdicts(categories: list[Category]) -> dict[int, tuple[int, int]]:
    """(verdicts, of these unacceptable) of each category's present version."""
    newest = newest_keys(categories)
    rows = (
        genuine_days()
        .filter(category__in=newest)
        .order_by()
        .values_list("category", "version_key")
        .annotate(n=Sum("outcomes"), bad=Sum("unacceptable"))
    )
    return {category: (n, bad) for category, key, n, bad in rows if key == newest[category]}
