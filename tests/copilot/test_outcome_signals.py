"""What people said or did besides editing makes a draft unacceptable, however little they changed."""

import pytest

from copilot.drafting import requesting
from copilot.models import DraftSignal
from tests.copilot.draft_help import outcome_of, prepared, ready_draft
from tests.factories import committed, file_under, make_category, make_user

pytestmark = pytest.mark.django_db


def test_asked_for_another(agent):
    old = ready_draft()
    new = prepared(requesting.draft_again(draft=old, by=agent))
    outcome = outcome_of(new)
    assert (outcome.draft, outcome.unacceptable, outcome.reasons) == (new, True, ["regenerated"])


def test_marked_as_bad():
    draft = ready_draft()
    DraftSignal.objects.create(draft=draft, user=make_user(), kind="thumb_down")
    assert outcome_of(draft).reasons == ["thumbs_down"]


def test_marked_as_helpful_is_fine():
    draft = ready_draft()
    DraftSignal.objects.create(draft=draft, user=make_user(), kind="thumb_up")
    assert outcome_of(draft).unacceptable is False


def test_moved_to_another_category(agent):
    draft = ready_draft()
    with committed():
        file_under(draft.ticket, make_category("Praise"), by=agent)
    assert outcome_of(draft).reasons == ["rerouted"]


def test_confirmed_in_its_category_is_fine(agent):
    draft = ready_draft()
    with committed():
        file_under(draft.ticket, draft.category, by=agent)
    assert outcome_of(draft).unacceptable is False


def test_moved_before_it_was_drafted_is_fine():
    """The correction that led to the draft is no verdict on it."""
    assert outcome_of(ready_draft()).reasons == []


def test_what_was_said_after_the_reply_is_no_verdict_on_it(agent):
    """Measured late, the figures are those of the moment it was sent."""
    from copilot import outcomes
    from tests.copilot.draft_help import READ, answered

    draft = ready_draft()
    sent = answered(draft, composing=READ)
    DraftSignal.objects.create(draft=draft, user=agent, kind="thumb_down")
    assert outcomes.measure_reply(sent.pk).reasons == []
