"""Verdicts and audits without the way there: for tests of what is decided from them."""

from copilot.autonomy import evidence
from copilot.models import DraftAudit, Resolution
from tests.factories import make_user


def audited(draft, *, bad=False, kind="blind", **fields):
    """A judged audit of a draft, and the verdict that follows."""
    from django.utils import timezone

    judge = fields.pop("judge", None) or make_user()
    values = {"propensity": 0.2, "judged_at": timezone.now(), "unacceptable": bad}
    audit = DraftAudit.objects.create(draft=draft, kind=kind, judge=judge, **{**values, **fields})
    return evidence.from_audit(audit)


def resolved(draft, arm, *, eligible=True, **fields):
    """The question was asked for this draft, and the draw fell on an arm."""
    values = {"ticket": draft.ticket, "category": draft.category, "version_key": draft.version_key}
    values |= {"level": "canary", "state": "held", "eligible": eligible, "arm": arm, "propensity": 0.1}
    return Resolution.objects.create(draft=draft, **{**values, **fields})
