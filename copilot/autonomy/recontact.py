"""Did customers write again after an automatic answer? Known when 72 hours are over, stored then."""

from __future__ import annotations

from django.utils import timezone

from copilot.autonomy import contact
from copilot.models import Resolution

BATCH = 500


def mature() -> int:
    """Store the answer for everything sent that long ago. Returns for how many.

    None is stored when the reply never reached anybody, so that there is nothing to know.
    """
    over = Resolution.objects.filter(
        state="sent", matured_at__isnull=True, ended_at__lte=timezone.now() - contact.WITHIN
    )
    found = list(over.select_related("message__ticket").order_by("ended_at")[:BATCH])
    delivered = [each.message for each in found if each.message and each.message.delivery == "sent"]
    came_back = contact.recontacted(delivered)
    for resolution in found:
        Resolution.objects.filter(pk=resolution.pk, matured_at__isnull=True).update(
            recontact=came_back.get(resolution.message_id or 0), matured_at=timezone.now()
        )
    return len(found)
