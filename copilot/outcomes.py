"""What became of a draft: measured once per reply, counted in the same transaction, withdrawn on undo."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from copilot.measuring import Measurement, Signals, measure
from copilot.models import Draft, DraftSignal, EvidenceDay, Outcome
from routing.models import Correction
from support import events
from support.locks import hold
from support.models import Message

# About 240 words a minute is 4 a second; somebody who has read it needed at least a third of that time.
WORDS_A_SECOND = 4.0
LEAST_SHARE_READ = 0.3

UNREAD = "sent unchanged without being read"
LATER = "not the conversation's first draft"


def draft_answered_by(message: Message) -> Draft | None:
    """The draft that stood ready, and was not yet stale, when this reply was sent."""
    if message.answers_id is None:
        return None
    standing = Q(stale_at__isnull=True) | Q(stale_at__gt=message.created_at)
    return (
        Draft.objects.filter(
            standing, message_id=message.answers_id, kind=Draft.Kind.REPLY, ready_at__lte=message.created_at
        )
        .order_by("-id")
        .first()
    )


def measure_reply(message_id: int) -> Outcome | None:
    """Compare a reply with its draft, store the outcome and count it. Measured twice, counted once."""
    message = Message.objects.select_related("ticket", "author").get(pk=message_id)
    draft = draft_answered_by(message)
    if draft is None or message.delivery == "undone":
        return None
    signals = list(DraftSignal.objects.filter(draft__message_id=draft.message_id))
    result = measure(draft.body, message.body, signals_for(draft, message, signals))
    return _store(draft, message, result, attended(draft, message, signals))


def signals_for(draft: Draft, message: Message, signals: list[DraftSignal]) -> Signals:
    kinds = {signal.kind for signal in signals}
    rerouted = Correction.objects.filter(
        ticket_id=draft.ticket_id,
        undone_at__isnull=True,
        at__lte=message.created_at,
        at__gte=draft.created_at,
    ).exclude(from_category=F("to_category"))
    return Signals(
        regenerated=DraftSignal.Kind.REGENERATED in kinds,
        thumbs_down=DraftSignal.Kind.THUMB_DOWN in kinds,
        rerouted=rerouted.exists(),
    )


def attended(draft: Draft, message: Message, signals: list[DraftSignal]) -> bool:
    """Was the draft on screen, in a focused window, long enough to be read, and read to its end?"""
    mine = [
        signal for signal in signals if signal.draft_id == draft.pk and signal.user_id == message.author_id
    ]
    dwell = sum(signal.value or 0.0 for signal in mine if signal.kind == DraftSignal.Kind.DWELL)
    question = Message.objects.filter(pk=draft.message_id).values_list("body", flat=True).first() or ""
    words = len(re.findall(r"\w+", question)) + len(re.findall(r"\w+", draft.body))
    to_the_end = any(signal.kind == DraftSignal.Kind.SCROLLED for signal in mine)
    # The composer tells the same with the reply itself, for the time no beacon has covered yet.
    dwell = max(dwell, message.composing.get("read_seconds", 0.0))
    to_the_end = to_the_end or bool(message.composing.get("read_end"))
    return to_the_end and dwell >= LEAST_SHARE_READ * words / WORDS_A_SECOND


def _store(draft: Draft, message: Message, result: Measurement, was_read: bool) -> Outcome | None:
    with transaction.atomic():
        # Two workers, or a worker and an undo, must not both act on this conversation.
        hold(f"outcome {message.ticket_id}")
        if not Message.objects.filter(pk=message.pk).exclude(delivery="undone").exists():
            return None
        if Outcome.objects.filter(message=message).exists():
            return None
        outcome = Outcome.objects.create(
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
            attended=was_read,
            excluded=_why_no_evidence(message, result, was_read),
            simulated=message.ticket.simulated,
            by=message.author,
            at=message.created_at,
        )
        count(outcome, +1)
    events.announce(events.ticket_changed, ticket_id=message.ticket_id)
    return outcome


def _why_no_evidence(message: Message, result: Measurement, was_read: bool) -> str:
    """Exclusions can only remove would-be successes, never a failure."""
    if Outcome.objects.filter(ticket_id=message.ticket_id, excluded="").exists():
        return LATER
    if result.edit_class == "as-is" and not result.unacceptable and not was_read:
        return UNREAD
    return ""


def count(outcome: Outcome, sign: int) -> None:
    """Add an outcome to its category's day (+1), or take it away again (−1); inside its transaction."""
    row, _ = EvidenceDay.objects.get_or_create(
        category_id=outcome.category_id,
        version_key=outcome.version_key,
        day=outcome.at.date(),
        simulated=outcome.simulated,
    )
    changes: dict[str, Any] = {}
    if outcome.excluded == UNREAD:
        changes["excluded"] = F("excluded") + sign
    elif not outcome.excluded:
        column = outcome.edit_class.replace("-", "_")
        changes = {
            "outcomes": F("outcomes") + sign,
            column: F(column) + sign,
            "unacceptable": F("unacceptable") + sign * int(outcome.unacceptable),
            "eer_sum": F("eer_sum") + sign * outcome.eer,
            "eer_square_sum": F("eer_square_sum") + sign * outcome.eer**2,
            "used_sum": F("used_sum") + sign * outcome.used,
        }
    if changes:
        EvidenceDay.objects.filter(pk=row.pk).update(**changes)


@transaction.atomic
def withdraw(message_id: int) -> None:
    """Forget the outcome of a reply that was undone before it left."""
    message = Message.objects.get(pk=message_id)
    hold(f"outcome {message.ticket_id}")
    outcome = Outcome.objects.filter(message_id=message_id).first()
    if outcome is not None:
        count(outcome, -1)
        outcome.delete()
