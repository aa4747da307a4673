"""Celery's door to routing."""

from celery import shared_task

from routing import training, working


@shared_task(queue="interactive", soft_time_limit=80, time_limit=90)
def route_ticket(decision_id: int) -> None:
    working.route(decision_id)


@shared_task(queue="training", soft_time_limit=1500, time_limit=1600)
def retrain() -> None:
    training.retrain()
