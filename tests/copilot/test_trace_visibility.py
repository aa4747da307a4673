"""Traces: agents see those of their own tickets, leads see all."""

import pytest

from support.actions import tickets
from tests.copilot.draft_help import outcome_of, ready_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def trace():
    return ready_draft().trace


def test_an_agent_sees_those_of_their_own_tickets(trace, agent, as_agent):
    tickets.assign(ticket=trace.ticket, to=agent, by=agent)
    assert f"/traces/{trace.pk}/" in as_agent.get("/traces/").content.decode()
    page = as_agent.get(f"/traces/{trace.pk}/")
    assert page.status_code == 200
    assert "reply by offline" in page.content.decode()


def test_not_those_of_others(trace, as_agent):
    assert f"/traces/{trace.pk}/" not in as_agent.get("/traces/").content.decode()
    page = as_agent.get(f"/traces/{trace.pk}/")
    assert page.status_code == 403


@pytest.mark.parametrize("browser", ["as_admin", "as_manager"])
def test_leads_see_all(trace, browser, request):
    client = request.getfixturevalue(browser)
    assert f"/traces/{trace.pk}/" in client.get("/traces/").content.decode()
    assert client.get(f"/traces/{trace.pk}/").status_code == 200


def test_a_stranger_is_asked_to_sign_in(trace, client):
    assert client.get(f"/traces/{trace.pk}/").headers["Location"].startswith("/accounts/login/")


def test_so_are_todays_calls_and_their_cost(trace, as_agent, as_admin):
    assert "1 calls recorded" in as_admin.get("/traces/").content.decode()
    assert "0 calls recorded" in as_agent.get("/traces/").content.decode()


def test_the_page_shows_what_the_draft_was_made_from(trace, as_admin):
    page = as_admin.get(f"/traces/{trace.pk}/").content.decode()
    assert "of at most 6000 tokens" in page
    assert "Returns › Return window" in page


def test_it_ends_with_what_was_sent_and_what_that_says(as_admin):
    draft = ready_draft()
    before = as_admin.get(f"/traces/{draft.trace_id}/").content.decode()
    assert "No reply has been measured against it yet" in before
    outcome = outcome_of(draft)
    after = as_admin.get(f"/traces/{draft.trace_id}/").content.decode()
    assert f"/messages/{outcome.message_id}/outcome/" in after
    assert "acceptable" in after
