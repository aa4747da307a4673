"""What the SOPs leave uncovered: categories, sections, dates."""

from __future__ import annotations

from copilot.models import SopVersion
from support import taxonomy
from support.taxonomy import Node

# A review is announced this long before its day.
REVIEW_SOON_DAYS = 30


def uncovered() -> list[Node]:
    """Routable categories without a published SOP, in the tree's order; an unpublished one covers nothing."""
    published = SopVersion.objects.filter(state="published", sop__retired_at=None)
    covered = set(published.values_list("sop__categories", flat=True))
    return [node for node in taxonomy.load().routable() if node.id not in covered]
