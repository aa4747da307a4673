"""Verdicts and audits without the way there: for tests of what is decided from them."""

from datetime import timedelta

from django.utils import timezone

from copilot import versions
from copilot.autonomy import evidence, ladder
from copilot.models import Draft, DraftAudit, Level, Resolution, Verdict
from support.models import Message, Ticket
from tests.factories import make_category, make_customer, make_user, open_drafting


def version_of(category, **parts):
    """What the offline backend would draft with now, with some parts of another version."""
    return {**versions.version_of(category, backend="offline", model="", prompt_hash=""), **parts}


def key_of(category):
    return versions.key_of(version_of(category))


def audited(draft, *, bad=False, kind="blind", **fields):
    """A judged audit of a draft, and the verdict that follows."""
    judge = fields.pop("judge", None) or make_user()
    values = {"propensity": 0.2, "judged_at": timezone.now(), "unacceptable": bad}
    audit = DraftAudit.objects.create(draft=draft, kind=kind, judge=judge, **{**values, **fields})
    return evidence.from_audit(audit)


def resolved(draft, arm, *, eligible=True, **fields):
    """The question was asked for this draft, and the draw fell on an arm."""
    values = {"ticket": draft.ticket, "category": draft.category, "version_key": draft.version_key}
    values |= {"level": "canary", "state": "held", "eligible": eligible, "arm": arm, "propensity": 0.1}
    return Resolution.objects.create(draft=draft, **{**values, **fields})


def drafts(category, n, *, at=None, parts=None, **fields):
    """Ready drafts of the version in force (but for `parts`), a ticket each, written at once."""
    version = version_of(category, **(parts or {}))
    at, customer = at or timezone.now() - timedelta(days=20), make_customer()
    tickets = Ticket.objects.bulk_create(
        Ticket(subject=f"Question {i}", channel="form", customer=customer, category=category)
        for i in range(n)
    )
    messages = Message.objects.bulk_create(
        Message(ticket=ticket, kind="inbound", origin="customer", body="Where is it?") for ticket in tickets
    )
    values = {"category": category, "state": "ready", "version": version, "created_at": at, "ready_at": at}
    values |= {"version_key": versions.key_of(version), "checks": [{"result": "pass"}], "body": "Here."}
    return Draft.objects.bulk_create(
        Draft(ticket=message.ticket, message=message, **{**values, **fields}) for message in messages
    )


def verdicts(category, n, bad=0, *, at=None, source="edit", reviewers=(), **fields):
    """Verdicts on drafts of their own, the unacceptable ones first; a minute apart."""
    at = at or timezone.now() - timedelta(days=20)
    made = drafts(category, n, at=at, parts=fields.pop("parts", None))
    return Verdict.objects.bulk_create(
        Verdict(
            source=source,
            ticket=draft.ticket,
            draft=draft,
            category=category,
            version_key=draft.version_key,
            unacceptable=i < bad,
            reviewer=reviewers[i % len(reviewers)] if reviewers else None,
            at=at + timedelta(minutes=i),
            **fields,
        )
        for i, draft in enumerate(made)
    )


def earned(name="Returns", *, edits=(300, 2), audits=(120, 0)):
    """A category at level suggest whose evidence suffices for canary, of three reviewers over twenty days."""
    category = open_drafting(make_category(name))
    since = timezone.now() - timedelta(days=20)
    category.autonomy.since = since
    category.autonomy.save()
    reviewers = [make_user() for _ in range(3)]
    verdicts(category, *edits, reviewers=reviewers, at=since)
    verdicts(category, *audits, source="audit", reviewers=reviewers, at=since)
    return category


def promoted(category, by=None, to=Level.CANARY, **signature):
    """Sign it up, with the name typed."""
    signed = ladder.Signature(typed=category.name, **signature)
    by = by or make_user("manager")
    return ladder.set_level(category=category, to=to, by=by, why="It has earned it.", signature=signed)
