"""What counts as evidence: exclusions can only remove would-be successes."""

import pytest

from copilot import outcomes
from copilot.drafting import requesting
from copilot.models import DraftSignal, EvidenceDay
from tests.copilot.draft_help import READ, answered, outcome_of, prepared, ready_draft
from tests.factories import customer_writes, make_user

pytestmark = pytest.mark.django_db


def signal(draft, user, kind, value=None):
    return DraftSignal.objects.create(draft=draft, user=user, kind=kind, value=value)


def test_sent_unchanged_without_being_read_is_no_evidence():
    outcome = outcome_of(ready_draft(), composing={})
    assert (outcome.attended, outcome.excluded) == (False, outcomes.UNREAD)
    day = EvidenceDay.objects.get()
    assert (day.outcomes, day.excluded) == (0, 1)


def test_read_too_quickly_is_not_read():
    assert outcome_of(ready_draft(), composing={"read_seconds": 1.0, "read_end": 1}).excluded


def test_not_read_to_its_end_is_not_read():
    assert outcome_of(ready_draft(), composing={"read_seconds": 600.0}).excluded


def test_an_unread_draft_that_was_edited_counts():
    draft = ready_draft()
    outcome = outcome_of(draft, draft.body.replace("30", "14"), composing={})
    assert (outcome.attended, outcome.excluded, outcome.unacceptable) == (False, "", True)


def test_an_unread_draft_that_was_touched_lightly_counts():
    draft = ready_draft()
    outcome = outcome_of(draft, draft.body.replace("You can return", "You may gladly return"), composing={})
    assert (outcome.excluded, outcome.unacceptable) == ("", False)


def test_unread_as_is_with_a_thumb_down_counts(agent):
    draft = ready_draft()
    signal(draft, agent, "thumb_down")
    outcome = outcome_of(draft, by=agent, composing={})
    assert (outcome.excluded, outcome.unacceptable) == ("", True)


def test_what_the_page_told_while_it_was_read_counts_too(agent):
    draft = ready_draft()
    signal(draft, agent, "dwell", 20.0)
    signal(draft, agent, "dwell", 20.0)
    signal(draft, agent, "scrolled")
    assert outcome_of(draft, by=agent, composing={}).attended is True


def test_somebody_elses_reading_does_not(agent):
    draft, other = ready_draft(), make_user()
    signal(draft, other, "dwell", 600.0)
    signal(draft, other, "scrolled")
    assert outcome_of(draft, by=agent, composing={}).attended is False


def test_a_long_message_takes_longer_to_read():
    draft = ready_draft(body="Where are my shoes? " * 400)
    assert outcome_of(draft, composing={"read_seconds": 30.0, "read_end": 1}).attended is False


def test_only_a_conversations_first_verdict_counts():
    first = ready_draft()
    outcome_of(first)
    customer_writes(first.ticket)
    second = prepared(requesting.request_draft(ticket=first.ticket))
    outcome = outcome_of(second, "Something completely different.")
    assert outcome.excluded == outcomes.LATER
    day = EvidenceDay.objects.get()
    assert (day.outcomes, day.excluded, day.unacceptable) == (1, 0, 0)


def test_after_an_unread_one_the_next_may_count():
    first = ready_draft()
    outcome_of(first, composing={})
    customer_writes(first.ticket)
    second = prepared(requesting.request_draft(ticket=first.ticket))
    assert outcomes.measure_reply(answered(second, composing=READ).pk).excluded == ""


def test_simulated_ones_are_counted_apart():
    draft = ready_draft(simulated=True)
    assert outcome_of(draft).simulated is True
    assert EvidenceDay.objects.get().simulated is True
