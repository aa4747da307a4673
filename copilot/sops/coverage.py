"""What the SOPs leave uncovered: categories, sections nobody cites, dates that have passed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from copilot.models import Section, SopVersion
from copilot.sops import links
from copilot.sops.document import SopError
from support import taxonomy
from support.models import Ticket
from support.taxonomy import Node

# A review is announced this long before its day.
REVIEW_SOON_DAYS = 30
VOLUME_DAYS = 30
# Sections are called never cited on the strength of so many of the newest drafts.
NEWEST_DRAFTS = 2_000


@dataclass(frozen=True)
class Gap:
    """A category that takes tickets and has no SOP, with how many came in the last 30 days."""

    key: str
    name: str
    tickets: int


@dataclass(frozen=True)
class Uncited:
    """A published SOP with the sections that no draft cites; `whole` when that is every one of them."""

    version: SopVersion
    sections: tuple[Section, ...]
    whole: bool


@dataclass(frozen=True)
class Coverage:
    gaps: list[Gap]
    unbound: list[SopVersion]
    uncited: list[Uncited]
    drafts: int  # the newest drafts that were looked at for it
    overdue: list[SopVersion]
    due_soon: list[SopVersion]
    undated: int  # published SOPs without a date of review
    not_yet: list[SopVersion]
    broken: list[tuple[SopVersion, SopError]]


def uncovered() -> list[Node]:
    """Routable categories without a published SOP, in the tree's order; an unpublished one covers nothing.

    One that other categories were merged into is covered by their SOPs.
    """
    tree = taxonomy.load()
    published = SopVersion.objects.filter(state="published", sop__retired_at=None)
    bound = published.exclude(sop__categories=None).values_list("sop__categories", flat=True)
    covered = {tree.survivor(pk) for pk in bound}
    return [node for node in tree.routable() if node.id not in covered]


def coverage(today: date) -> Coverage:
    """Everything the page of coverage says, on this day."""
    published = list(
        SopVersion.objects.filter(state="published", sop__retired_at=None)
        .select_related("sop")
        .prefetch_related("sop__categories")
        .order_by("sop__title")
    )
    uncited, drafts = _uncited(published)
    soon = today + timedelta(days=REVIEW_SOON_DAYS)
    dated = [(version, version.review_by) for version in published if version.review_by]
    return Coverage(
        gaps=_gaps(),
        unbound=[version for version in published if not version.sop.categories.all()],
        uncited=uncited,
        drafts=drafts,
        overdue=[version for version, day in dated if day < today],
        due_soon=[version for version, day in dated if today <= day <= soon],
        undated=len(published) - len(dated),
        not_yet=[version for version in published if version.effective and version.effective > today],
        broken=links.all_broken(),
    )


def _gaps() -> list[Gap]:
    """Most tickets first: that is where an SOP is missed."""
    nodes = uncovered()
    since = timezone.now() - timedelta(days=VOLUME_DAYS)
    counts = dict(
        Ticket.objects.filter(category__in=[node.id for node in nodes], created_at__gte=since)
        .order_by()
        .values_list("category")
        .annotate(n=Count("pk"))
    )
    gaps = [Gap(node.key, node.name, counts.get(node.id, 0)) for node in nodes]
    return sorted(gaps, key=lambda gap: (-gap.tickets, gap.name))


def _uncited(published: list[SopVersion]) -> tuple[list[Uncited], int]:
    """By address and anchor, so that what an older version's section earned counts for the newer one's."""
    cited, drafts = _cited()
    sections: dict[int, list[Section]] = defaultdict(list)
    citable = Section.objects.filter(
        version__in=published, internal=False, is_reply=False, is_facts=False, level__gt=0
    )
    for section in citable.defer("text", "search", "embedding").order_by("ordinal"):
        sections[section.version_id].append(section)
    found = []
    for version in published:
        never = tuple(one for one in sections[version.pk] if (version.sop.slug, one.anchor) not in cited)
        if never and drafts:
            found.append(Uncited(version, never, len(never) == len(sections[version.pk])))
    return sorted(found, key=lambda one: not one.whole), drafts


def _cited() -> tuple[set[tuple[str, str]], int]:
    """(address, anchor) of every section that the newest drafts cite, and how many drafts those are."""
    newest = (
        "SELECT id, sources FROM copilot_draft WHERE ready_at IS NOT NULL AND kind = 'reply'"
        " ORDER BY id DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest AS ({newest}) SELECT DISTINCT source ->> 'sop', source ->> 'anchor'"  # noqa: S608
            " FROM newest, jsonb_array_elements(newest.sources) AS source",
            [NEWEST_DRAFTS],
        )
        cited = {(slug, anchor) for slug, anchor in cursor.fetchall()}
        cursor.execute(f"SELECT count(*) FROM ({newest}) AS newest", [NEWEST_DRAFTS])  # noqa: S608
        return cited, cursor.fetchone()[0]
