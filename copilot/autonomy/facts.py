"""What the gate reads, gathered from the rows: for one category, or for a page of them in as many queries.

The verdicts are those of the category's present version, since its evidence last began anew, up to the moment
when a reply can no longer be taken back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from copilot import versions
from copilot.autonomy import evidence, probing, signing
from copilot.autonomy.counting import EVER, Counted, count, final, running_days
from copilot.autonomy.detector import incident_day
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.gate import CRITICAL_IN_VERSION, DAYS, LEVELS, TOLERATED, Facts
from copilot.autonomy.gate import Level as Step
from copilot.calibration import state
from copilot.evals import gate as release
from copilot.models import CategoryAutonomy, Incident, Verdict
from routing import reference
from routing.models import Finding, ReferenceLabel
from support import taxonomy
from support.models import Category, User

# Looked through, a page at a time, for the last drafts that the same model, prompt and checks made anywhere.
NEWEST, PAGE = 5000, 500
# Incidents in which nothing went wrong with a draft, and the one that has a condition of its own.
HARMLESS = (Incident.Cause.AMBER, Incident.Cause.DRILL, Incident.Cause.VERSION)
BAD_DAY = (Incident.Cause.DAY, Incident.Cause.CRITICAL)


def gather(category: Category, target: Step, *, now: datetime | None = None) -> Facts:
    """The facts of one category for a step up, of the version it drafts with now."""
    found = gather_all([category], now=now, targets={category.pk: target})[category.pk]
    return replace(found, unproven=signing.unproven(category))


def gather_all(
    categories: Iterable[Category],
    *,
    now: datetime | None = None,
    targets: dict[int, Step] | None = None,
) -> dict[int, Facts]:
    """The same for many, each for its next step up, in a number of queries that does not grow with them.

    Only the evidence of an earlier signature is not recomputed here.
    """
    chosen, now = list(categories), now or timezone.now()
    rows = {row.category_id: row for row in CategoryAutonomy.objects.filter(category__in=chosen)}
    made = versions.newest(chosen)
    keys = {pk: key for pk, (key, _) in made.items()}
    since = {pk: _since(rows.get(pk), key) for pk, key in keys.items()}
    counted = count(keys, since, until=final(now))
    critical = _critical_in_versions(made, final(now))
    incidents, open_incidents = _incidents(chosen)
    bad_days = _bad_days(chosen, keys, since, now)
    probes = probing.tallies(chosen)
    findings, disputes = _open_findings(chosen), _disputes()
    calibrated, green = state.complete_categories(chosen), release.green_categories(chosen)
    return {
        category.pk: Facts(
            **_standing(category, rows.get(category.pk), keys.get(category.pk, ""), targets or {}),
            **_of_verdicts(counted[category.pk], rows.get(category.pk), now),
            probes=probes.get(category.pk),
            version_critical=critical.get(category.pk, Tally()),
            calibration_complete=category.pk in calibrated,
            open_disputes=disputes[category.pk],
            open_findings=findings[category.pk],
            release_green=category.pk in green,
            days_since_incident=_days_since(now, incidents.get(category.pk), bad_days.get(category.pk)),
            open_incidents=open_incidents[category.pk],
        )
        for category in chosen
    }


def _since(row: CategoryAutonomy | None, key: str) -> datetime:
    """A red starts the evidence of its version anew; another version has begun anew anyway."""
    began = row.evidence_since if row is not None and row.version_key == key else None
    return began or EVER


def _standing(
    category: Category, row: CategoryAutonomy | None, key: str, targets: dict[int, Step]
) -> dict[str, Any]:
    """What is known without looking at verdicts. The attempt belongs to the version that was signed for."""
    level = LEVELS[LEVELS.index(row.level)] if row is not None else LEVELS[0]
    following = LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]
    return {
        "level": level,
        "target": targets.get(category.pk, following),
        "tau": TOLERATED[category.risk],
        "attempt": row.attempt if row is not None and row.version_key == key else 1,
        "amber": row is not None and row.light == "amber",
        "never_auto": row is not None and row.never_auto,
        "owner": _known_as(category.owner),
        "deputy": _known_as(category.deputy),
        # The rule is stored with the signature, by `promoting.sign` and by the database's own condition.
        "rollback_stated": True,
    }


def _known_as(person: User | None) -> str:
    """With the address, since two people may have one name."""
    return f"{person.name} ({person.email})" if person else ""


def _of_verdicts(counted: Counted, row: CategoryAutonomy | None, now: datetime) -> dict[str, Any]:
    began = max(counted.first, row.since if row is not None else EVER) if counted.first else now
    return {
        "edits": counted.edits,
        "audits": counted.audits,
        "days": max(0, (now - began).days),
        "reviewers": dict(counted.reviewers),
        "excluded": counted.excluded,
        "category_critical": Tally(max(counted.edits.n, counted.critical), counted.critical),
    }


def _critical_in_versions(made: dict[int, tuple[str, dict[str, Any]]], until: datetime) -> dict[int, Tally]:
    """Critical errors in the last 300 reviewed drafts by the same model, prompt and checks, anywhere."""
    wanted = {tuple(version.get(part) for part in versions.SHARED) for _, version in made.values()}
    drafts = _newest_drafts(wanted, until)
    found = {
        pk: drafts[tuple(version.get(part) for part in versions.SHARED)] for pk, (_, version) in made.items()
    }
    return {pk: Tally(len(seen), sum(seen.values())) for pk, seen in found.items()}


def _newest_drafts(
    wanted: set[tuple[Any, ...]], until: datetime
) -> defaultdict[tuple[Any, ...], dict[int, bool]]:
    """By model, prompt and checks the last 300 reviewed drafts, and whether anybody found each critical."""
    newest = evidence.genuine(Verdict.objects.filter(Q(excluded="") | Q(critical=True), at__lte=until))
    columns = ("draft_id", "critical", *(f"draft__version__{part}" for part in versions.SHARED))
    rows = newest.order_by("-at", "-id").values_list(*columns)
    drafts: defaultdict[tuple[Any, ...], dict[int, bool]] = defaultdict(dict)
    for start in range(0, NEWEST, PAGE):
        page = list(rows[start : start + PAGE])
        for draft, critical, *parts in page:
            seen = drafts[tuple(parts)]
            if draft in seen or len(seen) < CRITICAL_IN_VERSION:
                seen[draft] = seen.get(draft, False) or critical
        if len(page) < PAGE or all(len(drafts[parts]) >= CRITICAL_IN_VERSION for parts in wanted):
            break
    return _with_earlier_words(drafts, newest)


def _with_earlier_words(
    drafts: defaultdict[tuple[Any, ...], dict[int, bool]], newest: QuerySet[Verdict]
) -> defaultdict[tuple[Any, ...], dict[int, bool]]:
    """A draft has more than one verdict when it was audited too; an earlier one may lie further back."""
    every = {draft: seen for seen in drafts.values() for draft in seen}
    bad = newest.filter(critical=True, draft__in=every).order_by().values_list("draft_id", flat=True)
    for draft in bad:
        every[draft][draft] = True
    return drafts


def _bad_days(
    categories: Sequence[Category],
    keys: dict[int, str],
    since: dict[int, datetime],
    now: datetime,
) -> dict[int, datetime]:
    """The newest day, of those that matter, on which too many drafts were unacceptable.

    A day is looked at after each verdict, as the watch over an automatic category looks at it.
    """
    risks = {category.pk: TOLERATED[category.risk] for category in categories}
    recent = evidence.genuine(
        Verdict.objects.filter(category__in=keys, source__in=evidence.EDITS, excluded="")
    )
    recent = recent.filter(
        version_key__in=set(keys.values()), at__gte=now - timedelta(days=DAYS + 1), at__lte=now
    )
    found: dict[int, datetime] = {}
    suspicious = running_days(recent).filter(unacceptable=True, bad__gte=2)
    columns = ("category_id", "version_key", "at", "n", "bad")  # no more: the database sorts what it reads
    for pk, version, at, n, bad in suspicious.values_list(*columns):
        if version == keys[pk] and at >= since[pk] and incident_day(n, bad, risks[pk]):
            found[pk] = max(found.get(pk, EVER), at)
    return found


def _incidents(categories: Sequence[Category]) -> tuple[dict[int, datetime], Counter[int]]:
    """When each category's last bad day was by its incidents, and how many lack a conclusion."""
    rows = Incident.objects.filter(category__in=categories)
    bad = rows.filter(cause__in=BAD_DAY).order_by().values_list("category_id").annotate(at=Max("opened_at"))
    still_open = rows.filter(closed_at=None).exclude(cause__in=HARMLESS).values_list("category_id", flat=True)
    return dict(bad), Counter(still_open)


def _days_since(now: datetime, *moments: datetime | None) -> int | None:
    known = [moment for moment in moments if moment is not None]
    return (now - max(known)).days if known else None


def _open_findings(categories: Sequence[Category]) -> Counter[int]:
    """Defects of the taxonomy nobody has decided on, that touch the category or anything above it."""
    tree = taxonomy.load()
    nodes = Finding.objects.filter(gone_at=None, dismissed_at=None).values_list("nodes", flat=True)
    touched = [set(found) for found in nodes]
    paths = {category.pk: {node.id for node in tree.path(category.pk)} for category in categories}
    return Counter({pk: sum(bool(found & path) for found in touched) for pk, path in paths.items()})


def _disputes() -> Counter[int]:
    """Reference cases whose two labels differ, counted for both categories they name."""
    cases = list(reference.disputes().prefetch_related(None).values_list("pk", flat=True))
    labels = ReferenceLabel.objects.filter(case__in=cases, category__isnull=False)
    return Counter(category for _, category in set(labels.values_list("case_id", "category_id")))
