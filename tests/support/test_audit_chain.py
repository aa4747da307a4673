"""Each event carries the hash of the one before it, so tampering past the trigger shows."""

import pytest
from django.db import IntegrityError, connection, transaction

from support import audit
from support.models import AuditEvent
from tests.factories import make_customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return make_customer()


@pytest.fixture
def events(customer, agent):
    names = ["Ann", "Anne", "Änne"]
    return [audit.record(customer, "customer_renamed", by=agent, after={"name": name}) for name in names]


def tamper(sql, *values):
    """What an intruder with the rights of a superuser could do: switch the trigger off first."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_an_untouched_chain_is_whole(customer, events):
    assert audit.broken_links(audit.subject_of(customer)) == []


def test_it_starts_from_nothing_and_links_each_to_the_last(events):
    assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]


def test_subjects_have_chains_of_their_own(events):
    assert audit.record(make_customer(), "customer_renamed", by="import").previous_hash == ""


@pytest.mark.parametrize(
    "change",
    [
        'after = \'{"name": "Zoe"}\'',
        'before = \'{"name": "Zoe"}\'',
        "actor_name = 'somebody else'",
        "actor_id = NULL",
        "why = 'because'",
        "action = 'customer_deleted'",
        "at = at - interval '1 hour'",
    ],
)
def test_a_changed_event_shows(customer, events, change):
    tamper(f"UPDATE support_auditevent SET {change} WHERE id = %s", events[1].pk)
    assert audit.broken_links(audit.subject_of(customer)) == [events[1].pk]


def test_a_changed_event_with_a_fitting_hash_shows_at_its_successor(customer, events):
    forged = events[1]
    forged.why = "because"
    forged.hash = audit.digest(forged)
    tamper(
        "UPDATE support_auditevent SET why = %s, hash = %s WHERE id = %s", forged.why, forged.hash, forged.pk
    )
    assert audit.broken_links(audit.subject_of(customer)) == [events[2].pk]


def test_a_removed_event_shows_at_its_successor(customer, events):
    tamper("DELETE FROM support_auditevent WHERE id = %s", events[1].pk)
    assert audit.broken_links(audit.subject_of(customer)) == [events[2].pk]


def test_an_event_moved_to_another_subject_shows(customer, events):
    tamper("UPDATE support_auditevent SET subject = 'customer:0' WHERE id = %s", events[2].pk)
    assert audit.broken_links("customer:0") == [events[2].pk]


def test_what_was_read_back_hashes_the_same(customer, agent):
    """Numbers, accents, nesting and microseconds must survive the database, or every chain looks broken."""
    odd = {"name": "Zoë — “quoted”", "share": 0.1, "nested": {"b": [1, None], "a": True}}
    event = audit.record(customer, "customer_renamed", by=agent, before=odd, after=odd, why="naïve\nline")
    assert audit.digest(AuditEvent.objects.get(pk=event.pk)) == event.hash


def test_a_chain_cannot_fork(events):
    fork = AuditEvent.objects.get(pk=events[2].pk)
    fork.pk = None
    with pytest.raises(IntegrityError, match="audit_chain_does_not_fork"), transaction.atomic():
        fork.save(force_insert=True)
