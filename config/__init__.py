"""Wires the apps together; nothing imports it."""

# Tasks declared with `shared_task` find their application only if it exists before they are called.
from config.celery import app as celery_app

__all__ = ["celery_app"]
