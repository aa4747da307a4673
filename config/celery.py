"""The Celery application. Its settings are in `queues.py`; tasks live in each app's `tasks.py`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("understudy", config_source="config.queues")
app.autodiscover_tasks()


@worker_ready.connect
def load_classifier(**kwargs: Any) -> None:
    """The first ticket after a start should not wait seconds for the classifier to be read."""
    from routing import training

    training.live()
