"""Doing what people do on the desk's pages, and two of them at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse

from support.models import Message, Ticket


def last_seen(ticket: Ticket) -> int:
    return max(ticket.messages.values_list("pk", flat=True), default=0)


def write(client: Client, ticket: Ticket, body: str = "Yes, within 30 days.", **fields):
    """Post the composer as a page that shows the whole thread would."""
    values = {"kind": "reply", "body": body, "send_key": uuid4(), "last_seen": last_seen(ticket)}
    return client.post(reverse("support:write", args=[ticket.pk]), {**values, "then": "wait", **fields})


def replies_of(ticket: Ticket) -> list[Message]:
    return list(ticket.messages.filter(kind="outbound"))


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Run each deed in a thread of its own, started together; what each returned or raised, in order."""
    gate = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results
