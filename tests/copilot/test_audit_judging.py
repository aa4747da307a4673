"""A drawn draft is judged once, in one key, by somebody who cannot know what became of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from copilot.autonomy import auditing
from copilot.models import DraftAudit, Verdict
from support.actions.tickets import Refused
from tests.copilot.audit_help import answers, drawn_audit, resolved
from tests.copilot.calibration_help import draft_of
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


@pytest.fixture
def drawn(category):
    return drawn_audit(category)


@pytest.mark.parametrize(
    ("answer", "unacceptable", "critical"),
    [("right", False, False), ("small_changes", False, False), ("wrong", True, False), ("harm", True, True)],
)
def test_four_answers(drawn, agent, answer, unacceptable, critical):
    judged = auditing.judge(audited=drawn, answer=answer, by=agent, reasons=["unsafe", "no such"], note=" x ")
    assert (judged.judge, judged.unacceptable, judged.critical) == (agent, unacceptable, critical)
    assert (judged.reasons, judged.note) == ([answer, "unsafe"], " x")


def test_it_is_judged_once(drawn, agent, admin):
    auditing.judge(audited=drawn, answer="right", by=admin)
    with pytest.raises(Refused, match="meanwhile"):
        auditing.judge(audited=drawn, answer="wrong", by=agent)


def test_another_answer_is_refused(drawn, agent):
    with pytest.raises(Refused, match="four answers"):
        auditing.judge(audited=drawn, answer="maybe", by=agent)


def test_who_answered_does_not_judge(category, agent, admin):
    drawn = drawn_audit(category, by=agent)
    assert (list(auditing.waiting_for(agent)), list(auditing.waiting_for(admin))) == ([], [drawn])
    with pytest.raises(Refused, match="somebody else"):
        auditing.judge(audited=drawn, answer="right", by=agent)


def test_what_the_system_sent_anybody_may_judge(category, agent):
    drawn = drawn_audit(category, by=agent, kind="sent")
    assert auditing.judge(audited=drawn, answer="right", by=agent).judge == agent


def test_what_was_held_back_is_rated_by_who_answered(category, agent, admin):
    draft = draft_of(category)
    resolved(draft, arm="unseen")
    answers(draft, agent)
    asked = auditing.unanchored_for(draft.ticket, agent)
    assert asked not in auditing.waiting_for(admin)
    with pytest.raises(Refused):
        auditing.judge(audited=asked, answer="right", by=admin)
    auditing.judge(audited=asked, answer="right", by=agent)
    assert auditing.unanchored_for(draft.ticket, agent) is None


def test_categories_take_turns(category, agent):
    busy = [drawn_audit(category) for _ in range(3)]
    rare = drawn_audit(make_category("Refunds"))
    assert list(auditing.waiting_for(agent)) == [busy[0], rare, busy[1], busy[2]]
    assert auditing.waiting_counts() == [("Returns", 3), ("Refunds", 1)]


def test_ones_last_judgement_can_be_taken_back(drawn, category, agent):
    second = drawn_audit(category)
    for audited in (drawn, second):
        auditing.judge(audited=audited, answer="harm", by=agent, note="no")
    taken_back = auditing.undo(by=agent)
    assert (taken_back, taken_back.judged_at, taken_back.critical, taken_back.note) == (
        second,
        None,
        False,
        "",
    )
    assert list(auditing.waiting_for(agent)) == [second]


def test_not_after_a_minute_and_not_somebody_elses(drawn, agent, admin):
    auditing.judge(audited=drawn, answer="right", by=agent)
    with pytest.raises(Refused):
        auditing.undo(by=admin)
    DraftAudit.objects.update(judged_at=timezone.now() - timedelta(seconds=61))
    with pytest.raises(Refused, match="stands"):
        auditing.undo(by=agent)


def test_an_outsider_judges_nothing(drawn, outsider):
    with pytest.raises(PermissionDenied):
        auditing.judge(audited=drawn, answer="right", by=outsider)


def test_a_judgement_is_evidence_until_it_is_taken_back(drawn, agent):
    auditing.judge(audited=drawn, answer="harm", by=agent)
    verdict = Verdict.objects.get(source="audit")
    assert (verdict.unacceptable, verdict.critical, verdict.reviewer) == (True, True, agent)
    assert verdict.propensity == drawn.propensity
    auditing.undo(by=agent)
    assert not Verdict.objects.filter(source="audit").exists()
