"""What may be read in a session, and what makes a draft worth reading."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.calibration import candidates
from copilot.models import Draft, DraftAudit, DraftSignal, Outcome
from tests.copilot.audit_help import answered_draft
from tests.copilot.calibration_help import draft_of, read_session
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


def signals_of(draft):
    return candidates.signals(candidates.recent(None)).get(draft.pk, [])


def test_the_frame_is_what_was_answered(category):
    draft_of(category)
    draft = answered_draft(category)
    assert candidates.frame(candidates.recent(category)) == [draft.pk]


def test_of_the_present_version_only(category):
    answered_draft(category, version="before")
    draft_of(category, version="now")
    assert candidates.frame(candidates.recent(category)) == []
    assert len(candidates.frame(candidates.recent(None))) == 1


def test_old_drafts_are_left_alone(category):
    answered_draft(category, ready_at=timezone.now() - timedelta(days=40))
    assert candidates.frame(candidates.recent(None)) == []


def test_drawn_once_at_random_is_drawn(category):
    session = read_session(category, 0)
    drawn, chosen = answered_draft(category), answered_draft(category)
    session.items.create(draft=drawn, stratum="random", propensity=0.5)
    session.items.create(draft=chosen, stratum="signal")
    assert candidates.frame(candidates.recent(category)) == [chosen.pk]


@pytest.mark.parametrize(("kind", "code"), [("thumb_down", "thumbs_down"), ("regenerated", "regenerated")])
def test_what_people_said(category, agent, kind, code):
    draft = draft_of(category)
    DraftSignal.objects.create(draft=draft, user=agent, kind=kind)
    assert signals_of(draft) == [code]


def test_a_good_word_is_no_signal(category, agent):
    draft = draft_of(category)
    DraftSignal.objects.create(draft=draft, user=agent, kind="thumb_up")
    assert signals_of(draft) == []


def test_what_became_of_it(category):
    draft = answered_draft(category, unacceptable=True)
    Outcome.objects.update(reasons=["material", "rerouted"])
    assert signals_of(draft) == ["material", "rerouted"]


def test_what_an_audit_and_a_check_said(category):
    draft = draft_of(category, checks=[{"check": "x", "result": "hold", "span": "", "reason": "y"}])
    now = timezone.now()
    DraftAudit.objects.create(draft=draft, kind="blind", propensity=0.2, unacceptable=True, judged_at=now)
    assert signals_of(draft) == ["audit", "held"]


def test_something_new_reaches_the_pack(category):
    """Evals find what is known; a request that no SOP answers is found by being read."""
    draft = draft_of(category, kind=Draft.Kind.FINDINGS)
    assert signals_of(draft) == ["novel"]


def test_what_was_read_is_not_chosen_again(category):
    draft = draft_of(category, kind=Draft.Kind.FINDINGS)
    read_session(category, 0).items.create(draft=draft, stratum="signal")
    assert signals_of(draft) == []
