"""What the demo's people checked: routes drawn at random and judged, and a reference set labelled twice.

Drawing and judging are the product's own. What is simulated is the people: each says what the customer's
simulator meant, but for an invented share of slips. The newest draws are left for whoever tries the demo.
"""

from __future__ import annotations

import random
from datetime import timedelta
from math import ceil

from copilot.demo.founding import Shop
from copilot.demo.history import recall
from routing import auditing, reference
from routing.models import ReferenceCase, RouteAudit
from support import taxonomy
from support.models import Category, Message, Ticket, User

# Invented, like everything a simulated person does.
SLIPS = 0.03
CASES = 30
LEFT = 0.15  # of both, for whoever tries the demo
LABELLERS = ("agent@example.com", "admin@example.com")
# The tree has two names for the same thing (a planted finding), so two careful people differ.
UNSURE = {"missing_package": "lost_parcel", "lost_parcel": "missing_package"}


def check(shop: Shop, days: int, seed: int) -> None:
    """Judge a random share of `days` days' routes and label a small reference set."""
    chance = random.Random(f"checked {seed}")  # noqa: S311 - a simulator, nothing secret
    auditing.draw(horizon=timedelta(days=days))
    _judge(list(shop.people.values()), chance)
    _label(shop, chance)


def _judge(people: list[User], chance: random.Random) -> None:
    drawn = RouteAudit.objects.filter(judged_at=None).select_related("decision")
    in_order = list(drawn.order_by("decision__decided_at"))
    for audited in in_order[: len(in_order) - ceil(LEFT * len(in_order))]:
        may = [person for person in people if auditing.waiting_for(person).filter(pk=audited.pk).exists()]
        truth = _meant(audited.decision.ticket_id, chance)
        if may and truth is not None:
            auditing.judge(audited=audited, truth=truth, by=chance.choice(may))
            at = audited.decision.decided_at or audited.drawn_at
            RouteAudit.objects.filter(pk=audited.pk).update(drawn_at=at, judged_at=at + timedelta(days=1))


def _label(shop: Shop, chance: random.Random) -> None:
    """Two people, each for themselves; a few texts honestly could be filed in either of two places."""
    first, second = (shop.people[email] for email in LABELLERS)
    tickets = list(Ticket.objects.order_by("id"))
    arguable = Ticket.objects.filter(category__key__in=UNSURE).order_by("id")[:2]
    for ticket in [*arguable, *chance.sample(tickets, min(CASES, len(tickets) // 10))]:
        if not ReferenceCase.objects.filter(text=reference.opening(ticket)).exists():
            reference.add_case(by=first, ticket=ticket)
    cases = list(ReferenceCase.objects.select_related("ticket"))
    for case in cases[: len(cases) - ceil(LEFT * len(cases))]:
        assert case.ticket_id is not None
        truth = _meant(case.ticket_id, chance)
        reference.label_case(case=case, category=truth, by=first)
        reference.label_case(case=case, category=_or_its_double(truth), by=second)


def _meant(ticket_id: int, chance: random.Random) -> Category | None:
    """What the simulator that wrote the ticket meant, or, now and then, a category beside it.

    None when that category no longer takes tickets.
    """
    messages = Message.objects.filter(ticket_id=ticket_id).order_by("id")
    identifier = messages.values_list("channel_id", flat=True)
    tree = taxonomy.load()
    meant = Category.objects.get(key=recall(str(identifier[0])).category_key)
    if not tree.is_routable(meant.pk):
        return None
    beside = [node for node in Category.objects.filter(parent=meant.parent) if tree.is_routable(node.pk)]
    return chance.choice(beside) if chance.random() < SLIPS else meant


def _or_its_double(truth: Category | None) -> Category | None:
    double = UNSURE.get(truth.key) if truth is not None else None
    return Category.objects.get(key=double) if double else truth
