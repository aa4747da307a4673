"""Pages ask the database a fixed number of questions, however much there is to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.models import Message
from tests.factories import make_category, make_ticket, make_user, reply

pytestmark = pytest.mark.django_db


def questions(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(ticket, count):
    authors = [make_user() for _ in range(3)]
    Message.objects.bulk_create(
        Message(ticket=ticket, kind="note", origin="agent", author=authors[n % 3], body=f"Note {n}")
        for n in range(count)
    )


@pytest.mark.parametrize("query", ["", "?q=shoes", "?view=team&category=none"])
def test_the_queue_asks_eight_at_most(as_agent, query):
    for n in range(12):
        make_ticket(subject=f"Shoes {n}", category=make_category(f"Category {n}"))
    assert questions(as_agent, f"/queue/{query}") <= 8


def test_a_ticket_asks_twelve_at_most_with_three_messages_and_with_sixty(as_agent, agent):
    ticket = make_ticket(category=make_category())
    reply(ticket, agent)
    fill(ticket, 1)
    few = questions(as_agent, ticket.get_absolute_url())
    fill(ticket, 57)
    assert questions(as_agent, ticket.get_absolute_url()) == few <= 12


def test_the_thread_alone_too(as_agent, agent):
    ticket = make_ticket()
    fill(ticket, 3)
    few = questions(as_agent, f"/tickets/{ticket.pk}/thread/")
    fill(ticket, 57)
    assert questions(as_agent, f"/tickets/{ticket.pk}/thread/") == few <= 8
