"""The Celery application. Its settings are in `queues.py`; tasks live in each app's `tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("understudy", config_source="config.queues")
app.autodiscover_tasks()
