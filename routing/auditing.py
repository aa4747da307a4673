"""Checking routes at random. Uncorrected is not correct: a wrong route may simply have gone unnoticed.

A random share of what routing decided by itself is drawn and shown to somebody who says where the ticket
belongs without being told what was decided. Only such a sample says how often routing is right.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from routing.models import Correction, Decision, Path, RouteAudit
from support import audit, permissions, taxonomy
from support.actions.tickets import Refused
from support.models import Category, Message, User

SALT = "routing.auditing"
# A clock that stood still for longer leaves a gap in the sample, but never a choice made by outcome.
HORIZON = timedelta(days=7)


def chance_number(decision_id: int) -> float:
    """A number in [0, 1) fixed by the decision and this installation's key: random to everybody else."""
    return int(salted_hmac(SALT, str(decision_id)).hexdigest()[:12], 16) / 16**12


@transaction.atomic
def draw(*, share: float | None = None, horizon: timedelta = HORIZON) -> int:
    """Draw recent decisions for checking, each with the same chance `share`; how many were new.

    Run twice it draws the same. When the share has been raised, what was drawn within the horizon had the
    higher chance too, and its stored propensity says so.
    """
    share = settings.ROUTE_AUDIT_SHARE if share is None else share
    since = timezone.now() - horizon
    RouteAudit.objects.filter(decision__decided_at__gte=since, propensity__lt=share).update(propensity=share)
    recent = Decision.objects.filter(decided_at__gte=since, audit=None)
    candidates = own(recent).values_list("pk", flat=True)
    drawn = [RouteAudit(decision_id=pk, propensity=share) for pk in candidates if chance_number(pk) < share]
    return len(RouteAudit.objects.bulk_create(drawn, ignore_conflicts=True))


def own(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those that routing decided by itself: it put the ticket somewhere, or said that it could not."""
    return decisions.filter(state="decided").exclude(path=Path.PERSON, category__isnull=False)


def waiting_for(user: User) -> QuerySet[RouteAudit]:
    """Drawn, not judged, and of tickets this person has not worked on: who has, knows where they were."""
    ticket = OuterRef("decision__ticket")
    filed = Correction.objects.filter(ticket=ticket, by=user)
    wrote = Message.objects.filter(ticket=ticket, author=user)
    return (
        RouteAudit.objects.filter(judged_at=None)
        .exclude(Exists(filed) | Exists(wrote) | Q(decision__ticket__assignee=user))
        .select_related("decision__ticket")
        .order_by("drawn_at", "id")
    )


def customer_words(decision: Decision) -> list[str]:
    """What routing had before it: the customer's messages up to the one it decided on."""
    inbound = Message.objects.filter(ticket=decision.ticket_id, kind=Message.Kind.INBOUND)
    return list(inbound.filter(pk__lte=decision.message_id).values_list("body", flat=True))


@transaction.atomic
def judge(*, audited: RouteAudit, truth: Category | None, by: User) -> RouteAudit:
    """Say where the ticket belongs; None says in no category there is. The ticket itself stays where it is.

    A judgement stands: whoever has given one has been told what routing said.
    """
    permissions.check(by, "correct_routes")
    found = RouteAudit.objects.select_for_update(of=("self",)).get(pk=audited.pk)
    if found.judged_at is not None:
        raise Refused("Somebody has judged this ticket meanwhile; here is the next one.")
    if not waiting_for(by).filter(pk=found.pk).exists():
        raise Refused("You have worked on this ticket; somebody else has to judge it.")
    if truth is not None and not taxonomy.load().is_routable(truth.pk):
        raise Refused(f"“{truth.name}” takes no tickets: it is retired or has categories below it.")
    found.truth, found.none_of_these = truth, truth is None
    found.judged_by, found.judged_at = by, timezone.now()
    found.save(update_fields=["truth", "none_of_these", "judged_by", "judged_at"])
    audit.record(found, "route_judged", by=by, after={"truth": truth.name if truth else "none of these"})
    return found
