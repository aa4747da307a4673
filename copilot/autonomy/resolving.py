"""The system answers by itself: considered, drawn, held for a while, and sent once or not at all.

    ready draft → considered (eligible or not, written down) → scheduled, or held for people
                  scheduled → sent | cancelled (somebody stepped in) | held (a condition no longer holds)

Sending is one transaction. It begins by sharing the pause's lock and holding the category's row, the ticket
and the resolution; reads every condition anew; and leaves behind the message, already on its way, the closed
ticket and the state. Whatever was committed before, be it a pause, a demotion or a customer's message, is
seen; whatever comes after waits for it. The mail is handed over afterwards. A worker that dies in between
leaves a message in “sending”, which goes to a person and never out a second time.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from copilot.autonomy import ladder
from copilot.autonomy.assignment import (
    AUTO,
    HOLDOUT,
    HOLDOUT_UNSEEN,
    PEOPLE,
    assign,
    draw_of,
    effective_share,
)
from copilot.autonomy.cancelling import WAITING, cancel_all
from copilot.autonomy.eligibility import eligible, why_not
from copilot.autonomy.situation import facts_of
from copilot.models import CategoryAutonomy, Draft, Resolution
from support import audit, events
from support.actions import delivery, replies
from support.actions.replies import SYSTEM
from support.locks import hold_shared
from support.models import Message, Ticket

__all__ = ["cancel_all", "consider", "due", "send", "settle"]

# The send key of an automatic reply is derived from its resolution: the same one twice is refused.
KEYS = uuid.UUID("3f0b6c1e-6f38-4e52-9a5c-0d5f1c2a7b11")
WHY = {
    PEOPLE: "Outside the automatic share: people answer it.",
    HOLDOUT: "Holdout: people answer a random share, to see what they would have changed.",
    HOLDOUT_UNSEEN: "Holdout: people answer it without seeing the draft first.",
}


def sending_levels() -> list[str]:
    return [level for level, agency in ladder.AGENCY.items() if agency.may_send]


def consider(draft_id: int) -> Resolution | None:
    """Ask once whether a ready draft may be sent by the system, and act on the answer.

    None where the category's level sends nothing, the draft is not ready, or it was asked already.
    """
    resolution = _write_down(draft_id)
    if resolution is not None:
        settle(resolution.pk)
        resolution.refresh_from_db()
    return resolution


@transaction.atomic
def _write_down(draft_id: int) -> Resolution | None:
    """Eligibility with its reasons, committed before anything is drawn."""
    # One short question for most drafts, whose category sends nothing.
    ready = Draft.objects.filter(pk=draft_id, state="ready", category__autonomy__level__in=sending_levels())
    if not ready.exists():
        return None
    draft = ready.select_related("category__autonomy", "requested_by").first()
    if draft is None:
        return None
    autonomy = draft.category.autonomy
    ticket = _hold_ticket(draft.ticket_id)
    conditions = eligible(facts_of(draft, ticket, autonomy))
    resolution, made = Resolution.objects.get_or_create(
        draft=draft,
        defaults={
            "ticket": ticket,
            "category": draft.category,
            "version_key": draft.version_key,
            "level": autonomy.level,
            "eligible": not why_not(conditions),
            "conditions": [asdict(condition) for condition in conditions],
        },
    )
    return resolution if made else None


def _hold_ticket(ticket_id: int) -> Ticket:
    # “No key”: rows that merely point at the ticket may be written meanwhile.
    tickets = Ticket.objects.select_for_update(no_key=True, of=("self",))
    return tickets.select_related("customer", "assignee", "category").get(pk=ticket_id)


@transaction.atomic
def settle(resolution_id: int) -> None:
    """Draw the arm of an eligible reply, and schedule it or leave it to people. Twice is the same as once."""
    resolution = Resolution.objects.get(pk=resolution_id)
    ticket = _hold_ticket(resolution.ticket_id)
    autonomy = CategoryAutonomy.objects.filter(category=resolution.category_id).first()
    if not resolution.eligible or autonomy is None:
        unmet = [each["sentence"] for each in resolution.conditions if not each["met"]]
        _move(resolution, "considered", state="held", why=" ".join(unmet), ended_at=timezone.now())
        return
    share = effective_share(autonomy.auto_share, level=autonomy.level, light=autonomy.light)
    drawn = assign(draw_of(autonomy.salt, ticket.pk), auto_share=share, holdout_share=autonomy.holdout_share)
    now = timezone.now()
    values = {"arm": drawn.arm, "draw": drawn.draw, "propensity": drawn.propensity, "assigned_at": now}
    if drawn.arm != AUTO:
        _move(resolution, "considered", state="held", why=WHY[drawn.arm], ended_at=now, **values)
        return
    send_at = now + timedelta(seconds=autonomy.hold_seconds)
    if _move(resolution, "considered", state=WAITING, send_at=send_at, **values):
        Ticket.objects.filter(pk=ticket.pk).update(answering_at=send_at)
        after = {"resolution": resolution.pk, "send_at": send_at.isoformat()}
        audit.record(ticket, "answer_scheduled", by=SYSTEM, after=after)
        events.announce(events.ticket_changed, ticket_id=ticket.pk)


def _move(resolution: Resolution, here: str, **values: Any) -> bool:
    """True for the one caller that finds it in this state."""
    return bool(Resolution.objects.filter(pk=resolution.pk, state=here).update(**values))


def due() -> list[int]:
    """Ids of resolutions whose hold window is over."""
    waiting = Resolution.objects.filter(state=WAITING, send_at__lte=timezone.now())
    return list(waiting.order_by("send_at").values_list("pk", flat=True)[:500])


def send(resolution_id: int) -> bool:
    """Send one that is due if everything still allows it. True when this call sent the mail."""
    message = _commit(resolution_id)
    if message is None or message.delivery_since is None:
        return False
    return delivery.hand_over(message.pk, message.delivery_since)


@transaction.atomic
def _commit(resolution_id: int) -> Message | None:
    """The message, on its way, if this caller may send it; see the top of this file for the locks."""
    hold_shared(ladder.PAUSING)
    known = Resolution.objects.filter(pk=resolution_id, state=WAITING).first()
    if known is None:
        return None
    held = CategoryAutonomy.objects.select_for_update(no_key=True).filter(category=known.category_id)
    autonomy = held.first() or CategoryAutonomy(category_id=known.category_id)
    ticket = _hold_ticket(known.ticket_id)
    waiting = Resolution.objects.select_for_update(of=("self",)).filter(pk=resolution_id, state=WAITING)
    resolution = (
        waiting.filter(send_at__lte=timezone.now())
        .select_related("draft__category", "draft__requested_by", "draft__message")
        .first()
    )
    if resolution is None:
        return None
    conditions = eligible(facts_of(resolution.draft, ticket, autonomy, sending=True))
    read = {"conditions_at_send": [asdict(condition) for condition in conditions]}
    if why := why_not(conditions):
        _hold_back(resolution, ticket, why, read)
        return None
    message = replies.send_as_system(
        ticket=ticket,
        body=body_of(resolution.draft),
        send_key=uuid.uuid5(KEYS, str(resolution.pk)),
        answers=resolution.draft.message,
    )
    _move(resolution, WAITING, state="sent", message=message, ended_at=message.created_at, **read)
    return message


def _hold_back(resolution: Resolution, ticket: Ticket, why: str, read: dict[str, Any]) -> None:
    """A condition no longer holds at the last moment: people answer, and the ticket says why."""
    _move(resolution, WAITING, state="held", why=why, ended_at=timezone.now(), **read)
    Ticket.objects.filter(pk=ticket.pk).update(answering_at=None)
    audit.record(ticket, "answer_held", by=SYSTEM, after={"resolution": resolution.pk}, why=why)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)


def body_of(draft: Draft) -> str:
    """What leaves: the draft, and below it who wrote it and how to reach a person."""
    return f"{draft.body.rstrip()}\n\n{settings.AUTOMATIC_REPLY_NOTE}"
