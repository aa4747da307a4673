"""The audit trail only grows: the database refuses anything else."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from support import audit
from support.models import AuditEvent
from tests.factories import make_customer, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(agent):
    return audit.record(
        make_customer(), "customer_renamed", by=agent, before={"name": "A"}, after={"name": "B"}
    )


def test_an_event_says_who_what_from_to_why(agent):
    customer = make_customer()
    event = audit.record(
        customer, "customer_renamed", by=agent, before={"name": "A"}, after={"name": "B"}, why="asked"
    )
    event.refresh_from_db()
    assert event.subject == f"customer:{customer.pk}"
    assert (event.actor, event.actor_name) == (agent, "Ada Agent")
    assert (event.action, event.before, event.after, event.why) == (
        "customer_renamed", {"name": "A"}, {"name": "B"}, "asked",
    )  # fmt: skip


def test_part_of_the_system_acts_under_its_name():
    event = audit.record(make_customer(), "customer_merged", by="routing")
    assert (event.actor, event.actor_name) == (None, "routing")


def test_it_cannot_be_changed(event):
    with pytest.raises(DatabaseError, match="append-only: update refused"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(why="nothing happened")


def test_it_cannot_be_changed_past_the_orm(event):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE support_auditevent SET actor_name = 'nobody'")


def test_it_cannot_be_deleted(event):
    with pytest.raises(DatabaseError, match="append-only: delete refused"), transaction.atomic():
        event.delete()


def test_saving_it_again_is_refused(event):
    event.why = "another reason"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()


def test_who_acted_cannot_be_removed(agent, event):
    """Deleting a person would take their name off the trail; people leave by becoming inactive."""
    with pytest.raises(ProtectedError):
        agent.delete()


def test_what_is_rolled_back_leaves_no_event():
    try:
        with transaction.atomic():
            make_ticket()
            raise ValueError("the action failed after all")
    except ValueError:
        pass
    assert not AuditEvent.objects.exists()
