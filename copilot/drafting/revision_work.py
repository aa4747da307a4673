"""Fulfilling a wish that a draft be written anew: claim, gather, compose while watched, check, exchange."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

from django.db import connections, transaction

from copilot import gateway, versions
from copilot.drafting import checks, gathering, revising
from copilot.drafting.changing import Change
from copilot.drafting.checks import CheckResult
from copilot.drafting.compose import Complete, compose
from copilot.drafting.composed import Composed, NoDraft, Sentence, Source
from copilot.drafting.composed import Step as TimedStep
from copilot.drafting.requesting import hold_ticket, overtaken, set_aside, why_no_draft
from copilot.drafting.streamed import texts_so_far
from copilot.drafting.working import end_trace, keep_steps, ready_fields
from copilot.evals import configuration
from copilot.gateway import parsing
from copilot.gateway.cancelling import Cancel
from copilot.models import Draft, Revision, Trace
from support.claims import claim

logger = logging.getLogger(__name__)

# Longer than both models' timeouts one after the other.
LEASE = timedelta(seconds=90)
# Somebody watches: often enough to look alive, seldom enough for the database.
TELL_SECONDS = 0.2
LOOK_SECONDS = 0.5
STOPPED = "The worker stopped while writing. Ask again; the draft is as it was."
BROKE = "Writing it broke ({}). The draft is as it was."
THE_SAME = "It came out word for word the same"
REPLACED = {
    "again": "Another draft was asked for.",
    "shorter": "It was made shorter.",
    "friendlier": "It was made friendlier.",
    "ask": "It was changed as asked.",
}


class Stopped(Exception):
    """Nobody wants it any more."""


def carry_out(revision_id: int) -> bool:
    """Write the new version. True when it stands ready in the old one's place."""
    if not claim(Revision, revision_id, lease=LEASE):
        return False
    revision = Revision.objects.select_related(
        "draft__ticket__customer", "draft__ticket__category", "draft__category", "draft__message", "by"
    ).get(pk=revision_id)
    if revision.attempts > 1:  # who watched it stop would rather press again than wait
        revising.end(revision, "failed", STOPPED)
        return False
    if reason := why_no_draft(revision.draft.ticket):
        revising.end(revision, "failed", reason)
        return False
    trace = Trace.objects.create(kind="draft", ticket=revision.draft.ticket)
    try:
        return _write(revision, trace)
    except (NoDraft, Stopped, gateway.Cancelled) as reason:
        end_trace(trace, str(reason))
        revising.end(revision, "failed", f"{str(reason).rstrip('.')}. The draft is as it was.")
    except Exception as error:  # unforeseen: the row says so, nothing else has changed
        logger.exception("Revision %s failed", revision_id)
        end_trace(trace, type(error).__name__)
        revising.end(revision, "failed", BROKE.format(type(error).__name__))
    return False


def _write(revision: Revision, trace: Trace) -> bool:
    with gathering.timed() as gathered:
        context = gathering.gather(revision.draft, gathered)
    ladder, door = configuration.chosen(_watched(revision))
    composed = compose(context, routes=ladder, complete=door, trace=trace.pk, change=_change(revision))
    if composed.kind != Draft.Kind.REPLY:
        raise NoDraft(composed.body)
    if composed.body == revision.draft.body:
        raise NoDraft(THE_SAME)
    results = checks.run(composed, context)
    wished = TimedStep("wish", 0.0, 0.0, {"how": revision.get_how_display(), "wish": revision.wish})
    keep_steps(trace, [wished, gathered.as_step(), *composed.steps])
    end_trace(trace, f"{revision.how} by {composed.backend}")
    return _exchange(revision, composed, results, trace)


def _change(revision: Revision) -> Change | None:
    """What is to be changed; nothing where another draft is wanted."""
    if revision.how == Revision.How.AGAIN:
        return None
    draft = revision.draft
    return Change(
        how=revision.how,
        sentences=tuple(
            Sentence(each["text"], each["paragraph"], tuple(each["sources"])) for each in draft.sentences
        ),
        sources=tuple(Source(**each) for each in draft.sources),
        wish=revision.wish,
    )


def _watched(revision: Revision) -> Complete:
    """The door to the model, with its words told to whoever watches, and closed when nobody wants them."""

    def complete(request: gateway.Request) -> gateway.Reply:
        if request.route == "offline" or gateway.backend_name() == "offline":
            return gateway.complete(request)
        with _stopped_with(revision) as cancel:
            return _whole(_read_along(revision, gateway.stream(request, cancel=cancel)), request)

    return complete


def _read_along(revision: Revision, pieces: Generator[str, None, gateway.Reply]) -> gateway.Reply:
    text, told = "", 0.0
    with closing(pieces):
        while True:
            try:
                text += next(pieces)
            except StopIteration as end:
                reply: gateway.Reply = end.value
                return reply
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                tell(revision, texts_so_far(text))


def _whole(reply: gateway.Reply, request: gateway.Request) -> gateway.Reply:
    if reply.cut_off:
        raise gateway.Unavailable("The model server broke off before the answer was complete.")
    return replace(reply, value=parsing.read(reply.text, request.schema)) if request.schema else reply


def tell(revision: Revision, text: str) -> None:
    """Let those who watch read on. Raises Stopped when the wish was taken back."""
    if not Revision.objects.filter(pk=revision.pk, state="working").update(so_far=text):
        raise Stopped("It was stopped")


@contextmanager
def _stopped_with(revision: Revision) -> Iterator[Cancel]:
    """A model may think for long before its first word: a second thread sees a stop meanwhile."""
    cancel, over = Cancel(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(revision.pk, cancel.stop, over), daemon=True)
    watcher.start()
    try:
        yield cancel
    finally:
        over.set()
        watcher.join(LOOK_SECONDS * 4)


def _watch(pk: int, stop: Callable[[], None], over: threading.Event) -> None:
    try:
        while not over.wait(LOOK_SECONDS):
            if Revision.objects.filter(pk=pk, state="cancelled").exists():
                return stop()
    finally:
        connections.close_all()


@transaction.atomic
def _exchange(revision: Revision, composed: Composed, results: list[CheckResult], trace: Trace) -> bool:
    """The new draft in the old one's place, both at once. False when either is not wanted any more."""
    old, ticket = revision.draft, hold_ticket(revision.draft.ticket_id)
    if reason := overtaken(old, ticket):
        revising.end(revision, "failed", reason)
        return False
    if not Draft.objects.select_for_update().filter(pk=old.pk, state="ready").exists():
        revising.end(revision, "failed", "The draft was set aside meanwhile.")
        return False
    if not revising.end(revision, "done"):
        return False
    set_aside(Draft.objects.filter(pk=old.pk), REPLACED[revision.how])
    again = revision.how == Revision.How.AGAIN
    version = (
        versions.version_of(
            old.category, backend=composed.backend, model=composed.model, prompt_hash=composed.prompt_hash
        )
        if again
        else old.version  # the evidence is the unaided draft's
    )
    made = Draft.objects.create(
        ticket=ticket,
        message=old.message,
        category=old.category,
        requested_by=revision.by,
        revises=None if again else old,
        version=version,
        version_key=versions.key_of(version),
        **ready_fields(composed, results, trace),
    )
    Revision.objects.filter(pk=revision.pk).update(made=made)
    return True
