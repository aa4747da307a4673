"""Verdicts and audits without the way there: for tests of what is decided from them."""

from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from copilot import versions
from copilot.autonomy import evidence, ladder
from copilot.models import Draft, DraftAudit, Level, Resolution, Verdict
from support.models import Message, Ticket
from tests.factories import make_category, make_customer, make_user, open_drafting, rows_like


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
    at = at or timezone.now() - timedelta(days=20)
    ticket = Ticket(channel="form", customer=make_customer(), category=category)
    tickets = rows_like(ticket, subject=[f"Question {i}" for i in range(n)])
    message = Message(kind="inbound", origin="customer", body="Where is it?")
    messages = rows_like(message, ticket_id=tickets, mail_id=[uuid4() for _ in tickets])
    values = {"category": category, "state": "ready", "version": version, "created_at": at, "ready_at": at}
    values |= {"version_key": versions.key_of(version), "checks": [{"result": "pass"}], "body": "Here."}
    made = rows_like(Draft(**{**values, **fields}), ticket_id=tickets, message_id=messages)
    return Draft.objects.filter(pk__in=made).order_by("pk")


def verdicts(category, n, bad=0, *, at=None, source="edit", reviewers=(), **fields):
    """Verdicts on drafts of their own, the unacceptable ones first; a minute apart."""
    at = at or timezone.now() - timedelta(days=20)
    made = drafts(category, n, at=at, parts=fields.pop("parts", None))
    columns = defaultdict(list)
    for i, (draft, ticket, version_key) in enumerate(made.values_list("pk", "ticket", "version_key")):
        columns["draft_id"].append(draft)
        columns["ticket_id"].append(ticket)
        columns["version_key"].append(version_key)
        columns["unacceptable"].append(i < bad)
        columns["reviewer_id"].append(reviewers[i % len(reviewers)].pk if reviewers else None)
        columns["at"].append(at + timedelta(minutes=i))
    keys = rows_like(Verdict(source=source, category=category, **fields), **columns)
    return Verdict.objects.filter(pk__in=keys).order_by("pk")


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
