"""The factories and fixtures that other tests stand on."""

import pytest

from copilot.models import Draft
from routing.models import Decision
from support.jobs import enqueue
from support.tasks import deliver_message
from tests.factories import (
    committed,
    customer_writes,
    make_category,
    make_sop,
    make_ticket,
    open_drafting,
    reply,
)

pytestmark = pytest.mark.django_db


def test_without_a_commit_nothing_follows():
    make_ticket()
    assert not Decision.objects.exists()


def test_at_the_commit_routing_is_asked_for():
    with committed():
        ticket = make_ticket()
    assert Decision.objects.get(ticket=ticket).state == "pending"


def test_a_worker_does_what_was_asked_for(worker):
    with committed():
        ticket = make_ticket()
    assert Decision.objects.get(ticket=ticket).state == "decided"


def test_a_filed_ticket_gets_a_draft(worker):
    category = open_drafting(make_category())
    make_sop(category)
    with committed():
        ticket = make_ticket(category=category)
    draft = Draft.objects.get(ticket=ticket, state="ready")
    assert "30 days" in draft.body


def test_a_reply_closes_the_turn(agent):
    ticket = make_ticket()
    reply(ticket, agent)
    ticket.refresh_from_db()
    assert ticket.status == "waiting"


def test_a_customer_opens_it_again(agent):
    ticket = make_ticket()
    reply(ticket, agent)
    customer_writes(ticket)
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_no_broker_is_no_failure(broker_away):
    assert enqueue(deliver_message, 1) is False
