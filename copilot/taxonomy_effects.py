"""What a change set would do to SOPs and evidence. Nothing is written: both follow the tree when read.

An SOP serves the categories it is bound to and those they were merged into. Evidence belongs to a version,
and a category's name, place and meaning are a part of that.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from copilot.models import EvidenceDay, Sop
from copilot.versions import newest_keys
from routing.models import ChangeSet
from routing.taxonomy.gathering import plan_of
from support.models import Category
from support.taxonomy import Taxonomy


@dataclass(frozen=True)
class SopEffect:
    title: str
    slug: str
    text: str


@dataclass(frozen=True)
class Effects:
    orphaned: list[SopEffect]  # SOPs that would serve no category that takes tickets
    moved: list[SopEffect]  # SOPs that would serve other categories than today
    anew: list[tuple[str, int]]  # categories whose evidence starts anew, with the verdicts it loses
    kept: int  # categories whose evidence is kept
    kept_verdicts: int


def effects(change_set: ChangeSet) -> Effects:
    plan = plan_of(change_set)
    before, after = plan.before, plan.after
    orphaned, moved, other_sops = [], [], set[int]()
    for sop in Sop.objects.filter(retired_at=None, versions__state="published").prefetch_related(
        "categories"
    ):
        bound = [category.pk for category in sop.categories.all()]
        was, will = _served(before, bound), _served(after, bound)
        if was == will:
            continue
        other_sops |= was ^ will
        if was and not will:
            orphaned.append(SopEffect(sop.title, sop.slug, _why(after, bound)))
        else:
            names = ", ".join(sorted(f"“{after.path_name(pk)}”" for pk in will))
            moved.append(SopEffect(sop.title, sop.slug, f"serves {names}"))
    changed = {pk for pk in before.nodes if _meaning(before, pk) != _meaning(after, pk)} | other_sops
    verdicts = _verdicts()
    return Effects(
        orphaned=orphaned,
        moved=moved,
        anew=sorted((before.path_name(pk), n) for pk, n in verdicts.items() if pk in changed),
        kept=sum(pk not in changed for pk in verdicts),
        kept_verdicts=sum(n for pk, n in verdicts.items() if pk not in changed),
    )


def _served(tree: Taxonomy, bound: list[int]) -> set[int]:
    """Categories that take tickets and that an SOP bound to these would answer for."""
    routable = {node.id for node in tree.routable()}
    return {home for pk in bound if (home := tree.survivor(pk)) in routable}


def _why(tree: Taxonomy, bound: list[int]) -> str:
    homes = [tree.nodes[tree.survivor(pk)] for pk in bound if pk in tree.nodes]
    headings = sorted(f"“{node.name}”" for node in homes if not node.retired)
    if headings:
        return f"{', '.join(headings)} becomes a heading; bind it to one of the parts"
    return "every category it is bound to would be retired"


def _meaning(tree: Taxonomy, pk: int) -> tuple[object, ...]:
    node = tree.nodes[pk]
    return node.retired, node.name, node.parent, node.when_to_use, node.when_not_to_use


def _verdicts() -> dict[int, int]:
    """Verdicts that count today, per category: those of its newest version."""
    newest = newest_keys(Category.objects.filter(retired_at=None))
    rows = (
        EvidenceDay.objects.filter(category__in=newest)
        .values_list("category", "version_key")
        .annotate(n=Sum(F("outcomes") - F("excluded")))
    )
    return {category: n for category, key, n in rows if n and key == newest[category]}
