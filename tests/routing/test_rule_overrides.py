"""What a rule decided, and what people corrected of it."""

import pytest

from routing import corrections, working
from tests.factories import file_under, make_category, make_ticket
from tests.routing.route_help import pending
from tests.routing.rule_help import make_rule


@pytest.fixture
def returns(db):
    return make_category("Returns")


@pytest.fixture
def other(db):
    return make_category("Refunds")


@pytest.fixture
def rule(returns):
    return make_rule(returns)


def decided(subject="Shoes"):
    ticket = make_ticket(subject=subject)
    working.route(pending(ticket).pk)
    ticket.refresh_from_db()
    return ticket


def row(client):
    return next(iter(client.get("/rules/").context["rows"]))[1:]


def test_a_correction_of_its_decision_is_an_override(as_agent, agent, rule, other):
    decided()
    file_under(decided(), other, by=agent)
    assert row(as_agent) == (1, 0.5)


def test_a_confirmation_is_none(as_agent, agent, rule, returns):
    file_under(decided(), returns, by=agent)
    assert row(as_agent) == (0, 0.0)


def test_one_taken_back_is_none(as_agent, agent, rule, other):
    correction = file_under(decided(), other, by=agent)
    corrections.undo_correction(correction=correction, by=agent)
    assert row(as_agent) == (0, 0.0)


def test_a_decision_counts_once(as_agent, agent, rule, other):
    ticket = decided()
    file_under(ticket, other, by=agent)
    file_under(ticket, make_category("Third"), by=agent)
    assert row(as_agent) == (1, 1.0)


def test_its_tickets_can_be_seen(as_agent, agent, rule, other):
    decided("Brown shoes")
    file_under(decided("Black shoes"), other, by=agent)
    page = as_agent.get(f"/rules/{rule.pk}/tickets/").content.decode()
    assert "Brown shoes" in page
    assert "to Refunds by Ada Agent" in page
    page = as_agent.get(f"/rules/{rule.pk}/tickets/?only=overridden").content.decode()
    assert "Brown shoes" not in page
    assert "Black shoes" in page


def test_a_rule_that_decided_nothing_has_no_share(as_agent, rule):
    assert row(as_agent) == (0, None)
    assert "Nothing here" in as_agent.get(f"/rules/{rule.pk}/tickets/").content.decode()
