"""Celery's door to routing."""

from celery import shared_task

from routing import auditing, topic_scans, training, working
from routing.taxonomy import finding


@shared_task(queue="interactive", soft_time_limit=80, time_limit=90)
def route_ticket(decision_id: int) -> None:
    working.route(decision_id)


@shared_task(queue="training", soft_time_limit=1500, time_limit=1600)
def retrain() -> None:
    training.retrain()


@shared_task(queue="scheduled", soft_time_limit=50, time_limit=55)
def draw_route_audits() -> None:
    auditing.draw()


@shared_task(queue="training", soft_time_limit=300, time_limit=330)
def find_new_topics() -> None:
    topic_scans.scan()


@shared_task(queue="background", soft_time_limit=100, time_limit=120)
def lint_live_tree() -> None:
    finding.look_at_live_tree()
