"""So that the demo's queue lives: now and then a simulated customer writes, through the ordinary door."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from copilot.demo import simulate
from copilot.demo.history import MOST_ROUNDS, channel_id, recall
from support.actions.tickets import receive_message, receive_ticket
from support.models import Customer, Message, Ticket

# Nobody need answer them: past this many the customers wait until somebody has closed some.
MOST_OPEN = 120
FOLLOW_UP_SHARE = 0.25
# Who was answered a moment ago has not read it yet.
READ_AFTER = timedelta(minutes=2)
CHANNELS = ("form", "form", "api")


def trickle(rng: random.Random) -> Ticket | None:
    """One simulated customer writes: mostly a new ticket, sometimes an answer. None when the desk is full."""
    if Ticket.objects.filter(simulated=True, status="open").count() >= MOST_OPEN:
        return None
    answered = answer_again(rng) if rng.random() < FOLLOW_UP_SHARE else None
    return answered or write_first(rng)


def write_first(rng: random.Random) -> Ticket:
    """A new simulated ticket, drawn from its channel id like all of the demo's."""
    now = timezone.now()
    category = simulate.pick_category(rng)
    identifier = channel_id(0, category, now.date(), round(now.timestamp() * 1000))
    about = recall(identifier)
    with transaction.atomic():
        ticket = receive_ticket(
            subject=about.subject,
            body=about.body,
            email=about.email,
            name=about.name,
            channel=rng.choice(CHANNELS),
            channel_id=identifier,
            simulated=True,
        )
        Customer.objects.filter(pk=ticket.customer_id, attributes={}).update(attributes=about.record)
    return ticket


def answer_again(rng: random.Random) -> Ticket | None:
    """The customer of a waiting simulated ticket answers; None when none does, as most do not."""
    waiting = Ticket.objects.filter(
        simulated=True, status="waiting", last_activity_at__lt=timezone.now() - READ_AFTER
    )
    heard = waiting.annotate(rounds=Count("messages", filter=Q(messages__kind=Message.Kind.INBOUND)))
    able = list(heard.filter(rounds__lt=MOST_ROUNDS).order_by("-last_activity_at")[:50])
    if not able:
        return None
    ticket = rng.choice(able)
    first = ticket.messages.filter(kind=Message.Kind.INBOUND).first()
    reply = ticket.messages.filter(kind=Message.Kind.OUTBOUND).select_related("author").last()
    if first is None or first.channel_id is None or reply is None:
        return None
    name = reply.author.first_name if reply.author else ""
    said = simulate.follow_up(rng, recall(first.channel_id), name)
    if said is None:
        return None
    receive_message(ticket=ticket, body=said.body, channel_id=f"{first.channel_id}:{ticket.rounds}")
    return ticket
