"""Finding what should have happened and did not: everything is derived from rows, so Redis may forget.

Runs every minute, and by hand as `manage.py sweep`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from copilot import outcomes, pipeline
from copilot.autonomy import ladder, remedies, resolving, telling, watching
from copilot.drafting import requesting
from copilot.models import Draft, Outcome, Resolution, Revision
from copilot.tasks import (
    look_for_remedies,
    mail_incident,
    measure_reply,
    prepare_draft,
    revise_draft,
    send_resolution,
    watch_category,
)
from routing.models import Correction, Decision
from routing.tasks import route_ticket
from support.actions import delivery
from support.jobs import enqueue
from support.models import Message
from support.tasks import deliver_message

# Younger rows are somebody's work right now.
GRACE = timedelta(seconds=20)
# Older gaps are history (an import, a pause that is over), not something that went missing.
HORIZON = timedelta(days=14)
# A refiling may rightly lead to no verdict, so it is looked at again for this long and no longer.
REFILED = timedelta(hours=1)
BATCH = 500


@dataclass(frozen=True)
class Swept:
    """How many of each were found and started again."""

    unrouted: int
    undrafted: int
    stuck: int
    undelivered: int
    unmeasured: int
    withdrawn: int
    unresolved: int
    unjudged: int
    unwatched: int
    untold: int
    unlooked: int

    @property
    def total(self) -> int:
        return sum(asdict(self).values())


def sweep(grace: timedelta = GRACE) -> Swept:
    since, until = timezone.now() - HORIZON, timezone.now() - grace
    return Swept(
        unrouted=_unrouted(since, until),
        undrafted=_undrafted(since, until),
        stuck=_stuck(until),
        undelivered=delivery.fail_stuck() + _undelivered(),
        unmeasured=_unmeasured(since, until),
        withdrawn=_withdrawn(),
        unjudged=_unjudged(until),
        unwatched=_unwatched(),
        untold=_untold(),
        unlooked=_unlooked(),
        unresolved=_unconsidered(since, until) + _unsettled(until) + _unsent(),
    )


def _unlooked() -> int:
    """Incidents for which nobody has looked for answers that share the fault."""
    found = remedies.not_looked()
    for incident_id in found:
        enqueue(look_for_remedies, incident_id)
    return len(found)


def _unrouted(since: datetime, until: datetime) -> int:
    """Customer messages of living tickets with neither a decision nor a later one."""
    decided = Decision.objects.filter(ticket=OuterRef("ticket"), message_id__gte=OuterRef("pk"))
    unheard = Message.objects.filter(kind="inbound", created_at__range=(since, until)).exclude(
        ticket__status="closed"
    )
    found = list(unheard.filter(~Exists(decided)).order_by("id")[:BATCH])
    for message in found:
        pipeline.on_message_received(message.ticket_id, message.pk)
    return len(found)


def _undrafted(since: datetime, until: datetime) -> int:
    """Routed tickets where a draft is due and nobody has asked for it."""
    drafted = Draft.objects.filter(message=OuterRef("message"), category=OuterRef("ticket__category"))
    answered = Message.objects.filter(ticket=OuterRef("ticket"), kind="outbound", pk__gt=OuterRef("message"))
    decided = Decision.objects.filter(current=True, state="decided", decided_at__range=(since, until))
    waiting = decided.filter(~Exists(drafted), ~Exists(answered.exclude(delivery="undone")))
    # Asked of the database, since tickets where people write would fill the batch for ever.
    waiting = waiting.filter(ticket__category__in=ladder.drafting_now()).exclude(ticket__status="closed")
    found = 0
    for decision in waiting.select_related("ticket__category").order_by("id")[:BATCH]:
        draft = requesting.request_draft(ticket=decision.ticket)
        found += draft is not None
        if draft is not None:
            enqueue(prepare_draft, draft.pk)
    return found


def _stuck(until: datetime) -> int:
    """Jobs never claimed, or claimed by a worker that is gone."""
    idle = Q(state="pending", created_at__lt=until) | Q(state="working", lease_until__lt=timezone.now())
    decisions = list(Decision.objects.filter(idle).values_list("pk", flat=True)[:BATCH])
    drafts = list(Draft.objects.filter(idle).values_list("pk", flat=True)[:BATCH])
    revisions = list(Revision.objects.filter(idle).values_list("pk", flat=True)[:BATCH])
    for pk in decisions:
        enqueue(route_ticket, pk)
    for pk in drafts:
        enqueue(prepare_draft, pk)
    for pk in revisions:
        enqueue(revise_draft, pk)
    return len(decisions) + len(drafts) + len(revisions)


def _undelivered() -> int:
    due = delivery.due()
    for pk in due:
        enqueue(deliver_message, pk)
    return len(due)


def _unmeasured(since: datetime, until: datetime) -> int:
    """Replies to a message that had a ready draft, without an outcome."""
    replies = Message.objects.filter(kind="outbound", created_at__range=(since, until), outcome=None)
    replies = replies.exclude(delivery="undone").exclude(origin="system")
    seen = outcomes.drafts_seen(OuterRef("answers"), OuterRef("created_at"))
    found = list(replies.filter(Exists(seen)).values_list("pk", flat=True)[:BATCH])
    for pk in found:
        enqueue(measure_reply, pk)
    return len(found)


def _withdrawn() -> int:
    """Outcomes of replies that were undone while nobody was listening."""
    undone = list(
        Outcome.objects.filter(message__delivery="undone").values_list("message_id", flat=True)[:BATCH]
    )
    for message_id in undone:
        outcomes.withdraw(message_id)
    return len(undone)


def _unconsidered(since: datetime, until: datetime) -> int:
    """Ready drafts of categories that may send, made since they may, of which nobody asked whether to."""
    drafts = Draft.objects.filter(state="ready", ready_at__range=(since, until), resolution=None)
    allowed = drafts.filter(
        category__autonomy__level__in=resolving.sending_levels(), ready_at__gte=F("category__autonomy__since")
    )
    found = list(allowed.filter(ticket__status="open").order_by("id").values_list("pk", flat=True)[:BATCH])
    for pk in found:
        resolving.consider(pk)
    return len(found)


def _unsettled(until: datetime) -> int:
    """Resolutions written down and never drawn."""
    waiting = Resolution.objects.filter(state="considered", considered_at__lt=until)
    found = list(waiting.order_by("id").values_list("pk", flat=True)[:BATCH])
    for pk in found:
        resolving.settle(pk)
    return len(found)


def _unsent() -> int:
    due = resolving.due()
    for pk in due:
        enqueue(send_resolution, pk)
    return len(due)


def _unjudged(until: datetime) -> int:
    """Refilings away from a ready draft, made or undone of late, whose verdict may not have been written."""
    lately = (until - REFILED, until)
    ready = Draft.objects.filter(ticket=OuterRef("ticket"), category=OuterRef("from_category"), kind="reply")
    refiled = Correction.objects.filter(Q(at__range=lately) | Q(undone_at__range=lately))
    away = refiled.exclude(from_category=None).exclude(from_category=F("to_category"))
    waiting = away.filter(Exists(ready.filter(ready_at__lte=OuterRef("at"))))
    tickets = list(waiting.order_by().values_list("ticket", flat=True).distinct()[:BATCH])
    return sum(outcomes.judge_conversation(ticket) for ticket in tickets)


def _unwatched() -> int:
    missed = watching.missed()
    for category_id in missed:
        enqueue(watch_category, category_id)
    return len(missed)


def _untold() -> int:
    untold = telling.untold()
    for incident_id in untold:
        enqueue(mail_incident, incident_id)
    return len(untold)
