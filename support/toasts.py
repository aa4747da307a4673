"""Messages shown once at the corner of the next page, some with an Undo."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from support.models import Message


def undo_toast(request: HttpRequest, message: Message, *, closed: bool) -> None:
    assert message.send_after is not None
    text = f"Reply sent to #{message.ticket_id}{', ticket closed' if closed else ''}."
    with_undo(request, text, reverse("support:undo", args=[message.pk]), message.send_after.isoformat())


def with_undo(request: HttpRequest, text: str, undo_url: str, expires: str) -> None:
    """A toast whose Undo posts to `undo_url` until the ISO time `expires`."""
    messages.success(request, text, extra_tags=json.dumps({"undo_url": undo_url, "expires": expires}))
