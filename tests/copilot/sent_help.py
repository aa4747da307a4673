"""Rows as resolving, watching and judging leave them: replies the system sent, verdicts, incidents."""

from uuid import uuid4

from django.utils import timezone

from copilot.models import CategoryAutonomy, Incident, Resolution, Verdict
from support.models import Message
from tests.copilot.draft_help import ready_draft


def at_level(category, level, **fields):
    """The category's autonomy row at this level, as if it had been promoted."""
    row, _ = CategoryAutonomy.objects.update_or_create(category=category, defaults={"level": level, **fields})
    return row


def sent_by_system(category, body=None, at=None, **fields):
    """A resolution whose reply has left: the draft as it stood, or this body."""
    draft, at = ready_draft(category), at or timezone.now()
    message = Message.objects.create(
        ticket=draft.ticket,
        kind="outbound",
        origin="system",
        body=body or draft.body,
        delivery="sent",
        send_key=uuid4(),
        answers=draft.message,
        created_at=at,
    )
    values = {"level": "canary", "state": "sent", "eligible": True, "arm": "auto", "propensity": 0.1}
    return Resolution.objects.create(
        draft=draft,
        ticket=draft.ticket,
        category=category,
        version_key=draft.version_key,
        message=message,
        considered_at=at,
        ended_at=at,
        **{**values, **fields},
    )


def verdict(draft, unacceptable=False, **fields):
    """A verdict on the draft, as an edit gives it."""
    values = {"source": "edit", "ticket": draft.ticket, "category": draft.category}
    return Verdict.objects.create(
        draft=draft, version_key=draft.version_key, unacceptable=unacceptable, **{**values, **fields}
    )


def incident(category, cause="red", version_key="", **fields):
    values = {"text": "Too many drafts were wrong.", "figures": {"sr": 512.0}}
    return Incident.objects.create(
        category=category, cause=cause, version_key=version_key, **{**values, **fields}
    )
