"""Filing what the system would not decide, one key a ticket."""

import pytest

from routing.models import Correction, Decision
from tests.factories import make_category, make_ticket

pytestmark = pytest.mark.django_db


def undecided(**fields):
    ticket = make_ticket(**fields)
    Decision.objects.create(
        ticket=ticket,
        message=ticket.messages.get(),
        state="decided",
        path="person",
        reason="Not sure.",
        decided_at=ticket.created_at,
    )
    return ticket


def test_the_oldest_undecided_ticket_comes_first(as_agent):
    first, _ = undecided(subject="The first one"), undecided(subject="The second one")
    page = as_agent.get("/triage/").content.decode()
    assert f"#{first.pk} The first one" in page
    assert "2 left" in page


def test_filing_makes_a_label_and_brings_the_next(as_agent, agent):
    returns, first, second = make_category("Returns"), undecided(), undecided(subject="The second one")
    answer = as_agent.post(f"/triage/{first.pk}/", {"category": returns.pk}, follow=True)
    assert f"#{second.pk} The second one" in answer.content.decode()
    assert Correction.objects.get().by == agent
    first.refresh_from_db()
    assert first.category == returns


def test_skipping_leaves_it_waiting(as_agent):
    ticket = undecided()
    page = as_agent.get(f"/triage/?after={ticket.pk}").content.decode()
    assert "That was the last one" in page
    assert "1 left" in page


def test_an_inner_category_is_refused_with_a_reason(as_agent):
    parent = make_category("Shoes")
    make_category("Boots", parent=parent)
    ticket = undecided()
    answer = as_agent.post(f"/triage/{ticket.pk}/", {"category": parent.pk}, follow=True)
    assert "takes no tickets" in answer.content.decode()
