"""What the system is about to send by itself can be seen, and found, in the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from support.models import Ticket
from tests.factories import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    ticket = make_ticket(subject="Sending shoes back")
    Ticket.objects.filter(pk=ticket.pk).update(answering_at=timezone.now() + timedelta(minutes=9))
    return ticket


def test_the_view_shows_these_alone(as_agent, soon):
    make_ticket(subject="Where is my order")
    page = as_agent.get("/queue/?view=soon").content.decode()
    assert "Sending shoes back" in page
    assert "Where is my order" not in page


def test_the_row_wears_the_time(as_agent, soon):
    assert "Understudy sends an answer at" in as_agent.get("/queue/").content.decode()


def test_a_line_leads_there_only_while_there_is_something_to_see(as_agent, soon):
    assert "about to be sent by Understudy" in as_agent.get("/queue/").content.decode()
    Ticket.objects.update(answering_at=None)
    assert "about to be sent by Understudy" not in as_agent.get("/queue/").content.decode()


def test_a_ticket_answered_automatically_before_says_so(as_agent):
    Ticket.objects.filter(pk=make_ticket().pk).update(answered_by_system=True)
    assert "people only" in as_agent.get("/queue/").content.decode()
