"""What came after the replies: customers say whether they helped, and the team has rehearsed an incident."""

from __future__ import annotations

import random
from datetime import timedelta

from copilot.autonomy import incidents
from copilot.demo.founding import FIRST_TO_ANSWER, Shop
from copilot.models import Incident
from support.models import Message, Rating

# Invented: few customers answer, and most of those who do are content.
ANSWER, HELPED = 0.08, 0.86
DONE = (
    "Opened the last twenty answers with Tomasz: all as the SOP says. Pausing takes one press.",
    "Wrote down who looks at the weekend: the deputy.",
)
CONCLUSION = "A simulated drill: nothing was wrong. We heard of it in a minute and knew what to press."


def rate_replies(replies: list[Message], seed: int) -> int:
    """Customers' words on replies that have left, as the links in them would keep them; how many."""
    chance = random.Random(f"ratings {seed}")  # noqa: S311 - a simulator, nothing secret
    sent = [reply for reply in replies if reply.delivery == "sent"]
    rated = chance.sample(sent, min(len(sent), max(1, round(len(sent) * ANSWER))))
    Rating.objects.bulk_create(
        Rating(
            message=reply,
            helpful=chance.random() < HELPED,
            at=reply.created_at + timedelta(minutes=chance.randint(5, 600)),
        )
        for reply in rated
    )
    return len(rated)


def rehearse(shop: Shop) -> Incident:
    """A drill from its beginning to its conclusion, by the product's own actions."""
    category = shop.categories[FIRST_TO_ANSWER]
    drill = incidents.drill(category=category, by=shop.manager)
    # They have seen it already, and their mailboxes do not exist.
    Incident.objects.filter(pk=drill.pk).update(mailed_at=drill.opened_at)
    assert category.owner is not None
    incidents.acknowledge(incident=drill, by=category.owner)
    for what in DONE:
        incidents.act(incident=drill, what=what, by=category.owner)
    incidents.close(incident=drill, conclusion=CONCLUSION, by=category.owner)
    return drill
