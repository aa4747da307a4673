"""The mail about an incident to those who answer for its category. The row says whether it left."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from copilot.models import Incident
from support.actions import delivery

logger = logging.getLogger(__name__)

# Older ones are on the page; a mail that late would only confuse.
RECENT = timedelta(days=1)


def mail(incident_id: int) -> bool:
    """Send it once; when the mail server refuses, the sweep tries again. True when this call sent it."""
    now = timezone.now()
    if not Incident.objects.filter(pk=incident_id, mailed_at=None).update(mailed_at=now):
        return False
    incident = Incident.objects.select_related("category").get(pk=incident_id)
    subject = f"{incident.category.name}: {incident.get_cause_display().lower()}"
    try:
        delivery.tell(incident.told.all(), subject=subject, body=f"{incident.text}\n")
    except Exception as error:  # whatever a mail backend raises
        logger.warning("The mail about incident %s failed: %s", incident_id, type(error).__name__)
        Incident.objects.filter(pk=incident_id, mailed_at=now).update(mailed_at=None)
        return False
    return True


def untold() -> list[int]:
    """Incidents of today whose mail has not left."""
    recent = Incident.objects.filter(mailed_at=None, opened_at__gte=timezone.now() - RECENT)
    return list(recent.values_list("pk", flat=True))
