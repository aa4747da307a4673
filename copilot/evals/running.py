"""An eval run from its start to its verdict. The row is the job: claimed once, ended once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from copilot.evals import configuration, gate
from copilot.evals.judging import REPEATS, Budget, Judgement, Tried, judge, pass_shares
from copilot.evals.trying import Outcome, Trier
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import EvalCase, EvalResult, EvalRun, Release
from support import audit, permissions
from support.models import User

logger = logging.getLogger(__name__)

# Longer than the task that carries it out may take.
LOST_AFTER = timedelta(minutes=30)
# A minute is long for a queue that has one worker to itself; younger ones are on their way.
NEVER_BEGUN = timedelta(minutes=2)
LOST = "The worker stopped before the end. Start it again."


@transaction.atomic
def start(*, release: Release | None, by: User | None) -> EvalRun:
    """The job of trying a release, or what is live; its baseline is what passed last and is live now."""
    if by is not None:
        permissions.check(by, "run_evals")
    config = configuration.of(release or configuration.live())
    run = EvalRun.objects.create(
        release=release or configuration.live(),
        config=config,
        fingerprint=configuration.fingerprint(config),
        baseline=baseline_of(configuration.fingerprint(config)),
        by=by,
    )
    audit.record(run, "evals_started", by=by or "evals", after={"release": run.name})
    return run


def baseline_of(fingerprint: str) -> EvalRun | None:
    """What a candidate is compared with: the last passed run of what is live now, else of anything else.

    Trying the live configuration once more compares with its own last passed run: its cases or SOPs changed.
    """
    passed = EvalRun.objects.filter(state="passed").order_by("-id")
    live = configuration.fingerprint(configuration.present())
    return passed.filter(fingerprint=live).first() or passed.exclude(fingerprint=fingerprint).first()


def carry_out(run_id: int, show: Iterable[EvalCase] | None = None) -> EvalRun | None:
    """Try every active case three times and judge. None when somebody else is at it, or it has ended.

    `show` is the cases again, wrapped in a progress bar by who runs it by hand.
    """
    claimed = EvalRun.objects.filter(pk=run_id, state="pending")
    if not claimed.update(state="working", started_at=timezone.now()):
        return None
    run = EvalRun.objects.select_related("release", "baseline").get(pk=run_id)
    try:
        results = list(_tried(run, active_cases() if show is None else show))
        return _end(run, results)
    except Exception as error:  # unforeseen: the row says so, and nothing passes by accident
        logger.exception("Eval run %s failed", run_id)
        EvalRun.objects.filter(pk=run_id).update(
            state="failed", error=f"{type(error).__name__}: {error}"[:500], finished_at=timezone.now()
        )
        return EvalRun.objects.get(pk=run_id)


def active_cases() -> list[EvalCase]:
    return list(EvalCase.objects.filter(active=True).select_related("category").order_by("id"))


def _tried(run: EvalRun, cases: Iterable[EvalCase]) -> Iterator[EvalResult]:
    """Nothing is written while models are asked: a run killed half-way has no results."""
    trier = Trier(run.config)
    for case in cases:
        for repeat in range(REPEATS):
            yield _result(run, case, repeat, trier.attempt(case))


def _result(run: EvalRun, case: EvalCase, repeat: int, got: Outcome) -> EvalResult:
    return EvalResult(
        run=run,
        case=case,
        repeat=repeat,
        passed=got.grade.passed,
        reasons=list(got.grade.reasons),
        critical=list(got.grade.critical),
        error=got.grade.error[:300],
        answer=got.answer,
        milliseconds=got.milliseconds,
        cost_usd=got.cost,
    )


@transaction.atomic
def _end(run: EvalRun, results: list[EvalResult]) -> EvalRun:
    EvalResult.objects.bulk_create(results, batch_size=500)
    judged = verdict(run, results)
    run.cases, run.passed, run.figures = judged.cases, judged.passed, judged.figures
    run.blocked_by = [vars(block) for block in judged.blocked_by]
    run.state, run.finished_at = ("blocked" if judged.blocked_by else "passed"), timezone.now()
    run.simulated = any(result.case.simulated for result in results)
    run.save()
    after = {"state": run.state, "cases": run.cases, "passed": run.passed}
    audit.record(run, "evals_ended", by="evals", after=after)
    return run


def verdict(run: EvalRun, results: list[EvalResult]) -> Judgement:
    cases = {result.case_id: result.case for result in results}
    tried = [_as_value(result, result.case.blocker) for result in results]
    before = list(EvalResult.objects.filter(run=run.baseline)) if run.baseline else []
    return judge(
        tried,
        budget=_budget(),
        baseline=pass_shares([_as_value(result) for result in before]) or None,
        names={pk: case.name for pk, case in cases.items()},
        outdated=sorted({case.category.name for case in outdated(list(cases.values()))}),
    )


def outdated(cases: list[EvalCase]) -> list[EvalCase]:
    """Cases last confirmed before their category's SOPs or its meaning changed: perhaps no longer right."""
    changed = gate.changes({case.category for case in cases})
    return [case for case in cases if case.confirmed_at < changed[case.category_id]]


def _as_value(result: EvalResult, blocker: bool = False) -> Tried:
    return Tried(
        case=result.case_id,
        passed=result.passed,
        blocker=blocker,
        critical=result.critical,
        milliseconds=result.milliseconds,
        cost=float(result.cost_usd),
    )


def _budget() -> Budget:
    """What a draft may take: the limits of its route, as the gateway keeps them."""
    route = DatabaseLedger().route("draft-strong")
    return Budget(route.seconds * 1000, float(route.dollars))


def end_lost() -> list[int]:
    """End runs whose worker is gone; the ids of those no worker has begun, to be handed out again."""
    now = timezone.now()
    EvalRun.objects.filter(state="working", started_at__lt=now - LOST_AFTER).update(
        state="failed", error=LOST, finished_at=now
    )
    waiting = EvalRun.objects.filter(state="pending", started_at__lt=now - NEVER_BEGUN)
    return list(waiting.values_list("pk", flat=True))
