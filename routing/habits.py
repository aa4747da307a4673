"""Corrections that keep being made, and the rules that would make them unnecessary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from routing import recent
from routing.catching import Recent
from routing.importing import REASON
from routing.models import Correction
from routing.rules import RuleValue, first_match
from routing.suggesting import FEWEST_MOVED, Suggestion, suggest
from routing.working import rule_values
from support import taxonomy

# Corrections read, newest first, and tickets filed elsewhere that the words are looked for in.
MOST_CORRECTIONS = 5000
MOST_OTHERS = 500


@dataclass(frozen=True)
class Habit:
    """Tickets that people keep moving from one category to another, and the words that tell them apart."""

    source: str  # a category's name, empty for tickets that were filed nowhere
    target: str
    target_id: int
    suggestion: Suggestion

    @property
    def note(self) -> str:
        """Why a rule for it would exist, with the figures of the day."""
        found = self.suggestion
        return (
            f"{found.moved} tickets were moved here by hand in {recent.DAYS} days; “{found.words}” occurs in "
            f"{found.inside} of them and in {found.outside} of {found.others} filed elsewhere."
        )


def habits(*, simulated: bool) -> list[Habit]:
    """What a rule could be written for, the most frequent first.

    Tickets that a rule files rightly by now are left out: a suggestion ends when it has been followed.
    """
    pairs = {
        pair: numbers
        for pair, numbers in same_corrections(simulated=simulated).items()
        if len(numbers) >= FEWEST_MOVED
    }
    if not pairs:
        return []
    tree, rules = taxonomy.load(), rule_values()
    others = recent.tickets(simulated=simulated, most=MOST_OTHERS)
    found = []
    for (source, target), numbers in pairs.items():
        if not tree.is_routable(target):
            continue
        moved = [ticket.text.text for ticket in recent.these(numbers) if not _settled(ticket, target, rules)]
        elsewhere = [
            ticket.text.text
            for ticket in others
            if ticket.category != target and ticket.number not in numbers
        ]
        if suggestion := suggest(moved, elsewhere):
            name = tree.nodes[source].name if source is not None else ""
            found.append(Habit(name, tree.nodes[target].name, target, suggestion))
    return sorted(found, key=lambda habit: (-habit.suggestion.moved, habit.target, habit.source))


def _settled(ticket: Recent, target: int, rules: list[RuleValue]) -> bool:
    rule = first_match(rules, ticket.text)
    return rule is not None and rule.category == target


def same_corrections(*, simulated: bool) -> dict[tuple[int | None, int], list[int]]:
    """(from, to) → tickets people moved that way in the last 30 days and left there."""
    since = timezone.now() - timedelta(days=recent.DAYS)
    home: dict[int, int] = {}
    moved: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    newest = (
        Correction.objects.filter(undone_at=None)
        .order_by("-id")
        .values_list("ticket_id", "from_category_id", "to_category_id", "at", "reason", "ticket__simulated")
    )
    for ticket, source, target, at, reason, is_simulated in newest[:MOST_CORRECTIONS]:
        if at < since or is_simulated != simulated or reason == REASON:
            continue
        if home.setdefault(ticket, target) == target != source and ticket not in moved[source, target]:
            moved[source, target].append(ticket)
    return {pair: tickets for pair, tickets in moved.items() if tickets}
