"""“Draft again”: sets the old one aside, and wanting another is itself a verdict."""

import pytest

from copilot.autonomy import ladder
from copilot.drafting import requesting
from copilot.models import Draft, DraftSignal
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.copilot.draft_help import answered, prepared, ready_draft, states, waiting_ticket
from tests.factories import customer_writes

pytestmark = pytest.mark.django_db


def test_the_old_one_is_set_aside(agent):
    old = ready_draft()
    new = requesting.draft_again(draft=old, by=agent)
    old.refresh_from_db()
    assert (old.state, old.reason) == ("stale", "Another draft was asked for.")
    assert (new.state, new.requested_by, new.message_id) == ("pending", agent, old.message_id)


def test_the_wish_is_recorded(agent):
    old = ready_draft()
    requesting.draft_again(draft=old, by=agent)
    assert list(old.signals.values_list("kind", "user")) == [("regenerated", agent.pk)]
    assert AuditEvent.objects.filter(action="draft_asked_again", actor=agent).count() == 1


def test_after_a_failure_it_is_no_verdict(agent):
    failed = requesting.request_draft(ticket=waiting_ticket())
    Draft.objects.filter(pk=failed.pk).update(state="failed")
    failed.refresh_from_db()
    requesting.draft_again(draft=failed, by=agent)
    assert states(failed.ticket) == ["stale", "pending"]
    assert not DraftSignal.objects.exists()


def test_asked_twice_at_once_there_is_one_new_draft(agent):
    old = ready_draft()
    first = requesting.draft_again(draft=old, by=agent)
    assert requesting.draft_again(draft=old, by=agent) == first
    assert states(old.ticket) == ["stale", "pending"]
    assert DraftSignal.objects.count() == 1


def test_an_old_page_speaks_of_the_draft_that_stands_now(agent):
    old = ready_draft()
    second = prepared(requesting.draft_again(draft=old, by=agent))
    third = requesting.draft_again(draft=old, by=agent)
    assert third.pk > second.pk
    assert second.signals.filter(kind="regenerated").count() == 1


def test_refused_when_no_customer_waits_and_nothing_is_recorded(agent):
    draft = ready_draft()
    answered(draft, by=agent)
    with pytest.raises(Refused, match="no customer message waiting"):
        requesting.draft_again(draft=draft, by=agent)
    assert not DraftSignal.objects.exists()
    assert not AuditEvent.objects.filter(action="draft_asked_again").exists()


def test_refused_while_paused(agent, manager):
    draft = ready_draft()
    ladder.pause(category=draft.category, by=manager)
    with pytest.raises(Refused, match="paused"):
        requesting.draft_again(draft=draft, by=agent)
    draft.refresh_from_db()
    assert draft.state == "ready"


def test_it_answers_what_the_customer_wrote_since(agent):
    draft = ready_draft()
    newest = customer_writes(draft.ticket)
    assert requesting.draft_again(draft=draft, by=agent).message_id == newest.pk


def test_the_page_shows_the_new_one(as_agent):
    draft = ready_draft()
    page = as_agent.post(f"/drafts/{draft.pk}/again/", headers={"hx-request": "true"})
    assert 'data-state="pending"' in page.content.decode()


def test_without_htmx_it_returns_to_the_ticket(as_agent):
    draft = ready_draft()
    answer = as_agent.post(f"/drafts/{draft.pk}/again/")
    assert answer.headers["Location"] == f"/tickets/{draft.ticket_id}/"
