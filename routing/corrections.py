"""People disagreeing with routing: two clicks, an optional reason, undo; and the labels that come of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from routing.labels import given
from routing.models import Correction, Decision
from support import audit, events, names, permissions, taxonomy
from support.actions.tickets import Refused, file_ticket
from support.models import Category, Ticket, User
from support.texts import clean_line


@transaction.atomic
def correct(*, ticket: Ticket, category: Category, by: User, reason: str = "") -> Correction:
    """File the ticket where a person says. The same category again is a confirmation, also a label."""
    permissions.check(by, "correct_routes")
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("category").get(pk=ticket.pk)
    if not taxonomy.load().is_routable(category.pk):
        raise Refused(f"“{category.name}” takes no tickets: it is retired or has categories below it.")
    correction = Correction.objects.create(
        ticket=ticket,
        decision=Decision.objects.filter(ticket=ticket, current=True).first(),
        from_category=ticket.category,
        to_category=category,
        reason=clean_line(reason, 300),
        by=by,
    )
    if not correction.confirms:
        file_ticket(ticket, category, by=by, why=correction.reason)
    else:
        Ticket.objects.filter(pk=ticket.pk).update(filed_by="person")
        audit.record(ticket, "route_confirmed", by=by, after={"category": category.name})
    events.announce(events.ticket_filed, ticket_id=ticket.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return correction


@transaction.atomic
def undo_correction(*, correction: Correction, by: User) -> None:
    """Put the ticket back where it was before this correction, if nothing was changed since."""
    permissions.check(by, "correct_routes")
    ticket = (
        Ticket.objects.select_for_update(of=("self",)).select_related("category").get(pk=correction.ticket_id)
    )
    latest = Correction.objects.filter(ticket=ticket, undone_at__isnull=True).order_by("-id").first()
    if latest is None or latest.pk != correction.pk:
        raise Refused("This correction has been replaced since; correct the category again instead.")
    Correction.objects.filter(pk=correction.pk).update(undone_at=timezone.now())
    file_ticket(ticket, correction.from_category, by=by, why="correction undone")
    people = Correction.objects.filter(ticket=ticket, undone_at__isnull=True)
    if correction.from_category is not None and not people.exists():
        Ticket.objects.filter(pk=ticket.pk).update(filed_by="machine")  # nobody else had said so
    events.announce(events.ticket_filed, ticket_id=ticket.pk)


def labels() -> list[tuple[str, str, int]]:
    """(text, category key, ticket id) to learn from; what is in the reference set is left out.

    Only people's words: what routing decided by itself is never learned from. The customer's name is no part
    of a text, neither here nor when it is routed: it says nothing, and vectors may be made elsewhere.
    """
    found = [label for label in given() if not label.reference]
    called = dict(
        Ticket.objects.filter(pk__in=[label.ticket for label in found]).values_list("pk", "customer__name")
    )
    return [(names.without(label.text, [called[label.ticket]]), label.key, label.ticket) for label in found]
