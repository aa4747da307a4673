"""What the routing report shows, read from the database for one window of time.

Simulated and real tickets are never counted together: a report is about the one or the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, Count, Exists, F, FloatField, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from routing import mix_shift
from routing.auditing import own
from routing.homes import homes
from routing.models import ClassifierVersion, Correction, Decision, Path, RouteAudit
from routing.reports.confusion import Judged
from routing.reports.shares import Share, plain, weighted
from support.models import Ticket

WINDOWS = (7, 30, 90, 365)
MIX_SHOWN = 8
VERSIONS_SHOWN = 10
FILED = "filed"  # a person's word stood already, routing only repeated it

LABELS = {
    Path.RULE: "A rule",
    Path.LEARNED: "Learned classifier",
    Path.MODEL: "A model",
    Path.PERSON: "Left to a person",
    FILED: "A person had filed it before",
}


class Percentile(Aggregate):
    """PostgreSQL's percentile_cont: Percentile("milliseconds", at=0.5) is the median."""

    function = "percentile_cont"
    template = "%(function)s(%(at)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, *, at: float, **extra: Any) -> None:
        super().__init__(expression, at=at, **extra)


@dataclass(frozen=True)
class Scope:
    """Which tickets a report is about."""

    days: int = 30
    simulated: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Scope:
        """As an address says it. The demo's desk is simulated, so there the simulated come first."""
        days = query.get("days", "")
        tickets = query.get("tickets") or ("simulated" if settings.DEMO else "real")
        chosen = int(days) if days.isdecimal() and len(days) < 4 else 30
        return cls(chosen if chosen in WINDOWS else 30, tickets == "simulated")

    @property
    def query(self) -> str:
        return f"days={self.days}&tickets={'simulated' if self.simulated else 'real'}"

    @cached_property
    def until(self) -> datetime:
        return timezone.now()

    @property
    def since(self) -> datetime:
        return self.until - timedelta(days=self.days)

    @property
    def before(self) -> datetime:
        """The beginning of the window of the same length before this one."""
        return self.until - timedelta(days=2 * self.days)

    def decisions(self) -> QuerySet[Decision]:
        return Decision.objects.filter(
            state="decided", decided_at__range=(self.since, self.until), ticket__simulated=self.simulated
        )

    def others(self) -> int:
        """Decisions of the other kind in the same window, which this report leaves out."""
        other = Decision.objects.filter(state="decided", decided_at__range=(self.since, self.until))
        return other.filter(ticket__simulated=not self.simulated).count()


def judged(scope: Scope) -> list[Judged]:
    """Every decision routing made by itself that a person has spoken about, the blind word first.

    Categories merged since are read as the ones they live on in.
    """
    last_word = Correction.objects.filter(decision=OuterRef("pk"), undone_at=None)
    rows = (
        own(scope.decisions())
        .filter(Q(audit__judged_at__isnull=False) | Exists(last_word))
        .values_list("pk", "ticket_id", "path", "category_id", "confidence", "runners_up", "considered")
    )
    found = list(rows.order_by("-pk"))
    numbers = [row[0] for row in found]
    blind = {
        pk: (truth, chance)
        for pk, truth, chance in RouteAudit.objects.filter(
            decision__in=numbers, judged_at__isnull=False
        ).values_list("decision_id", "truth_id", "propensity")
    }
    open_eyed = dict(
        Correction.objects.filter(decision__in=numbers, undone_at=None)
        .order_by("decision_id", "-id")
        .distinct("decision_id")
        .values_list("decision_id", "to_category_id")
    )
    home = homes()
    return [_judged(row, blind.get(row[0]), open_eyed.get(row[0]), home) for row in found]


def _judged(
    row: Sequence[Any], blind: tuple[int | None, float] | None, open_eyed: int | None, home: dict[int, int]
) -> Judged:
    decision, ticket, path, category, confidence, runners_up, considered = row
    truth, chance = blind or (open_eyed, 1.0)
    guess = category if path == Path.LEARNED else runners_up[0]["category"] if runners_up else None
    return Judged(
        decision=decision,
        ticket=ticket,
        path=path,
        said=_now(category, home),
        truth=_now(truth, home),
        audited=blind is not None,
        chance=chance,
        confidence=confidence,
        guess=_now(guess, home),
        in_scope={"path": "learned", "answer": "none of these"} not in considered,
    )


def _now(category: int | None, home: dict[int, int]) -> int | None:
    return category if category is None else home.get(category, category)


@dataclass(frozen=True)
class Accuracy:
    """How often routing is right, by three witnesses."""

    placed: int  # decisions that put a ticket somewhere
    nowhere: int  # decisions that left it to a person
    corrected: int
    confirmed: int
    uncorrected: Share
    audited: Share
    needless: Share  # of audited decisions that put it nowhere: there was a category after all
    drawn: int
    waiting: int


