"""Rows for the reports of one category: reviewed drafts, chance's two arms, cost and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Sum
from django.utils import timezone

from copilot.autonomy import contact, evidence
from copilot.drafting import checks
from copilot.models import Draft, ModelCall, Outcome, Resolution, Verdict
from copilot.reports.hypothetical import Reviewed
from copilot.reports.rates import Comparison, Rate
from copilot.reports.value import LEAST_MEASURED
from support.models import Category, Message, Ticket

HANDLING_DAYS = 90
NEWEST, MOST_REVIEWED = 500, 2000
SENDABLE = ExpressionWrapper(
    Q(draft__unknown=[])
    & ~Q(draft__checks=[])
    & ~Q(draft__checks__contains=[{"result": checks.WARN}])
    & ~Q(draft__checks__contains=[{"result": checks.HOLD}]),
    BooleanField(),
)


def reviewed(category: Category, version: str, since: datetime | None) -> list[Reviewed]:
    """The drafts of this version that people reviewed, the newest 2,000, in order of arrival.

    Sendable is a draft whose checks all passed and that left nothing unknown; what else eligibility asks
    for (first reply, one intent, no never-automatic topic) was not recorded before anything could be sent.
    """
    stream = evidence.stream(category, version, sources=evidence.EDITS, since=since)
    columns = ("ticket_id", "draft_id", "at", "unacceptable", "reviewer_id", "sendable")
    # Asked of the database: the checks themselves are long, and there are thousands.
    told = stream.annotate(sendable=SENDABLE).order_by("-at", "-id").values_list(*columns)
    found = list(told[:MOST_REVIEWED])[::-1]
    bad = [draft for _, draft, _, unacceptable, *_ in found if unacceptable]
    messages = dict(Outcome.objects.filter(draft__in=bad, excluded="").values_list("draft_id", "message_id"))
    return [
        Reviewed(ticket, messages.get(draft), at, unacceptable, sendable, str(reviewer or ""))
        for ticket, draft, at, unacceptable, reviewer, sendable in found
    ]


@dataclass(frozen=True)
class Cost:
    """What model calls for the drafts of a version cost; offline drafts cost nothing."""

    usd: float
    drafts: int

    @property
    def per_draft(self) -> float:
        return self.usd / self.drafts if self.drafts else 0.0


def cost(category: Category, version: str) -> Cost:
    """Of the newest 500 drafts of this version."""
    drafts = Draft.objects.filter(
        category=category, version_key=version, kind=Draft.Kind.REPLY, ready_at__isnull=False
    )
    traces = list(drafts.order_by("-ready_at").values_list("trace", flat=True)[:NEWEST])
    calls = ModelCall.objects.filter(trace__in=[trace for trace in traces if trace is not None])
    return Cost(float(calls.aggregate(usd=Sum("cost_usd"))["usd"] or 0), len(traces))


@dataclass(frozen=True)
class Handling:
    """People's median handling time of a reply, in seconds; None while too few were measured."""

    seconds: float | None
    n: int


def handling(category: Category) -> Handling:
    """Of the last 90 days, and of the category's 500 tickets with the newest activity."""
    tickets = Ticket.objects.filter(category=category).order_by("-last_activity_at", "-id").values("pk")
    replies = Message.objects.filter(
        ticket__in=tickets[:NEWEST],
        kind="outbound",
        origin="agent",
        created_at__gte=timezone.now() - timedelta(days=HANDLING_DAYS),
    ).exclude(delivery="undone")
    found = replies.filter(composing__has_key="open_seconds").values_list(
        "composing__open_seconds", flat=True
    )
    seconds = [float(value) for value in found]
    return Handling(median(seconds) if len(seconds) >= LEAST_MEASURED else None, len(seconds))


@dataclass(frozen=True)
class Arms:
    """What chance decided: the holdout, answered by people, beside what the system sent."""

    unacceptable: Comparison  # audits of sent replies beside people's edits in the holdout
    recontact: Comparison  # customers who wrote again within 72 hours


def arms(category: Category, version: str, since: datetime) -> Arms:
    """Since the present level began. `other` is the holdout, and for re-contact all that went to people."""
    stream = evidence.watched(category, version, since)
    sent = stream.filter(source=Verdict.Source.SENT_AUDIT)
    held = stream.exclude(source=Verdict.Source.SENT_AUDIT)
    return Arms(
        Comparison(_rate(sent), _rate(held)),
        Comparison(
            _came_back_after_sending(category, version, since),
            _came_back_after_people(category, version, since),
        ),
    )


def _came_back_after_sending(category: Category, version: str, since: datetime) -> Rate:
    known = Resolution.objects.filter(
        category=category,
        version_key=version,
        considered_at__gte=since,
        state="sent",
        recontact__isnull=False,
    )
    sums = known.aggregate(n=Count("pk"), again=Count("pk", filter=Q(recontact=True)))
    return Rate(sums["again"], sums["n"])


def _came_back_after_people(category: Category, version: str, since: datetime) -> Rate:
    """Eligible tickets that chance left to people, their replies old enough to judge; the newest of them."""
    outcomes = Outcome.objects.filter(
        category=category,
        version_key=version,
        draft__resolution__eligible=True,
        draft__resolution__considered_at__gte=since,
        message__created_at__lte=timezone.now() - contact.WITHIN,
    ).exclude(draft__resolution__arm__in=["", "auto"])
    replies = [
        outcome.message for outcome in outcomes.select_related("message__ticket").order_by("-id")[:NEWEST]
    ]
    found = contact.recontacted(replies)
    return Rate(sum(found.values()), len(found))


def _rate(verdicts: Any) -> Rate:
    tally = evidence.counted(verdicts)
    return Rate(tally.unacceptable, tally.n)
