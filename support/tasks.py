"""Celery's door to the desk."""

from celery import shared_task

from support.actions import delivery


@shared_task(queue="delivery", soft_time_limit=30, time_limit=45)
def deliver_message(message_id: int) -> None:
    delivery.deliver(message_id)


@shared_task(queue="scheduled", soft_time_limit=25, time_limit=40)
def deliver_due() -> None:
    """Replies whose undo window is over; beat asks every few seconds, because a row is the only timer."""
    for message_id in delivery.due():
        deliver_message.delay(message_id)
