"""The drafts a session may be made of, and what happened to each of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from copilot import versions
from copilot.calibration.sampling import SIGNALS
from copilot.models import CalibrationItem, Draft, DraftAudit, DraftSignal, Outcome
from support.models import Category

# Older drafts show how it was, not how it is.
WINDOW = timedelta(days=28)


def recent(category: Category | None, now: datetime | None = None) -> QuerySet[Draft]:
    """Drafts that stood ready lately, of the category's present version; of all categories without one."""
    found = Draft.objects.filter(ready_at__gte=(now or timezone.now()) - WINDOW)
    if category is None:
        return found
    return found.filter(category=category, version_key=versions.newest_keys([category]).get(category.pk, ""))


def frame(drafts: QuerySet[Draft]) -> list[int]:
    """What the random part is drawn from: answered drafts that no random part has held before.

    One that was read because something had happened to it stays in: left out, failures would be missing.
    """
    drawn = CalibrationItem.objects.filter(draft=OuterRef("pk"), stratum=CalibrationItem.Stratum.RANDOM)
    answered = Outcome.objects.filter(draft=OuterRef("pk"))
    kept = drafts.filter(Exists(answered), ~Exists(drawn), kind=Draft.Kind.REPLY)
    return list(kept.order_by("id").values_list("pk", flat=True))


def signals(drafts: QuerySet[Draft]) -> dict[int, list[str]]:
    """The signals of each draft nobody has read in a session yet, as codes in the order of SIGNALS."""
    read = CalibrationItem.objects.filter(draft=OuterRef("pk"))
    unread = drafts.filter(~Exists(read))
    found: dict[int, set[str]] = defaultdict(set)
    kinds = {
        DraftSignal.Kind.THUMB_DOWN.value: "thumbs_down",
        DraftSignal.Kind.REGENERATED.value: "regenerated",
    }
    given = DraftSignal.objects.filter(draft__in=unread, kind__in=list(kinds))
    for draft, kind in given.values_list("draft_id", "kind"):
        found[draft].add(kinds[kind])
    measured = Outcome.objects.filter(draft__in=unread, unacceptable=True)
    for draft, material, reasons in measured.values_list("draft_id", "material", "reasons"):
        found[draft] |= ({"material"} if material else set()) | ({"rerouted"} & set(reasons))
    bad = DraftAudit.objects.filter(draft__in=unread, unacceptable=True)
    for draft in bad.values_list("draft_id", flat=True):
        found[draft].add("audit")
    for draft in unread.filter(checks__contains=[{"result": "hold"}]).values_list("pk", flat=True):
        found[draft].add("held")
    for draft in unread.filter(kind=Draft.Kind.FINDINGS).values_list("pk", flat=True):
        found[draft].add("novel")
    return {draft: [code for code in SIGNALS if code in codes] for draft, codes in found.items() if codes}
