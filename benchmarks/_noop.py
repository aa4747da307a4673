"""A task that does nothing: what Celery itself costs."""

from celery import shared_task


@shared_task(queue="interactive", soft_time_limit=5, time_limit=10)
def noop(number: int) -> None:
    del number
