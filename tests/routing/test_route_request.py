"""One message, one decision; the newest counts."""

import pytest

from routing import working
from routing.models import Decision
from tests.factories import customer_writes, make_ticket
from tests.routing.route_help import pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def states(ticket):
    return list(ticket.decisions.order_by("id").values_list("state", "current"))


def test_asked_twice_there_is_one(ticket):
    pending(ticket)
    assert working.request_decision(ticket.messages.get()) is None
    assert Decision.objects.count() == 1


def test_a_new_message_supersedes_what_was_not_finished(ticket):
    pending(ticket)
    customer_writes(ticket)
    pending(ticket)
    assert states(ticket) == [("superseded", False), ("pending", True)]


def test_what_was_decided_stays_decided_but_is_no_longer_current(ticket):
    working.route(pending(ticket).pk)
    customer_writes(ticket)
    pending(ticket)
    assert states(ticket) == [("decided", False), ("pending", True)]


def test_an_older_message_heard_late_changes_nothing(ticket):
    first = ticket.messages.get()
    customer_writes(ticket)
    pending(ticket)
    assert working.request_decision(first) is None


def test_routing_reads_everything_the_customer_wrote_so_far(ticket, agent):
    from support.actions.replies import add_note

    add_note(ticket=ticket, body="rude customer", by=agent)
    customer_writes(ticket, "Second")
    decision = pending(ticket)
    customer_writes(ticket, "Third")
    text = working.text_of(decision)
    assert text.body == "Hello, can I return my shoes? They are too small.\nSecond"
    assert (text.subject, text.channel) == ("Sending shoes back", "form")
