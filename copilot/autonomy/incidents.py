"""What people do about an incident: see it, write down what was done, close it with a conclusion."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from copilot import events
from copilot.models import Incident
from support import audit, permissions
from support.actions.tickets import Refused
from support.events import announce
from support.models import AuditEvent, Category, User

# What an audit line of an incident says in its log.
SENTENCES = {
    "incident_opened": "opened it",
    "incident_seen": "has seen it",
    "incident_acted_on": "did something about it",
    "incident_closed": "closed it",
    "corrections_looked_for": "looked for answers that share the fault",
    "correction_sent": "sent a correction",
    "correction_dismissed": "decided that an answer needs no correction",
    "correction_restored": "brought a correction back",
    "correction_taken_back": "a correction was taken back before it left",
}


def open_for(user: User) -> QuerySet[Incident]:
    """Incidents that this person has to know of: their own categories', and for leads all."""
    running = Incident.objects.filter(closed_at=None).select_related("category")
    if user.role in permissions.LEADS:
        return running
    return running.filter(Q(category__owner=user) | Q(category__deputy=user))


def log(incident: Incident) -> list[tuple[AuditEvent, str]]:
    """What was done, oldest first, each with its sentence."""
    events = AuditEvent.objects.filter(subject=audit.subject_of(incident)).order_by("id")
    return [(event, SENTENCES.get(event.action, event.action.replace("_", " "))) for event in events]


@transaction.atomic
def acknowledge(*, incident: Incident, by: User) -> None:
    """“I have seen it”: somebody answers for it now. The first one stays written down."""
    permissions.check(by, "handle_incidents", incident.category)
    seen = Incident.objects.filter(pk=incident.pk, seen_at=None).update(seen_by=by, seen_at=timezone.now())
    if not seen:
        raise Refused("Somebody has said so already.")
    audit.record(incident, "incident_seen", by=by)


@transaction.atomic
def act(*, incident: Incident, what: str, by: User) -> None:
    """Write down what was done about it."""
    permissions.check(by, "handle_incidents", incident.category)
    if not what.strip():
        raise Refused("Write down what was done.")
    audit.record(incident, "incident_acted_on", by=by, why=what.strip())


@transaction.atomic
def close(*, incident: Incident, conclusion: str, by: User) -> None:
    """Close it with what was learned."""
    permissions.check(by, "handle_incidents", incident.category)
    if not conclusion.strip():
        raise Refused("Say what it was and what follows from it: the next person reads that first.")
    closed = Incident.objects.filter(pk=incident.pk, closed_at=None).update(
        closed_by=by, closed_at=timezone.now(), conclusion=conclusion.strip()
    )
    if not closed:
        raise Refused("It is closed already.")
    audit.record(incident, "incident_closed", by=by, why=conclusion.strip())


@transaction.atomic
def drill(*, category: Category, by: User) -> Incident:
    """Open an incident in which nothing is wrong, to see that the people who answer for it hear of it.

    Raises Refused while a drill of the category is running.
    """
    permissions.check(by, "handle_incidents", category)
    Category.objects.select_for_update().get(pk=category.pk)
    if Incident.objects.filter(category=category, cause=Incident.Cause.DRILL, closed_at=None).exists():
        raise Refused(f"A drill of “{category.name}” is running already.")
    incident = Incident.objects.create(
        category=category,
        cause=Incident.Cause.DRILL,
        text=f"{by.name} started a drill of “{category.name}”. Nothing is wrong: act as if it were.",
    )
    incident.told.set([person for person in (category.owner, category.deputy) if person is not None])
    audit.record(incident, "incident_opened", by=by, after={"cause": "drill"})
    announce(events.incident_opened, incident_id=incident.pk)
    return incident
