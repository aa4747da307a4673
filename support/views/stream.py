"""The event stream: served by the small ASGI process, which holds one Redis subscription for all browsers."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import redis.asyncio as redis
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from redis.exceptions import RedisError

from support.live import CHANNEL

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 25.0
# A browser this far behind has gone to sleep; it catches up by itself when it reconnects.
MOST_WAITING = 200
RETRY_SECONDS = 2.0

# One event of ours → the names pages listen to (static/js/live.js).
NAMES = {"ticket": ("ticket-changed", "queue-changed")}


class Hub:
    """Hands what Redis says to every open browser of this process."""

    def __init__(self) -> None:
        self.listeners: set[asyncio.Queue[str]] = set()
        self.reader: asyncio.Task[None] | None = None

    def join(self) -> asyncio.Queue[str]:
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self.listeners.add(queue)
        if self.reader is None or self.reader.done():
            self.reader = asyncio.create_task(self.read())
        return queue

    def leave(self, queue: asyncio.Queue[str]) -> None:
        self.listeners.discard(queue)

    async def read(self) -> None:
        """Reconnects for as long as anybody listens; without Redis pages fall back to their slow poll."""
        while self.listeners:
            try:
                async with redis.Redis.from_url(settings.REDIS_URL) as client, client.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self.tell(message["data"])
            except (RedisError, OSError) as error:
                logger.info("Live events wait for Redis: %s", type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)

    def tell(self, data: bytes) -> None:
        text = as_events(data)
        for queue in list(self.listeners):
            if queue.full():
                self.leave(queue)
            else:
                queue.put_nowait(text)


def as_events(data: bytes) -> str:
    """The wire form of one event; ids only, never text of a ticket."""
    event = json.loads(data)
    names = NAMES.get(event.get("kind", ""), ())
    return "".join(f"event: {name}\ndata: {int(event['ticket'])}\n\n" for name in names)


hub = Hub()


async def events(request: HttpRequest) -> StreamingHttpResponse:
    """Server-sent events for a signed-in person."""
    return await event_stream(request, stream())


async def event_stream(request: HttpRequest, source: AsyncIterator[str]) -> StreamingHttpResponse:
    """Events as they come, for pages of this host only."""
    # Signing in has read the database; a stream lives for hours and must not keep that connection.
    await sync_to_async(connections.close_all)()
    response = StreamingHttpResponse(source, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    origin = request.headers.get("origin", "")
    # On one machine the pages come from another port of the same host; nobody else may read along.
    if origin and urlsplit(origin).hostname == urlsplit(f"//{request.get_host()}").hostname:
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Vary"] = "Origin"
    return response


async def stream() -> AsyncIterator[str]:
    queue = hub.join()
    try:
        yield "retry: 3000\n\n"
        while queue in hub.listeners:
            try:
                yield await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
    finally:
        hub.leave(queue)
