"""Handing work to Celery without depending on it."""

from __future__ import annotations

import logging
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def enqueue(task: Task[Any, Any], *ids: int) -> bool:
    """Ask a worker to run the task soon. False when the broker is away: the sweep will find the row."""
    try:
        task.apply_async(args=ids, retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("Broker away (%s); the sweep will start %s%s", type(error).__name__, task.name, ids)
        return False
    return True
