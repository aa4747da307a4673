"""No draft is due, and the page says why."""

import pytest

from copilot.autonomy import ladder
from copilot.drafting import requesting
from tests.copilot.draft_help import waiting_ticket
from tests.factories import make_category, make_ticket

pytestmark = pytest.mark.django_db


def none_because(ticket):
    assert requesting.request_draft(ticket=ticket) is None
    ticket.refresh_from_db()
    return requesting.why_no_draft(ticket)


def test_no_reason_when_one_is_due():
    assert requesting.why_no_draft(waiting_ticket()) == ""


def test_no_category():
    assert none_because(make_ticket()) == "No draft yet: first the ticket needs a category."


def test_closed(agent):
    from support.actions import tickets

    ticket = tickets.set_status(ticket=waiting_ticket(), status="closed", by=agent)
    assert none_because(ticket) == "The ticket is closed."


def test_level_route():
    ticket = make_ticket(category=make_category("Praise"))
    assert none_because(ticket) == "“Praise” is at level route: people write its replies."


def test_category_paused(manager):
    ticket = waiting_ticket()
    ladder.pause(category=ticket.category, by=manager, why="new prices")
    assert none_because(ticket) == "Drafting is paused for “Returns” by Mona Manager: new prices."


def test_everything_paused(admin):
    ticket = waiting_ticket()
    ladder.pause(category=None, by=admin)
    assert none_because(ticket) == "Drafting is paused for everything by Amos Admin."


def test_another_category_paused(manager):
    ladder.pause(category=make_category("Other"), by=manager)
    assert requesting.why_no_draft(waiting_ticket()) == ""


def test_the_sentence_stands_on_the_page(as_agent):
    ticket = make_ticket(category=make_category("Praise"))
    page = as_agent.get(f"/tickets/{ticket.pk}/draft/")
    assert "“Praise” is at level route: people write its replies." in page.content.decode()
