"""What became of a draft: measured once per reply, counted in the same transaction, withdrawn on undo."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from copilot.autonomy import evidence, probing
from copilot.autonomy.conversations import LATER, UNREAD, exclusions
from copilot.measuring import Signals, measure
from copilot.models import Draft, DraftSignal, Outcome
from routing.models import Correction
from support import events
from support.locks import hold
from support.models import Message

# About 240 words a minute is 4 a second; somebody who has read it needed at least a third of that time.
WORDS_A_SECOND = 4.0
LEAST_SHARE_READ = 0.3

__all__ = ["LATER", "UNREAD", "judge_conversation", "measure_reply", "withdraw"]


def drafts_seen(answers: Any, at: Any) -> QuerySet[Draft]:
    """Suggested replies to a message that had stood ready by a moment, newest first.

    One that a person set aside since (asked for another, filed the ticket elsewhere) is among them: it was
    judged, and nothing may be left out for having failed. When the customer writes again there is a newer
    message to answer, so such drafts are not. What a person had changed by wish (shorter, friendlier, as
    asked) is that person's edit: the draft it was made from is the one the system would have sent.
    """
    unaided = Draft.objects.filter(kind=Draft.Kind.REPLY, revises=None)
    return unaided.filter(message=answers, ready_at__lte=at).select_related("message").order_by("-id")


def draft_answered_by(message: Message) -> Draft | None:
    """The newest draft that its author had before them when this reply was sent."""
    return drafts_seen(message.answers_id, message.created_at).first() if message.answers_id else None


def measure_reply(message_id: int) -> Outcome | None:
    """Compare a reply with its draft, store the outcome and count it. Measured twice, counted once."""
    message = Message.objects.select_related("ticket", "author").get(pk=message_id)
    draft = draft_answered_by(message)
    # What the system sent by itself nobody has edited; audits judge that.
    if draft is None or message.delivery == "undone" or message.origin == Message.Origin.SYSTEM:
        return None
    probing.answered(draft, message.body)
    # What was said later is no part of it: measured now or tomorrow, the figures are the same.
    signals = list(DraftSignal.objects.filter(draft__message_id=draft.message_id, at__lte=message.created_at))
    return _store(
        outcome_of(draft, message, signals, list(Correction.objects.filter(ticket=draft.ticket_id)))
    )


def outcome_of(
    draft: Draft, message: Message, signals: list[DraftSignal], corrections: list[Correction]
) -> Outcome:
    """What became of a draft, from rows in hand; not stored, and no evidence until it is judged with the rest
    of its conversation.
    """
    result = measure(draft.body, message.body, signals_for(draft, message, signals, corrections))
    return Outcome(
        draft=draft,
        message=message,
        ticket=message.ticket,
        category_id=draft.category_id,
        version_key=draft.version_key,
        eer=result.eer,
        used=result.used,
        added=result.added,
        material=result.material,
        edit_class=result.edit_class,
        unacceptable=result.unacceptable,
        facts=[asdict(change) for change in result.facts],
        reasons=list(result.reasons),
        attended=attended(draft, message, signals),
        excluded=LATER,
        simulated=message.ticket.simulated,
        by=message.author,
        at=message.created_at,
    )


def signals_for(
    draft: Draft, message: Message, signals: list[DraftSignal], corrections: list[Correction]
) -> Signals:
    kinds = {signal.kind for signal in signals}
    return Signals(
        regenerated=DraftSignal.Kind.REGENERATED in kinds,
        thumbs_down=DraftSignal.Kind.THUMB_DOWN in kinds,
        rerouted=any(_rerouted(each, draft.created_at, message.created_at) for each in corrections),
    )


def _rerouted(correction: Correction, since: datetime, until: datetime) -> bool:
    """Somebody put the ticket elsewhere meanwhile; a first filing corrects nobody."""
    moved = correction.from_category_id not in (None, correction.to_category_id)
    return moved and correction.undone_at is None and since < correction.at <= until


def attended(draft: Draft, message: Message, signals: list[DraftSignal]) -> bool:
    """Was the draft on screen, in a focused window, long enough to be read, and read to its end?"""
    mine = [
        signal for signal in signals if signal.draft_id == draft.pk and signal.user_id == message.author_id
    ]
    dwell = sum(signal.value or 0.0 for signal in mine if signal.kind == DraftSignal.Kind.DWELL)
    words = len(re.findall(r"\w+", draft.message.body)) + len(re.findall(r"\w+", draft.body))
    to_the_end = any(signal.kind == DraftSignal.Kind.SCROLLED for signal in mine)
    # The composer tells the same with the reply itself, for the time no beacon has covered yet.
    dwell = max(dwell, message.composing.get("read_seconds", 0.0))
    to_the_end = to_the_end or bool(message.composing.get("read_end"))
    return to_the_end and dwell >= LEAST_SHARE_READ * words / WORDS_A_SECOND


def _store(outcome: Outcome) -> Outcome | None:
    message = outcome.message
    with transaction.atomic():
        # Two workers, or a worker and an undo, must not both act on this conversation.
        hold(f"outcome {message.ticket_id}")
        if not Message.objects.filter(pk=message.pk).exclude(delivery="undone").exists():
            return None
        if Outcome.objects.filter(message=message).exists():
            return None
        outcome.save(force_insert=True)
        judge_conversation(message.ticket_id)
        outcome.refresh_from_db()
    events.announce(events.ticket_changed, ticket_id=message.ticket_id)
    return outcome


@transaction.atomic
def judge_conversation(ticket_id: int) -> bool:
    """One verdict a conversation: that of its first reply which is evidence (`autonomy/conversations.py`).

    Derived anew each time, because replies are measured in any order, may be undone, and tickets refiled.
    True when a verdict changed.
    """
    hold(f"outcome {ticket_id}")
    conversation, changed = evidence.judge(ticket_id)
    why = exclusions(conversation)
    for outcome in conversation.outcomes:
        if why[outcome.pk] != outcome.excluded:
            count(outcome, -1)
            outcome.excluded = why[outcome.pk]
            outcome.save(update_fields=["excluded"])
            count(outcome, +1)
    return changed


def count(outcome: Outcome, sign: int) -> None:
    """Add an outcome to its category's day (+1), or take it away again (−1); inside its transaction."""
    if sums := counted(outcome):
        evidence.count_day(outcome, **{name: sign * value for name, value in sums.items()})


def counted(outcome: Outcome) -> dict[str, float]:
    """What an outcome adds to the sums of its category's day."""
    if outcome.excluded:
        return {"excluded": 1} if outcome.excluded == UNREAD else {}
    return {
        "outcomes": 1,
        "unacceptable": int(outcome.unacceptable),
        "eer_sum": outcome.eer,
        "eer_square_sum": outcome.eer**2,
        "used_sum": outcome.used,
        outcome.edit_class.replace("-", "_"): 1,
    }


@transaction.atomic
def withdraw(message_id: int) -> None:
    """Forget the outcome of a reply that was undone before it left."""
    message = Message.objects.get(pk=message_id)
    hold(f"outcome {message.ticket_id}")
    outcome = Outcome.objects.filter(message_id=message_id).first()
    if outcome is not None:
        count(outcome, -1)
        outcome.delete()
        judge_conversation(message.ticket_id)
