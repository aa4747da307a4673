"""What the tests of draft audits share."""

from datetime import timedelta

from django.utils import timezone

from copilot.autonomy import auditing
from copilot.models import CategoryAutonomy, DraftAudit, Outcome, Resolution
from tests.copilot.calibration_help import draft_of
from tests.factories import make_user, reply

LATER = timedelta(minutes=10)


def answered_draft(category, by=None, unacceptable=False, excluded="", **fields):
    """A draft whose ticket a person has answered, measured."""
    draft = draft_of(category, **fields)
    message = reply(draft.ticket, by or make_user())
    outcome_of(draft, message, unacceptable, excluded)
    return draft


def outcome_of(draft, message, unacceptable=False, excluded=""):
    return Outcome.objects.create(
        draft=draft,
        message=message,
        ticket=draft.ticket,
        category=draft.category,
        version_key=draft.version_key,
        eer=0.5 if unacceptable else 0.0,
        used=0.5,
        added=0.1,
        material=unacceptable,
        edit_class="material" if unacceptable else "as-is",
        unacceptable=unacceptable,
        excluded=excluded,
        by=message.author,
        at=message.created_at,
    )


def answers(draft, by):
    """The agent's reply to the draft's message, past its undo window."""
    message = reply(draft.ticket, by)
    type(message).objects.filter(pk=message.pk).update(delivery="sent")
    return message


def resolved(draft, state="held", arm="holdout", **fields):
    values = {"ticket": draft.ticket, "category": draft.category, "eligible": True, "level": "canary"}
    values |= {"version_key": draft.version_key, "propensity": 0.05, "ended_at": timezone.now()}
    return Resolution.objects.create(draft=draft, state=state, arm=arm, **{**values, **fields})


def drawn_audit(category, kind="blind", **fields):
    """An audit waiting to be judged."""
    return DraftAudit.objects.create(draft=answered_draft(category, **fields), kind=kind, propensity=0.2)


def draw_all(category):
    """Draw with a share of 1, after every undo window."""
    CategoryAutonomy.objects.update_or_create(category=category, defaults={"audit_share": 1.0})
    return auditing.draw(now=timezone.now() + LATER)
