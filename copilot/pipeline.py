"""What happens after what: the product on one page.

    received → routed → drafted → (a person edits and sends) → measured → counted → watched
                              ↘ (or, where that is earned: considered → held a while → sent)

Each function below hears one fact and starts the next step. The row is written here, in the process
that heard the fact; the work is done by a worker. If the broker is away, or this process dies between
the commit and the call, nothing is lost: `copilot/sweep.py` derives the same steps from the rows.
"""

from __future__ import annotations

from typing import Any

from copilot import events as facts
from copilot import outcomes
from copilot.autonomy import cancelling, remedies, resolving, watching
from copilot.drafting import judging, requesting
from copilot.tasks import (
    judge_draft,
    look_for_remedies,
    mail_incident,
    measure_reply,
    prepare_draft,
    watch_categories,
    watch_category,
)
from routing import working as routing_work
from routing.tasks import lint_live_tree, retrain, route_ticket
from support import events
from support.jobs import enqueue
from support.models import Message, Ticket


def connect() -> None:
    events.message_received.connect(on_message_received, dispatch_uid="pipeline")
    events.ticket_routed.connect(on_ticket_routed, dispatch_uid="pipeline")
    events.ticket_filed.connect(on_ticket_filed, dispatch_uid="pipeline")
    events.reply_sent.connect(on_reply_sent, dispatch_uid="pipeline")
    events.reply_undone.connect(on_reply_undone, dispatch_uid="pipeline")
    events.taken_in_hand.connect(on_taken_in_hand, dispatch_uid="pipeline")
    facts.draft_ready.connect(on_draft_ready, dispatch_uid="pipeline")
    facts.verdict_changed.connect(on_verdict_changed, dispatch_uid="pipeline")
    facts.incident_opened.connect(on_incident_opened, dispatch_uid="pipeline")
    facts.sop_changed.connect(on_sop_changed, dispatch_uid="pipeline")
    events.taxonomy_changed.connect(on_taxonomy_changed, dispatch_uid="pipeline")


def on_message_received(ticket_id: int, message_id: int, **_: Any) -> None:
    """The customer wrote: what was drafted before is stale, and the thread is routed again."""
    cancelling.withdraw(ticket_id, requesting.WRITTEN_AGAIN)
    requesting.make_stale(ticket_id, requesting.WRITTEN_AGAIN, before=message_id)
    if Ticket.objects.get(pk=ticket_id).status == "closed":
        return  # thanks for an automatic answer, and nothing to answer
    decision = routing_work.request_decision(Message.objects.get(pk=message_id))
    if decision is not None:
        enqueue(route_ticket, decision.pk)


def on_ticket_routed(ticket_id: int, **_: Any) -> None:
    """The ticket has a place: have a draft waiting before anybody opens it."""
    request_draft(Ticket(pk=ticket_id))


def on_ticket_filed(ticket_id: int, **_: Any) -> None:
    """A person put it elsewhere: a draft made for the old category no longer fits."""
    ticket = Ticket.objects.get(pk=ticket_id)
    if requesting.make_stale_elsewhere(ticket):
        cancelling.withdraw(ticket_id, requesting.FILED_ELSEWHERE)
    outcomes.judge_conversation(ticket_id)  # what stood ready for the old one would have been wrong
    request_draft(ticket)


def request_draft(ticket: Ticket) -> None:
    """Of the ticket only its number is read: what it says now is asked under its lock."""
    draft = requesting.request_draft(ticket=ticket)
    if draft is not None:
        enqueue(prepare_draft, draft.pk)


def on_draft_ready(draft_id: int, **_: Any) -> None:
    """Where the category may send by itself: decide who answers. Where opinions are wanted, ask for one."""
    resolving.consider(draft_id)
    if judging.wanted():
        enqueue(judge_draft, draft_id)


def on_taken_in_hand(ticket_id: int, **_: Any) -> None:
    """A person is at work on it, so the system is not."""
    cancelling.withdraw(ticket_id, "Somebody took it in hand.")


def on_reply_sent(ticket_id: int, message_id: int, **_: Any) -> None:
    """Measure what became of the draft."""
    cancelling.withdraw(ticket_id, "It has been answered.")
    enqueue(measure_reply, message_id)


def on_reply_undone(message_id: int, **_: Any) -> None:
    """A reply that never left is no evidence."""
    outcomes.withdraw(message_id)
    remedies.taken_back(message_id)


def on_taxonomy_changed(**_: Any) -> None:
    """Look for defects in the tree as it is now, learn merged categories as one, watch what changed."""
    enqueue(lint_live_tree)
    enqueue(retrain)
    enqueue(watch_categories)


def on_sop_changed(**_: Any) -> None:
    """Drafts are of another version from now on: what was earned with the old one is not theirs."""
    enqueue(watch_categories)


def on_verdict_changed(category_id: int, **_: Any) -> None:
    """A verdict more, or one less: is what the category sends by itself still good?"""
    if category_id in watching.automatic():
        enqueue(watch_category, category_id)


def on_incident_opened(incident_id: int, **_: Any) -> None:
    """Tell who answers for it, and look for answers already sent that share the fault."""
    enqueue(mail_incident, incident_id)
    enqueue(look_for_remedies, incident_id)
