"""Doing one drafting job: claim the row, gather, compose outside any transaction, check, store."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from copilot import versions
from copilot.drafting import checks, gathering
from copilot.drafting.checks import CheckResult
from copilot.drafting.compose import compose
from copilot.drafting.composed import Composed, NoDraft
from copilot.drafting.requesting import why_no_draft
from copilot.models import Draft, Step, Trace
from support import events
from support.claims import MOST_ATTEMPTS, claim

logger = logging.getLogger(__name__)

# Longer than both models' timeouts one after the other.
LEASE = timedelta(seconds=90)
LOST = "The worker stopped while drafting, {attempts} times. Ask again, or write the reply yourself."


def prepare(draft_id: int) -> bool:
    """Make one draft. True when this call made it ready."""
    if not claim(Draft, draft_id, lease=LEASE):
        return False
    draft = Draft.objects.select_related("ticket__customer", "ticket__category", "message", "category").get(
        pk=draft_id
    )
    if draft.attempts > MOST_ATTEMPTS:
        return _fail(draft, LOST.format(attempts=draft.attempts - 1))
    if reason := why_no_draft(draft.ticket):
        return _fail(draft, reason)
    trace = Trace.objects.create(kind="draft", ticket=draft.ticket)
    try:
        with gathering.timed() as gathered:
            context = gathering.gather(draft, gathered)
        composed = compose(context, trace=trace.pk)
        results = checks.run(composed, context)
    except NoDraft as reason:
        _end_trace(trace, str(reason))
        return _fail(draft, str(reason), trace)
    except Exception as error:  # unforeseen: the row says so, the sweep tries again
        logger.exception("Draft %s failed", draft_id)
        _end_trace(trace, type(error).__name__)
        return _give_back(draft, f"Drafting broke ({type(error).__name__}). It will be tried again.", trace)
    return _store(draft, composed, results, trace, gathered)


def _fail(draft: Draft, reason: str, trace: Trace | None = None) -> bool:
    return _end(draft, "failed", reason, trace)


def _give_back(draft: Draft, reason: str, trace: Trace) -> bool:
    return _end(draft, "pending" if draft.attempts < MOST_ATTEMPTS else "failed", reason, trace)


def _end(draft: Draft, state: str, reason: str, trace: Trace | None) -> bool:
    Draft.objects.filter(pk=draft.pk, state="working").update(
        state=state, reason=reason, lease_until=None, trace=trace
    )
    events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return False


@transaction.atomic
def _store(
    draft: Draft, composed: Composed, results: list[CheckResult], trace: Trace, gathered: gathering.Timed
) -> bool:
    """Result and state together. False when the customer wrote meanwhile: the draft is stale, not ready."""
    _end_trace(trace, f"{composed.kind} by {composed.backend}")
    steps = [gathered.as_step(), *composed.steps]
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
    version = versions.version_of(
        draft.category, backend=composed.backend, model=composed.model, prompt_hash=composed.prompt_hash
    )
    made = Draft.objects.filter(pk=draft.pk, state="working").update(
        state="ready",
        ready_at=timezone.now(),
        lease_until=None,
        kind=composed.kind,
        body=composed.body,
        sentences=[asdict(sentence) for sentence in composed.sentences],
        sources=[asdict(source) for source in composed.sources],
        unknown=[asdict(unknown) for unknown in composed.unknown],
        checks=[asdict(result) for result in results],
        backend=composed.backend,
        model=composed.model,
        degraded=composed.degraded,
        reason="",
        version=version,
        version_key=versions.key_of(version),
        trace=trace,
    )
    events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return bool(made)


def _end_trace(trace: Trace, result: str) -> None:
    elapsed = (timezone.now() - trace.started_at).total_seconds() * 1000
    Trace.objects.filter(pk=trace.pk).update(milliseconds=round(elapsed, 2), result=result[:200])
