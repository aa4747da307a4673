"""The port through which others may look at a reply before it is stored; settings.REPLY_GUARD names it."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from support.actions.tickets import Refused
from support.models import Ticket


class WouldMislead(Refused):
    """The text would tell the customer something wrong; `repaired` is the text put right."""

    def __init__(self, reason: str, repaired: str) -> None:
        super().__init__(reason)
        self.repaired = repaired


class ReplyGuard(Protocol):
    def __call__(self, ticket: Ticket, text: str) -> None:
        """Raises WouldMislead. Called outside the sending transaction, so what it notes down stays."""
        ...


def put_right(ticket: Ticket, text: str) -> str:
    """The text as it may be sent, as far as the guard can put it right."""
    try:
        configured()(ticket, text)
    except WouldMislead as wrong:
        return wrong.repaired
    return text


@cache
def configured() -> ReplyGuard:
    return cast(ReplyGuard, import_string(settings.REPLY_GUARD))
