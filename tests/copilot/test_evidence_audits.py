"""What an audit says becomes a verdict beside that of the edit; taken back, it is gone."""

import pytest

from copilot.autonomy import evidence
from copilot.models import Draft, DraftAudit, Verdict
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.copilot.evidence_help import audited, resolved

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ready_draft()


def test_a_blind_audit_beside_the_edit(draft, agent):
    outcome_of(draft)
    verdict = audited(draft, bad=True, judge=agent)
    assert (verdict.source, verdict.unacceptable, verdict.reviewer) == ("audit", True, agent)
    assert verdict.propensity == 0.2
    key = draft.version_key
    assert evidence.tally(draft.category, key).unacceptable == 0
    assert evidence.tally(draft.category, key, sources=evidence.AUDITS).unacceptable == 1


def test_an_audit_of_a_sent_reply(draft):
    assert audited(draft, kind="sent").source == "sent_audit"


@pytest.mark.parametrize("fields", [{"critical": True}, {"reasons": ["unsafe"]}])
def test_a_critical_one(draft, fields):
    assert audited(draft, bad=True, **fields).critical is True


def test_a_second_audit_of_the_same_draft_adds_nothing(draft):
    first = audited(draft, bad=True)
    assert audited(draft, kind="unanchored") == first
    assert Verdict.objects.get().unacceptable is True


def test_taken_back_it_is_gone(draft):
    audited(draft)
    audit = DraftAudit.objects.get()
    audit.judged_at = audit.unacceptable = None
    audit.save()
    assert evidence.from_audit(audit) is None
    assert not Verdict.objects.exists()


def test_in_shadow_it_is_no_evidence(draft):
    Draft.objects.filter(pk=draft.pk).update(shadow=True)
    draft.refresh_from_db()
    assert audited(draft).excluded == "made in shadow, shown to nobody"


def test_the_detector_reads_holdout_and_sent_replies_once_each():
    """A draft held back counts by its audit, one of the plain holdout by the edit."""
    category = drafting_category()
    drafts = {arm: ready_draft(category) for arm in ("unseen", "holdout", "auto")}
    for arm, draft in drafts.items():
        resolved(draft, arm)
    outcome_of(drafts["unseen"], "Something else altogether.")
    audited(drafts["unseen"], kind="unanchored")
    outcome_of(drafts["holdout"])
    audited(drafts["holdout"])
    audited(drafts["auto"], kind="sent")
    watched = evidence.watched(category, drafts["auto"].version_key, drafts["unseen"].created_at)
    read = {verdict.draft_id: verdict.source for verdict in watched}
    assert [read[draft.pk] for draft in drafts.values()] == ["audit", "edit", "sent_audit"]
