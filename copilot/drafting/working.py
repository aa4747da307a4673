"""Doing one drafting job: claim the row, gather, compose outside any transaction, check, store."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from copilot import events as facts
from copilot import versions
from copilot.autonomy import probing
from copilot.drafting import checks, gathering
from copilot.drafting.checks import CheckResult
from copilot.drafting.compose import compose
from copilot.drafting.composed import Composed, NoDraft
from copilot.drafting.composed import Step as TimedStep
from copilot.drafting.requesting import hold_ticket, overtaken, set_aside, why_no_draft
from copilot.evals import configuration
from copilot.models import Draft, Step, Trace
from support import events
from support.claims import MOST_ATTEMPTS, claim

logger = logging.getLogger(__name__)

# Longer than both models' timeouts one after the other.
LEASE = timedelta(seconds=90)
GIVEN_UP = "Ask again, or write the reply yourself."


def prepare(draft_id: int) -> bool:
    """Make one draft. True when this call made it ready."""
    if not claim(Draft, draft_id, lease=LEASE):
        return False
    draft = Draft.objects.select_related(
        "ticket__customer", "ticket__category__autonomy", "message", "category"
    ).get(pk=draft_id)
    if draft.attempts > MOST_ATTEMPTS:
        return _fail(draft, f"The worker stopped while drafting, {draft.attempts - 1} times. {GIVEN_UP}")
    if reason := why_no_draft(draft.ticket, in_secret=draft.shadow):
        return _fail(draft, reason)
    trace = Trace.objects.create(kind="draft", ticket=draft.ticket)
    try:
        with gathering.timed() as gathered:
            context = gathering.gather(draft, gathered)
        ladder, complete = configuration.chosen()
        composed = compose(context, routes=ladder, complete=complete, trace=trace.pk)
        results = checks.run(composed, context)
    except NoDraft as reason:
        keep_steps(trace, [gathered.as_step()])
        end_trace(trace, str(reason))
        return _fail(draft, str(reason), trace)
    except Exception as error:  # unforeseen: the row says so, the sweep tries again
        logger.exception("Draft %s failed", draft_id)
        end_trace(trace, type(error).__name__)
        return _give_back(draft, f"Drafting broke ({type(error).__name__})", trace)
    return _store(draft, composed, results, trace, gathered)


def _fail(draft: Draft, reason: str, trace: Trace | None = None) -> bool:
    return _end(draft, "failed", reason, trace)


def _give_back(draft: Draft, broken: str, trace: Trace) -> bool:
    if draft.attempts < MOST_ATTEMPTS:
        return _end(draft, "pending", f"{broken}. It will be tried again.", trace)
    return _fail(draft, f"{broken} {draft.attempts} times. {GIVEN_UP}", trace)


def _end(draft: Draft, state: str, reason: str, trace: Trace | None) -> bool:
    # A worker thought lost may end late: by then the job, one attempt further, is somebody else's.
    Draft.objects.filter(pk=draft.pk, state="working", attempts=draft.attempts).update(
        state=state, reason=reason, lease_until=None, trace=trace
    )
    events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return False


@transaction.atomic
def _store(
    draft: Draft, composed: Composed, results: list[CheckResult], trace: Trace, gathered: gathering.Timed
) -> bool:
    """Result and state together. False when the thread moved on meanwhile: the draft is stale, not ready.

    Looked up here under the ticket's lock, and not left to the listeners, who may not have heard yet.
    """
    ticket = hold_ticket(draft.ticket_id)
    end_trace(trace, f"{composed.kind} by {composed.backend}")
    keep_steps(trace, [gathered.as_step(), *composed.steps])
    mine = Draft.objects.filter(pk=draft.pk, state="working")
    if reason := overtaken(draft, ticket):
        set_aside(mine, reason)
        events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
        return False
    version = versions.version_of(
        draft.category, backend=composed.backend, model=composed.model, prompt_hash=composed.prompt_hash
    )
    made = mine.update(
        lease_until=None,
        reason="",
        version=version,
        version_key=versions.key_of(version),
        **ready_fields(composed, results, trace),
    )
    if made:
        probing.consider(draft.pk)
    # First, so that whoever is to answer unaided is not shown the draft before that is decided.
    events.announce(facts.draft_ready, ticket_id=draft.ticket_id, draft_id=draft.pk)
    events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return bool(made)


def ready_fields(composed: Composed, results: list[CheckResult], trace: Trace) -> dict[str, Any]:
    """What a draft's row holds once it stands ready."""
    return {
        "state": "ready",
        "ready_at": timezone.now(),
        "kind": composed.kind,
        "body": composed.body,
        "sentences": [asdict(sentence) for sentence in composed.sentences],
        "sources": [asdict(source) for source in composed.sources],
        "unknown": [asdict(unknown) for unknown in composed.unknown],
        "checks": [asdict(result) for result in results],
        "backend": composed.backend,
        "model": composed.model,
        "degraded": composed.degraded,
        "trace": trace,
    }


def keep_steps(trace: Trace, steps: list[TimedStep]) -> None:
    Step.objects.bulk_create(
        Step(
            trace=trace,
            ordinal=ordinal,
            name=step.name,
            started_ms=round(step.started_ms, 2),
            milliseconds=round(step.milliseconds, 2),
            detail=step.detail,
        )
        for ordinal, step in enumerate(steps)
    )


def end_trace(trace: Trace, result: str) -> None:
    elapsed = (timezone.now() - trace.started_at).total_seconds() * 1000
    Trace.objects.filter(pk=trace.pk).update(milliseconds=round(elapsed, 2), result=result[:200])
