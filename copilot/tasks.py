"""Celery's door to the copilot."""

import random

from celery import shared_task
from django.conf import settings

from copilot import outcomes
from copilot.autonomy import auditing, recontact, remedies, resolving, telling, watching
from copilot.calibration import sessions
from copilot.drafting import judging, revision_work, working
from copilot.evals import running
from copilot.sops import embedding
from support.jobs import enqueue


@shared_task(queue="interactive", soft_time_limit=80, time_limit=90)
def prepare_draft(draft_id: int) -> None:
    working.prepare(draft_id)


@shared_task(queue="interactive", soft_time_limit=80, time_limit=90)
def revise_draft(revision_id: int) -> None:
    revision_work.carry_out(revision_id)


@shared_task(queue="background", soft_time_limit=50, time_limit=60)
def judge_draft(draft_id: int) -> None:
    judging.judge(draft_id)


@shared_task(queue="background", soft_time_limit=50, time_limit=60)
def measure_reply(message_id: int) -> None:
    outcomes.measure_reply(message_id)


@shared_task(queue="background", soft_time_limit=50, time_limit=60)
def watch_category(category_id: int) -> None:
    watching.watch(category_id)


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def watch_categories() -> None:
    """All that send by themselves, each a task of its own."""
    for category_id in watching.automatic():
        enqueue(watch_category, category_id)


@shared_task(queue="delivery", soft_time_limit=30, time_limit=45)
def mail_incident(incident_id: int) -> None:
    telling.mail(incident_id)


@shared_task(queue="background", soft_time_limit=50, time_limit=60)
def look_for_remedies(incident_id: int) -> None:
    remedies.look_at_once(incident_id)


@shared_task(queue="delivery", soft_time_limit=30, time_limit=45)
def send_resolution(resolution_id: int) -> None:
    resolving.send(resolution_id)


@shared_task(queue="scheduled", soft_time_limit=25, time_limit=40)
def send_due_resolutions() -> None:
    """Automatic answers whose hold window is over; as with replies, a row is the only timer."""
    for resolution_id in resolving.due():
        enqueue(send_resolution, resolution_id)


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def mature_resolutions() -> None:
    recontact.mature()


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def sweep_missing() -> None:
    from copilot.sweep import sweep  # it enqueues the tasks above

    sweep()
    embedding.embed_missing()
    for run_id in running.end_lost():
        enqueue(run_evals, run_id)


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def draw_draft_audits() -> None:
    auditing.draw()


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def build_calibration_session() -> None:
    sessions.build_due()


@shared_task(queue="training", soft_time_limit=1500, time_limit=1600)
def run_evals(run_id: int) -> None:
    running.carry_out(run_id)


@shared_task(queue="scheduled", soft_time_limit=20, time_limit=30)
def demo_trickle() -> None:
    from copilot.demo import first_step  # nobody but the demo needs it
    from copilot.demo.trickle import trickle

    if settings.DEMO:
        first_step.sign()
        trickle(random.Random())  # noqa: S311 - a simulator, nothing secret
