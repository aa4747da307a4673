"""Collecting the rows of a simulated past, and storing them quickly with everything a slow writer would do.

Ids are given out here so that rows can point at each other before any of them is stored.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from copilot.models import Draft, DraftSignal, ModelCall, Step, Trace
from routing.models import Correction, Decision
from support import audit
from support.models import AuditEvent, Customer, Message, Ticket, User
from support.search import CONFIG, MOST_INDEXED

# Parents before children.
MODELS: tuple[type[Model], ...] = (
    *(Customer, Ticket, Message, Decision, Correction),
    *(Trace, Step, Draft, DraftSignal, ModelCall, AuditEvent),
)
# What the trainer reads; stored early, and these fields of it again each time.
NEEDED_FOR_TRAINING: dict[type[Model], tuple[str, ...]] = {
    Customer: (),
    Ticket: (
        *("status", "category", "filed_by", "team", "assignee"),
        *("last_activity_at", "first_replied_at", "closed_at"),
    ),
    Message: (),
    Decision: ("current",),
    Correction: (),
}
BATCH = 1000


class Rows:
    """New rows by model, in the order they came."""

    def __init__(self) -> None:
        self._new: dict[type[Model], list[Any]] = defaultdict(list)
        self._stored: dict[type[Model], list[Any]] = defaultdict(list)
        self._ids = {model: count((_highest(model) or 0) + 1) for model in MODELS}
        self._last_hash: dict[str, str] = {}

    def add(self, row: Any) -> Any:
        row.pk = next(self._ids[type(row)])
        self._new[type(row)].append(row)
        return row

    def audit(
        self,
        ticket: Ticket,
        action: str,
        at: datetime,
        by: User | str,
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        why: str = "",
    ) -> None:
        """The event that `support.audit.record` would have written then, at the end of the ticket's chain."""
        subject = audit.subject_of(ticket)
        event = AuditEvent(
            subject=subject,
            action=action,
            actor=by if isinstance(by, User) else None,
            actor_name=by.name if isinstance(by, User) else by,
            before=before or {},
            after=after or {},
            why=why,
            at=at,
            previous_hash=self._last_hash.get(subject, ""),
        )
        event.hash = self._last_hash[subject] = audit.digest(event)
        self.add(event)

    def store_for_training(self) -> None:
        """Store what people have filed so far, so that the trainer can read it."""
        for model in NEEDED_FOR_TRAINING:
            self._store(model)

    def store(self) -> None:
        """Store everything; ids given out by the database continue after ours."""
        for model in MODELS:
            self._store(model)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
                cursor.execute(statement)

    def count(self, model: type[Model]) -> int:
        return len(self._stored[model]) + len(self._new[model])

    def _store(self, model: type[Model]) -> None:
        """What is stored already first: its successor may only be current once it no longer is."""
        rows = model._default_manager
        if fields := NEEDED_FOR_TRAINING.get(model):
            rows.bulk_create(
                self._stored[model],
                batch_size=BATCH,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=fields,
            )
        rows.bulk_create(self._new[model], batch_size=BATCH)
        self._stored[model] += self._new[model]
        self._new[model] = []


def _highest(model: type[Model]) -> int | None:
    highest: int | None = model._default_manager.aggregate(highest=Max("pk"))["highest"]
    return highest


# Text as support.search.searchable leaves it: words and numbers with single spaces.
WORDS = "to_tsvector(%(config)s::regconfig, regexp_replace({}, '\\W+', ' ', 'g'))"


def index_tickets() -> None:
    """Make every ticket without a search vector findable, by the same words and weights as `index_text`."""
    subject = WORDS.format("ticket.subject || ' ' || ticket.id")
    customer = WORDS.format("customer.name || ' ' || customer.email")
    with connection.cursor() as cursor:
        cursor.execute(
            # Only the constant above goes into the statement.
            f"UPDATE support_ticket AS ticket SET search = setweight({subject}, 'A')"  # noqa: S608
            f" || setweight({customer}, 'B') || setweight({WORDS.format('thread.words')}, 'B')"
            " FROM support_customer AS customer,"
            " (SELECT ticket_id, string_agg(left(body, %(most)s), E'\\n' ORDER BY id) AS words"
            "  FROM support_message GROUP BY ticket_id) AS thread"
            " WHERE ticket.search IS NULL AND customer.id = ticket.customer_id"
            " AND thread.ticket_id = ticket.id",
            {"config": CONFIG, "most": MOST_INDEXED},
        )