def accuracy(scope: Scope, rows: Sequence[Judged], spoken: Counter[tuple[str, str]]) -> Accuracy:
    counts = own(scope.decisions())
    placed, nowhere = (counts.filter(category__isnull=empty).count() for empty in (False, True))
    audits = RouteAudit.objects.filter(decision__in=scope.decisions().values("pk"))
    corrected = sum(n for (_, word), n in spoken.items() if word == "corrected")
    blind = [row for row in rows if row.audited]
    return Accuracy(
        placed=placed,
        nowhere=nowhere,
        corrected=corrected,
        confirmed=sum(n for (_, word), n in spoken.items() if word == "confirmed"),
        uncorrected=plain(placed - corrected, placed),
        audited=weighted((row.right, row.chance) for row in blind if row.said is not None),
        needless=weighted((row.truth is not None, row.chance) for row in blind if row.said is None),
        drawn=audits.count(),
        waiting=audits.filter(judged_at=None).count(),
    )


def spoken_about(scope: Scope) -> Counter[tuple[str, str]]:
    """Of the decisions that put a ticket somewhere: (path, corrected or confirmed) → how many.

    The last standing word on each counts.
    """
    home = homes()
    words = (
        Correction.objects.filter(decision__in=scope.decisions().values("pk"), undone_at=None)
        .filter(decision__category__isnull=False)
        .exclude(decision__path=Path.PERSON)
        .order_by("decision_id", "-id")
        .distinct("decision_id")
        .values_list("decision__path", "decision__category_id", "to_category_id")
    )
    return Counter(
        (path, "confirmed" if _now(said, home) == _now(truth, home) else "corrected")
        for path, said, truth in words
    )


def by_path(scope: Scope, rows: Sequence[Judged], spoken: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """Per path: decisions, share, corrections, accuracy on audited tickets, and time."""
    sums = (
        scope.decisions()
        .annotate(placed=Q(category__isnull=False))
        .values("path", "placed")
        .annotate(
            n=Count("id"),
            median=Percentile("milliseconds", at=0.5),
            slow=Percentile("milliseconds", at=0.95),
        )
    )
    named = {(FILED if row["path"] == Path.PERSON and row["placed"] else row["path"]): row for row in sums}
    total = sum(row["n"] for row in named.values())
    blind = [row for row in rows if row.audited and row.said is not None]
    return [
        {
            **named[key],
            "key": key,
            "label": label,
            "share": named[key]["n"] / total,
            "corrected": spoken[key, "corrected"],
            "audited": weighted((row.right, row.chance) for row in blind if row.path == key),
        }
        for key, label in LABELS.items()
        if key in named
    ]


def waiting_minutes(scope: Scope) -> dict[str, Any]:
    """How long until a person filed what routing had put nowhere: the median in minutes, and n."""
    first = Correction.objects.filter(
        decision__in=scope.decisions().filter(path=Path.PERSON, category=None).values("pk"), undone_at=None
    )
    gaps = [
        (at - decided).total_seconds() / 60
        for at, decided in first.order_by("decision_id", "id")
        .distinct("decision_id")
        .values_list("at", "decision__decided_at")
        if decided is not None
    ]
    gaps.sort()
    return {"n": len(gaps), "median": gaps[len(gaps) // 2] if gaps else None}


def mix(scope: Scope) -> mix_shift.Shift | None:
    """Where tickets that arrived in this window are filed now, against the window before."""
    home = homes()
    rows = Ticket.objects.filter(simulated=scope.simulated, created_at__range=(scope.before, scope.until))
    before: list[int | None] = []
    now: list[int | None] = []
    for at, category in rows.values_list("created_at", "category_id"):
        (now if at >= scope.since else before).append(_now(category, home))
    return mix_shift.compare(before, now)


def most_corrected(scope: Scope, limit: int = 12) -> list[dict[str, Any]]:
    """Pairs people keep correcting: the first place to look for a missing rule or a muddled category."""
    rows: Any = (
        Correction.objects.filter(
            undone_at=None,
            from_category__isnull=False,
            at__gte=scope.since,
            ticket__simulated=scope.simulated,
        )
        .exclude(from_category=F("to_category"))
        .values("from_category__name", "to_category__name", "to_category__key")
        .annotate(n=Count("id"))
        .order_by("-n", "from_category__name")[:limit]
    )
    return list(rows)


def versions() -> list[dict[str, Any]]:
    """The classifier's versions, newest first, each with the scores of the one before it."""
    rows = list(ClassifierVersion.objects.defer("artifact")[: VERSIONS_SHOWN + 1])
    shown = []
    for version, before in zip_longest(rows, rows[1:]):
        scores, earlier = version.scores, before.scores if before else {}
        held, n = scores.get("accuracy"), scores.get("held_out") or 0
        shown.append(
            {
                "version": version,
                "accuracy": plain(scores.get("right", round((held or 0) * n)), n),
                "accuracy_by": _by(held, earlier.get("accuracy")),
                "covered": _covered(scores),
                "covered_by": _by(_covered(scores), _covered(earlier)),
                "reference": _reference(scores),
            }
        )
    return shown[:VERSIONS_SHOWN]


def _by(now: float | None, before: float | None) -> float | None:
    """The change in percentage points."""
    return None if now is None or before is None else (now - before) * 100


def _covered(scores: dict[str, Any]) -> float | None:
    entry = scores.get("coverage", {}).get("0.95")
    return entry["share"] if entry else None


def _reference(scores: dict[str, Any]) -> dict[str, Any] | None:
    exam = scores.get("reference")
    if not exam or not exam["n"]:
        return None
    return {"share": plain(exam["right"], exam["n"]), "before": exam.get("before")}
