"""Telling open browsers that something changed: ids only, over Redis; nothing breaks without it."""

from __future__ import annotations

import json
import logging
from functools import cache
from typing import Any

import redis
from django.conf import settings

logger = logging.getLogger(__name__)

CHANNEL = "understudy-events"


@cache
def client() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.2, socket_timeout=0.5)


def publish(kind: str, **ids: int) -> None:
    try:
        client().publish(CHANNEL, json.dumps({"kind": kind, **ids}))
    except (redis.RedisError, OSError) as error:
        # Pages notice at their next slow poll.
        logger.info("Live event not sent: %s", type(error).__name__)


def on_ticket_changed(ticket_id: int, **kwargs: Any) -> None:
    publish("ticket", ticket=ticket_id)
