"""What became of every draft of the past, measured, judged and counted at once.

The judgements are the product's own (`copilot/outcomes.py`, `copilot/autonomy/conversations.py`); only the
reading and writing of rows is done for thousands of replies together. A test compares the two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from copilot import outcomes
from copilot.autonomy import evidence
from copilot.autonomy.conversations import exclusions, verdicts
from copilot.models import Draft, DraftSignal, EvidenceDay, Outcome, Verdict
from routing.models import Correction
from support.commandline import progress
from support.models import Message

Day = tuple[int, str, date, bool]
BATCH = 500


def measure_all(replies: list[Message], quiet: bool) -> int:
    """Measure replies that nobody else is at work on; how many answered a draft."""
    drafts, signals, corrections = _drafts(), _signals(), _corrections()
    made = []
    for reply in progress(
        sorted(replies, key=lambda each: each.created_at), total=len(replies), label="measuring", quiet=quiet
    ):
        seen = [draft for draft in drafts[reply.answers_id] if draft.ready_at <= reply.created_at]
        if seen:
            said = [each for each in signals[reply.answers_id] if each.at <= reply.created_at]
            made.append(outcomes.outcome_of(seen[-1], reply, said, corrections[reply.ticket_id]))
    Outcome.objects.bulk_create(made, batch_size=BATCH)
    _judge(sorted({*corrections, *(outcome.ticket_id for outcome in made)}))
    return len(made)


def _drafts() -> defaultdict[int | None, list[Any]]:
    found: defaultdict[int | None, list[Any]] = defaultdict(list)
    unaided = Draft.objects.filter(kind=Draft.Kind.REPLY, revises=None, ready_at__isnull=False)
    for draft in unaided.select_related("message").order_by("id"):
        found[draft.message_id].append(draft)
    return found


def _signals() -> defaultdict[int | None, list[DraftSignal]]:
    found: defaultdict[int | None, list[DraftSignal]] = defaultdict(list)
    for signal in DraftSignal.objects.select_related("draft"):
        found[signal.draft.message_id].append(signal)
    return found


def _corrections() -> defaultdict[int, list[Correction]]:
    found: defaultdict[int, list[Correction]] = defaultdict(list)
    for correction in Correction.objects.all():
        found[correction.ticket_id].append(correction)
    return found


def _judge(tickets: list[int]) -> None:
    days: defaultdict[Day, Counter[str]] = defaultdict(Counter)
    for start in range(0, len(tickets), BATCH):
        judged, measured = [], []
        for conversation in evidence.gather(tickets[start : start + BATCH]):
            why = exclusions(conversation)
            for outcome in conversation.outcomes:
                outcome.excluded = why[outcome.pk]
                days[_day(outcome)].update(outcomes.counted(outcome))
            measured += conversation.outcomes
            for each in verdicts(conversation):
                judged.append(Verdict(ticket_id=conversation.ticket, **asdict(each)))
                if each.counted_misroute:
                    days[_day(each)].update(outcomes=1, unacceptable=1, misrouted=1)
        Outcome.objects.bulk_update(measured, ["excluded"])
        Verdict.objects.bulk_create(judged)
    _count(days.items())


def _day(judged: Any) -> Day:
    return judged.category_id, judged.version_key, judged.at.date(), judged.simulated


def _count(days: Iterable[tuple[Day, Counter[str]]]) -> None:
    EvidenceDay.objects.bulk_create(
        EvidenceDay(category_id=category, version_key=key, day=day, simulated=simulated, **sums)
        for (category, key, day, simulated), sums in days
        if sums
    )
