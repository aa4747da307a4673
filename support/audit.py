"""Writing and verifying the append-only audit trail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from support.locks import hold
from support.models import AuditEvent, User


def subject_of(thing: models.Model) -> str:
    return f"{thing._meta.model_name}:{thing.pk}"


def record(
    thing: models.Model,
    action: str,
    *,
    by: User | str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> AuditEvent:
    """Append one event; call it inside the transaction that makes the change.

    `by` is a person, or the name of the part of the system that acted.
    """
    subject = subject_of(thing)
    hold(f"audit {subject}")  # one writer a subject: the chain must not fork
    last = AuditEvent.objects.filter(subject=subject).order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        subject=subject,
        action=action,
        actor=by if isinstance(by, User) else None,
        actor_name=by.name if isinstance(by, User) else by,
        before=before or {},
        after=after or {},
        why=why,
        at=timezone.now(),
        previous_hash=last or "",
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def record_new(
    facts: Mapping[str, dict[str, Any]], action: str, *, by: User | str, why: str = ""
) -> list[AuditEvent]:
    """One event for each subject with what it is `after`, all at once; for rows made in this transaction.

    Nobody else can see those yet, so nobody can write to their chains and no lock is needed.
    """
    last = dict(
        AuditEvent.objects.filter(subject__in=facts)
        .order_by("subject", "-id")
        .distinct("subject")
        .values_list("subject", "hash")
    )
    events = [
        AuditEvent(
            subject=subject,
            action=action,
            actor=by if isinstance(by, User) else None,
            actor_name=by.name if isinstance(by, User) else by,
            after=after,
            why=why,
            at=timezone.now(),
            previous_hash=last.get(subject, ""),
        )
        for subject, after in facts.items()
    ]
    for event in events:
        event.hash = digest(event)
    return AuditEvent.objects.bulk_create(events, batch_size=1000)


def digest(event: AuditEvent) -> str:
    """SHA-256 over the event's content and the hash before it."""
    content = [
        event.previous_hash,
        event.subject,
        event.action,
        event.actor_id,
        event.actor_name,
        event.before,
        event.after,
        event.why,
        event.at.isoformat(),
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_links(subject: str) -> list[int]:
    """Ids of events of one subject whose content or predecessor does not match their hash."""
    broken, previous = [], ""
    for event in AuditEvent.objects.filter(subject=subject).order_by("id"):
        if event.previous_hash != previous or event.hash != digest(event):
            broken.append(event.pk)
        previous = event.hash
    return broken
