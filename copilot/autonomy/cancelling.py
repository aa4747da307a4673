"""Calling off an automatic answer in its hold window: by one press, by what happens, for a whole category.

Whoever changes a resolution holds its ticket first; a send shares the pause's lock and holds the category's
row before that. The order is the same for all, so that nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from copilot.models import Resolution
from support import audit, events, permissions
from support.actions import tickets
from support.actions.replies import SYSTEM
from support.actions.tickets import Refused
from support.models import Category, Ticket, User

WAITING = "scheduled"
TOO_LATE = "Nothing is about to be sent here: it has left, or was called off already."


@transaction.atomic
def cancel(*, ticket: Ticket, by: User) -> None:
    """A person calls it off; people answer. Raises Refused when nothing is about to be sent any more."""
    permissions.check(by, "work_tickets")
    if not _call_off([ticket.pk], f"Called off by {by.name}.", by):
        raise Refused(TOO_LATE)


@transaction.atomic
def take_over(*, ticket: Ticket, by: User) -> None:
    """Call it off and answer it oneself. Raises Refused as `cancel` does."""
    cancel(ticket=ticket, by=by)
    tickets.assign(ticket=ticket, to=by, by=by)


def withdraw(ticket_id: int, why: str) -> bool:
    """Something happened on the ticket after which people answer it. True when there was something to stop.

    Sending looks for the same things by itself; this is for the pages, which should not count down in vain.
    """
    if not Resolution.objects.filter(ticket=ticket_id, state=WAITING).exists():
        return False
    with transaction.atomic():
        return bool(_call_off([ticket_id], why, None))


@transaction.atomic
def cancel_all(category: Category | None, why: str, by: User | None) -> int:
    """Call off everything that waits in a category, or everywhere: for a pause or a demotion.

    Call it in the transaction that takes the right to send away. Returns how many were called off.
    """
    waiting = Resolution.objects.filter(state=WAITING)
    if category is not None:
        waiting = waiting.filter(category=category)
    return _call_off(list(waiting.values_list("ticket", flat=True)), why, by)


def _call_off(ticket_ids: Sequence[int], why: str, by: User | None) -> int:
    held = Ticket.objects.filter(pk__in=ticket_ids).order_by("pk").select_for_update(no_key=True)
    found = {ticket.pk: ticket for ticket in held}
    waiting = Resolution.objects.filter(ticket__in=found, state=WAITING)
    stopped = list(waiting.select_for_update(of=("self",)).order_by("ticket"))
    Resolution.objects.filter(pk__in=[each.pk for each in stopped]).update(
        state="cancelled", why=why, ended_at=timezone.now(), ended_by=by
    )
    Ticket.objects.filter(pk__in=[each.ticket_id for each in stopped]).update(answering_at=None)
    for resolution in stopped:
        ticket = found[resolution.ticket_id]
        audit.record(
            ticket, "answer_called_off", by=by or SYSTEM, after={"resolution": resolution.pk}, why=why
        )
        events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return len(stopped)
