"""Wanting a ready draft written anew, and no longer wanting it: rows only, the work is done elsewhere."""

from __future__ import annotations

from django.db import transaction

from copilot.autonomy import probing
from copilot.drafting.requesting import hold_ticket, overtaken, why_no_draft
from copilot.models import Draft, DraftSignal, Probe, Revision
from copilot.states import LIVE_REVISION
from support import audit, events, permissions
from support.actions.tickets import Refused
from support.models import User
from support.texts import clean_line

LONGEST_WISH = 500
NOT_READY = "Only a draft that stands ready can be written anew."
ANOTHER = "Another version is being written. Stop that one first."


@transaction.atomic
def ask_revision(*, draft: Draft, how: str, by: User, wish: str = "") -> Revision:
    """A person wants the draft written anew. Raises PermissionDenied or Refused.

    Wanting another one is a verdict on this one: it counts as unacceptable, like thumbs down. Wanting it
    shorter, friendlier or otherwise is none: what comes of it is the person's own edit of the draft there
    was, and is measured as such (copilot/outcomes.py).
    """
    permissions.check(by, "work_tickets")
    if how not in Revision.How.values:
        raise Refused("A draft can be written again, made shorter, friendlier, or as you ask.")
    text = clean_line(wish, LONGEST_WISH) if how == Revision.How.ASK else ""
    if how == Revision.How.ASK and not text:
        raise Refused("Say what should be different.")
    ticket = hold_ticket(draft.ticket_id)
    draft = Draft.objects.get(pk=draft.pk)
    if reason := why_no_draft(ticket) or overtaken(draft, ticket):
        raise Refused(reason)
    if draft.state != "ready" or draft.kind != Draft.Kind.REPLY:
        raise Refused(NOT_READY)
    standing = draft.revisions.filter(state__in=LIVE_REVISION).first()
    if standing is not None:
        if (standing.how, standing.wish) == (how, text):
            return standing
        raise Refused(ANOTHER)
    signal = None
    if how == Revision.How.AGAIN:
        signal = DraftSignal.objects.create(draft=draft, user=by, kind=DraftSignal.Kind.REGENERATED)
        probing.end(draft, Probe.How.AGAIN)
    audit.record(ticket, "draft_revision_asked", by=by, before={"draft": draft.pk}, after={"how": how})
    events.announce(events.taken_in_hand, ticket_id=ticket.pk)
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    return Revision.objects.create(draft=draft, how=how, wish=text, by=by, signal=signal)


@transaction.atomic
def cancel(*, revision: Revision, by: User) -> bool:
    """Stop it; the draft stays as it is. False when it was over already.

    Who no longer wants another draft has not judged this one either, so that verdict goes, too.
    """
    permissions.check(by, "work_tickets")
    stopped = Revision.objects.filter(pk=revision.pk, state__in=LIVE_REVISION).update(
        state="cancelled", so_far="", lease_until=None, reason=f"Stopped by {by.name}."
    )
    if not stopped:
        return False
    if revision.signal_id is not None:
        DraftSignal.objects.filter(pk=revision.signal_id).delete()
    audit.record(revision.draft.ticket, "draft_revision_stopped", by=by, before={"draft": revision.draft_id})
    events.announce(events.ticket_changed, ticket_id=revision.draft.ticket_id)
    return True


def end(revision: Revision, state: str, reason: str = "") -> bool:
    """Leave `working`. False when somebody stopped it, or another worker has it, meanwhile."""
    mine = Revision.objects.filter(pk=revision.pk, state="working", attempts=revision.attempts)
    events.announce(events.ticket_changed, ticket_id=revision.draft.ticket_id)
    return bool(mine.update(state=state, reason=reason, so_far="", lease_until=None))


def newest(draft: Draft) -> Revision | None:
    return draft.revisions.select_related("by").order_by("-id").first()
