"""Facts in the past tense. They carry ids only and are told after commit.

The receiver runs in the process that did the work. Losing one (a crash between commit and call) loses
nothing: the sweep derives the same next step from the rows.
"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.dispatch import Signal

ticket_received = Signal()  # ticket_id
message_received = Signal()  # ticket_id, message_id
ticket_filed = Signal()  # ticket_id: a person put it in a category
ticket_routed = Signal()  # ticket_id, decision_id
taken_in_hand = Signal()  # ticket_id: a person assigned it, began to write in it, closed or reopened it
reply_sent = Signal()  # ticket_id, message_id
reply_undone = Signal()  # ticket_id, message_id
taxonomy_changed = Signal()  # no ids: categories, their names or their places are different
ticket_changed = Signal()  # ticket_id: something a queue or ticket page shows is different


def tell(signal: Signal, ids: dict[str, int]) -> None:
    signal.send_robust(sender=None, **ids)


def announce(signal: Signal, **ids: int) -> None:
    """Tell the listeners once the surrounding transaction is committed; never fails the request."""
    # A named function inside the partial: Django's robust path prints the callable's qualified name.
    hook = partial(tell, signal, ids)
    hook.__qualname__ = "support.events.tell"  # type: ignore[attr-defined]
    transaction.on_commit(hook, robust=True)
