"""Giving a ticket to a person or a team, and taking it back."""

import pytest

from support.models import AuditEvent, Team
from tests.factories import make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def assign(client, ticket, **fields):
    answer = client.post(f"/tickets/{ticket.pk}/assign/", fields, follow=True)
    ticket.refresh_from_db()
    return answer


def test_taking_it(as_agent, agent, ticket):
    assign(as_agent, ticket, assignee=agent.pk)
    assert ticket.assignee == agent
    event = AuditEvent.objects.get(action="ticket_assigned")
    assert (event.before, event.after, event.actor) == ({"assignee": None}, {"assignee": "Ada Agent"}, agent)


def test_giving_it_back(as_agent, agent, ticket):
    assign(as_agent, ticket, assignee=agent.pk)
    assign(as_agent, ticket, assignee="")
    assert ticket.assignee is None


def test_the_same_again_is_no_event(as_agent, agent, ticket):
    for _ in range(2):
        assign(as_agent, ticket, assignee=agent.pk)
    assert AuditEvent.objects.filter(action="ticket_assigned").count() == 1


def test_not_to_somebody_who_left(as_agent, outsider, ticket):
    assert "no longer works here" in assign(as_agent, ticket, assignee=outsider.pk).content.decode()
    assert ticket.assignee is None


@pytest.mark.parametrize("value", ["999999", "9" * 40, "-1", "abc", "\x00"])
def test_an_unknown_person_takes_nothing_from_the_known_one(as_agent, agent, ticket, value):
    assign(as_agent, ticket, assignee=agent.pk)
    assert assign(as_agent, ticket, assignee=value).status_code == 404
    assert ticket.assignee == agent


def test_to_a_team_and_to_none(as_agent, ticket):
    team = Team.objects.create(name="Returns desk")
    assign(as_agent, ticket, team=team.pk)
    assert ticket.team == team
    assign(as_agent, ticket, team="")
    assert ticket.team is None


def test_the_page_offers_who_works_here(as_agent, outsider, ticket):
    page = as_agent.get(f"/tickets/{ticket.pk}/assign/").content.decode()
    assert "Ada Agent" in page
    assert "Olaf Outsider" not in page


def test_the_thread_tells_it(as_agent, ticket):
    colleague = make_user(name="Bea Brown")
    page = assign(as_agent, ticket, assignee=colleague.pk).content.decode()
    assert "Ada Agent assigned it to Bea Brown" in page
