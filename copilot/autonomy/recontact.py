"""Did customers write again after an automatic answer? Known when 72 hours are over, stored then."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from copilot.models import Resolution
from support.models import Message, Ticket
from support.thanks import is_only_thanks

WINDOW = timedelta(hours=72)
BATCH = 500


def mature() -> int:
    """Store the answer for everything sent that long ago. Returns for how many."""
    over = Resolution.objects.filter(
        state="sent", matured_at__isnull=True, ended_at__lte=timezone.now() - WINDOW
    )
    found = list(over.select_related("ticket", "message").order_by("ended_at")[:BATCH])
    for resolution in found:
        Resolution.objects.filter(pk=resolution.pk, matured_at__isnull=True).update(
            recontact=recontacted(resolution), matured_at=timezone.now()
        )
    return len(found)


def recontacted(resolution: Resolution) -> bool | None:
    """Whether anything but thanks came within the window, here or in a new ticket of customer and category.

    None when the reply never reached anybody, so that there is nothing to know.
    """
    if resolution.message is None or resolution.message.delivery != "sent" or resolution.ended_at is None:
        return None
    window = (resolution.ended_at, resolution.ended_at + WINDOW)
    again = Message.objects.filter(
        ticket=resolution.ticket_id, kind=Message.Kind.INBOUND, created_at__range=window
    )
    if any(not is_only_thanks(body) for body in again.values_list("body", flat=True)):
        return True
    others = Ticket.objects.filter(
        customer=resolution.ticket.customer_id, category=resolution.category_id, created_at__range=window
    )
    return others.exclude(pk=resolution.ticket_id).exists()
