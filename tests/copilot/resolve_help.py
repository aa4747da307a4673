"""What the tests of automatic answers share: a category that may send, and a draft that is eligible."""

from datetime import timedelta

from django.utils import timezone

from copilot.autonomy import resolving
from copilot.drafting import requesting
from copilot.models import CategoryAutonomy, Draft, Resolution
from support.models import Ticket
from tests.copilot.draft_help import drafting_category, prepared, waiting_ticket

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def sending_category(name="Returns", **fields):
    """A category at level auto that answers everything eligible; `eligible_draft` signs its version."""
    category = drafting_category(name)
    values = {"level": "auto", "auto_share": 1.0, "holdout_share": 0.0, "hold_seconds": 600}
    CategoryAutonomy.objects.filter(category=category).update(**{**values, **fields})
    return category


def eligible_draft(category=None, **fields):
    """A ready draft whose version is what was signed for."""
    category = category or sending_category()
    ticket = waiting_ticket(category, **fields)
    # Where a test really commits, the pipeline has asked for the draft already.
    draft = prepared(requesting.request_draft(ticket=ticket) or ticket.drafts.get())
    CategoryAutonomy.objects.filter(category=category).update(version_key=draft.version_key)
    Resolution.objects.filter(draft=draft, eligible=False).delete()  # asked before it was signed for
    return Draft.objects.select_related("ticket", "category").get(pk=draft.pk)


def scheduled(category=None, **fields):
    draft = eligible_draft(category, **fields)
    resolution = resolving.consider(draft.pk) or draft.resolution
    assert resolution.state == "scheduled", resolution.why
    return resolution


def make_due(resolution):
    """As if the hold window were over."""
    past = timezone.now() - timedelta(seconds=1)
    Resolution.objects.filter(pk=resolution.pk).update(send_at=past)
    Ticket.objects.filter(pk=resolution.ticket_id).update(answering_at=past)
    return resolution


def fresh(resolution):
    return Resolution.objects.select_related("ticket", "message", "category").get(pk=resolution.pk)
