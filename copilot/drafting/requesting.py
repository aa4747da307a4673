"""Asking for a draft, and declaring drafts stale: rows only, the work is done elsewhere."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from copilot.autonomy import cancelling, ladder, probing
from copilot.models import Draft, DraftSignal, Probe
from copilot.states import LIVE_DRAFT
from support import audit, events, permissions
from support.actions.tickets import Refused
from support.models import Message, Ticket, User

UNFINISHED_OR_READY = (*LIVE_DRAFT, "failed")
ASKED_AGAIN = "Another draft was asked for."
WRITTEN_AGAIN = "The customer has written again."
FILED_ELSEWHERE = "The ticket was filed elsewhere."


def why_no_draft(ticket: Ticket, *, in_secret: bool = False) -> str:
    """Why no draft is made for this ticket now, as a sentence for its page; empty when one is due.

    `in_secret`: one that is shown to nobody will do.
    """
    if ticket.category is None:
        return "No draft yet: first the ticket needs a category."
    if ticket.status == "closed":
        return "The ticket is closed."
    if paused := ladder.running_pause(ticket.category):
        what = f"“{ticket.category.name}”" if paused.category_id else "everything"
        return f"Drafting is paused for {what} by {paused.by.name}{': ' + paused.why if paused.why else ''}."
    level, shadow = ladder.drafting_level(ticket.category)
    if not ladder.AGENCY[level].drafts and not (in_secret and shadow):
        return f"“{ticket.category.name}” is at level {level.label.lower()}: people write its replies."
    return ""


def last_inbound(ticket: Ticket) -> Message | None:
    """The message a reply would answer now; None when we wrote last."""
    last = ticket.messages.exclude(kind=Message.Kind.NOTE).exclude(delivery="undone").order_by("-id").first()
    return last if last is not None and last.is_inbound else None


@transaction.atomic
def request_draft(*, ticket: Ticket, by: User | None = None) -> Draft | None:
    """The job for a draft that answers the customer's latest message, once. None when none is due.

    A person asking again (`by`) sets aside the draft there is.
    """
    ticket = hold_ticket(ticket.pk)
    message = last_inbound(ticket)
    category = ticket.category
    if message is None or category is None or why_no_draft(ticket, in_secret=by is None):
        return None
    existing = list(Draft.objects.filter(message=message).order_by().values_list("category_id", "state"))
    if by is None and any(home == category.pk and state != "stale" for home, state in existing):
        return None
    if any(state in UNFINISHED_OR_READY for _, state in existing):
        make_stale(ticket.pk, ASKED_AGAIN if by else FILED_ELSEWHERE)
    try:
        with transaction.atomic():
            return Draft.objects.create(
                ticket=ticket,
                message=message,
                category=category,
                requested_by=by,
                shadow=ladder.drafting_level(category)[1],
            )
    except IntegrityError:  # another process asked at the same moment
        return None


@transaction.atomic
def draft_again(*, draft: Draft, by: User) -> Draft:
    """A person wants another draft; wanting another one is itself a verdict on the one that stands ready.

    A draft still being made is the other one already: asked twice at once, there is one.
    """
    permissions.check(by, "work_tickets")
    ticket = hold_ticket(draft.ticket_id)
    if reason := why_no_draft(ticket):
        raise Refused(reason)
    live = Draft.objects.filter(message=last_inbound(ticket), state__in=LIVE_DRAFT, category=ticket.category)
    standing = live.first()
    if standing is not None and standing.state != "ready":
        return standing
    if standing is not None:
        DraftSignal.objects.create(draft=standing, user=by, kind=DraftSignal.Kind.REGENERATED)
        probing.end(standing, Probe.How.AGAIN)
    cancelling.withdraw(ticket.pk, ASKED_AGAIN)
    audit.record(ticket, "draft_asked_again", by=by, before={"draft": draft.pk})
    made = request_draft(ticket=ticket, by=by)
    if made is None:  # raised in here, so that a wish that led to nothing leaves no verdict behind
        raise Refused("There is no customer message waiting for an answer.")
    return made


def hold_ticket(ticket_id: int) -> Ticket:
    """The ticket as it is now, nobody else's to change until the transaction ends."""
    tickets = Ticket.objects.select_for_update(of=("self",))
    return tickets.select_related("category__autonomy").get(pk=ticket_id)


def overtaken(draft: Draft, ticket: Ticket) -> str:
    """How the thread moved on since the draft was asked for, as a sentence; empty when it did not."""
    if ticket.messages.filter(kind=Message.Kind.INBOUND, pk__gt=draft.message_id).exists():
        return WRITTEN_AGAIN
    return FILED_ELSEWHERE if ticket.category_id != draft.category_id else ""


def make_stale(ticket_id: int, reason: str, *, before: int | None = None) -> int:
    """Drafts of the ticket (bound to messages before `before`, if given) can be read, not sent."""
    drafts = Draft.objects.filter(ticket_id=ticket_id, state__in=UNFINISHED_OR_READY)
    if before is not None:
        drafts = drafts.filter(message_id__lt=before)
    changed = set_aside(drafts, reason)
    if changed:
        events.announce(events.ticket_changed, ticket_id=ticket_id)
    return changed


def make_stale_elsewhere(ticket: Ticket) -> int:
    """Drafts made for a category the ticket is no longer in."""
    drafts = Draft.objects.filter(ticket=ticket, state__in=UNFINISHED_OR_READY)
    if ticket.category_id is not None:
        drafts = drafts.exclude(category_id=ticket.category_id)
    return set_aside(drafts, FILED_ELSEWHERE)


def set_aside(drafts: QuerySet[Draft], reason: str) -> int:
    return drafts.update(state="stale", stale_at=timezone.now(), reason=reason, lease_until=None)
