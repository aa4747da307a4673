"""A session is built, read to its end, and only then closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from copilot.calibration import codebook, sessions, state
from copilot.models import CalibrationItem, CalibrationSession, FailureMode
from support.actions.tickets import Refused
from tests.copilot.audit_help import answered_draft
from tests.copilot.calibration_help import mode_of, read_session
from tests.factories import make_category, open_drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


@pytest.fixture
def session(category, admin):
    answered_draft(category)
    answered_draft(category, unacceptable=True)
    return sessions.build(category=category, by=admin)


def answer_all(session, by):
    for item in session.items.all():
        sessions.answer(item=item, disposition="fine", by=by)


def test_the_pack_stores_the_chance(session):
    assert set(session.items.values_list("stratum", "propensity")) == {("random", 1.0)}
    assert session.frame == 2


def test_one_open_session_at_a_time(session, category, admin):
    with pytest.raises(Refused, match="still open"):
        sessions.build(category=category, by=admin)


def test_nothing_to_read_is_told_and_leaves_nothing(category, admin):
    with pytest.raises(Refused, match="nothing to read"):
        sessions.build(category=category, by=admin)
    assert not CalibrationSession.objects.exists()


def test_an_agent_reads_and_does_not_build(session, agent):
    with pytest.raises(PermissionDenied):
        sessions.build(category=None, by=agent)
    assert sessions.answer(item=session.items.first(), disposition="fine", by=agent).reviewer == agent


def test_it_cannot_be_closed_with_drafts_untriaged(session, admin):
    sessions.answer(item=session.items.first(), disposition="fine", by=admin)
    with pytest.raises(Refused, match="1 still have none"):
        sessions.close(session=session, by=admin)
    answer_all(session, admin)
    assert sessions.close(session=session, by=admin).state == "closed"


def test_a_closed_session_stands(session, admin):
    answer_all(session, admin)
    sessions.close(session=session, by=admin)
    with pytest.raises(Refused, match="closed"):
        answer_all(session, admin)


def test_a_failure_needs_a_name_and_something_done_about_it(session, agent):
    item = session.items.first()
    with pytest.raises(Refused, match="Name what is wrong"):
        sessions.answer(item=item, disposition="watch", by=agent)
    with pytest.raises(Refused, match="to be done"):
        sessions.answer(item=item, disposition="", by=agent, new_mode="Wrong period")
    with pytest.raises(Refused, match="Either"):
        sessions.answer(item=item, disposition="fine", by=agent, new_mode="Wrong period")


def test_the_row_refuses_an_answer_without_a_disposition(session):
    with pytest.raises(IntegrityError):
        CalibrationItem.objects.update(reviewed_at=timezone.now())


def test_a_mode_is_named_once_whatever_its_case(session, agent):
    for name, item in zip(("Wrong period", "wrong PERIOD"), session.items.all(), strict=True):
        sessions.answer(item=item, disposition="new_eval", by=agent, new_mode=name)
    mode = FailureMode.objects.get()
    assert (mode.items.count(), mode.named_by, mode.disposition) == (2, agent, "new_eval")


def test_another_categorys_mode_is_not_taken(session, agent):
    other = mode_of(make_category("Refunds"))
    with pytest.raises(Refused, match="Name what is wrong"):
        sessions.answer(item=session.items.first(), disposition="watch", by=agent, modes=[other])


def test_only_a_closed_session_counts(session, category, admin):
    answer_all(session, admin)
    assert state.reviewed([category]) == {}
    sessions.close(session=session, by=admin)
    [reviewed] = state.reviewed([category])[category.pk]
    assert reviewed.drafts == (frozenset({(category.pk, "fine")}),) * 2


def test_a_mode_that_comes_back_after_its_fix_raises_the_alarm(session, category, agent):
    mode = codebook.call_fixed(mode=mode_of(category), by=agent)
    FailureMode.objects.update(fixed_at=timezone.now() - timedelta(days=1))
    mode.refresh_from_db()
    sessions.answer(item=session.items.first(), disposition="watch", by=agent, modes=[mode])
    mode.refresh_from_db()
    assert (mode.state, mode.recurred_at is not None) == ("open", True)
    assert list(codebook.recurring()) == [mode]
    codebook.call_fixed(mode=mode, by=agent)
    assert not codebook.recurring().exists()


def test_a_draft_from_before_the_fix_does_not(session, category, agent):
    mode = codebook.call_fixed(mode=mode_of(category), by=agent)
    sessions.answer(item=session.items.first(), disposition="watch", by=agent, modes=[mode])
    assert not codebook.recurring().exists()


def test_the_clock_builds_every_other_day(category, worker):
    from copilot.tasks import build_calibration_session

    answered_draft(category)
    build_calibration_session.delay()
    answered_draft(category)
    build_calibration_session.delay()
    assert CalibrationSession.objects.count() == 1
    CalibrationSession.objects.update(
        built_at=timezone.now() - sessions.EVERY, state="closed", closed_at=timezone.now()
    )
    build_calibration_session.delay()
    assert CalibrationSession.objects.count() == 2


def test_the_category_with_most_to_read_comes_first(monkeypatch):
    monkeypatch.setattr(sessions, "RANDOM_SIZE", 2)
    quiet, busy = (open_drafting(make_category(name)) for name in ("Quiet", "Busy"))
    answered_draft(quiet)
    assert sessions.choose() is None
    for _ in range(2):
        answered_draft(busy)
    assert sessions.choose() == busy
    CalibrationSession.objects.create(category=busy, due=timezone.localdate())
    assert sessions.choose() is None


def test_an_all_categories_session_counts_for_each(category, admin):
    other = make_category("Refunds")
    read_session(None, 0)
    for place in (category, other):
        answered_draft(place)
    session = sessions.build(category=None, by=admin)
    answer_all(session, admin)
    sessions.close(session=session, by=admin)
    assert {pk: len(found) for pk, found in state.reviewed([category, other]).items()} == {
        category.pk: 1,
        other.pk: 1,
    }
