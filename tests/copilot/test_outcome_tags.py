"""“What was wrong?”: the agent who changed a draft says it in a word; the word explains and never judges."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot import tagging
from copilot.measuring.verdict import REASON_TEXT, TAGS
from copilot.models import EvidenceDay, Outcome
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def changed(category=None):
    draft = ready_draft(category)
    return outcome_of(draft, draft.body.replace("30 days", "14 days"))


def test_every_tag_can_be_told():
    assert set(TAGS) <= set(REASON_TEXT)


def test_a_tag_is_kept_with_the_reasons():
    outcome = changed()
    tagging.tag(outcome=outcome, reason="wrong_fact", by=outcome.by)
    assert Outcome.objects.get().reasons == ["material", "wrong_fact"]
    assert AuditEvent.objects.filter(action="draft_explained").exists()


def test_said_again_the_later_word_counts():
    outcome = changed()
    tagging.tag(outcome=outcome, reason="wrong_fact", by=outcome.by)
    tagging.tag(outcome=outcome, reason="missing", by=outcome.by)
    assert Outcome.objects.get().reasons == ["material", "missing"]


def test_a_tag_changes_no_count():
    outcome = changed()
    before = EvidenceDay.objects.values().get()
    tagging.tag(outcome=outcome, reason="unsafe", by=outcome.by)
    assert EvidenceDay.objects.values().get() == before


def test_an_acceptable_draft_needs_no_explanation():
    outcome = outcome_of(ready_draft())
    assert not tagging.asks(outcome, outcome.by)
    with pytest.raises(Refused):
        tagging.tag(outcome=outcome, reason="tone", by=outcome.by)


def test_a_made_up_reason_is_refused():
    outcome = changed()
    with pytest.raises(Refused):
        tagging.tag(outcome=outcome, reason="weather", by=outcome.by)


def test_somebody_who_left_may_not():
    with pytest.raises(PermissionDenied):
        tagging.tag(outcome=changed(), reason="tone", by=make_user(is_active=False))


def test_the_page_asks_its_agent_only(client):
    outcome = changed()
    client.force_login(outcome.by)
    line = f"/messages/{outcome.message_id}/outcome/line/"
    assert 'data-key="7"' in client.get(line).content.decode()
    client.force_login(make_user())
    assert "What was wrong" not in client.get(line).content.decode()


def test_one_press_answers(client):
    outcome = changed()
    client.force_login(outcome.by)
    answer = client.post(
        f"/messages/{outcome.message_id}/outcome/tag/", {"reason": "tone"}, headers={"HX-Request": "true"}
    )
    assert "You said: tone." in answer.content.decode()


def test_the_report_counts_reasons_and_silence():
    first, _ = changed(), changed(drafting_category("Refunds"))
    tagging.tag(outcome=first, reason="tone", by=first.by)
    told = {row.reason: row.real for row in tagging.counts(Outcome.objects.all()) if row.real}
    assert told == {"tone": 1, "": 1}


def test_the_report_narrows_by_reason(client):
    outcome = changed()
    client.force_login(outcome.by)
    assert f"#{outcome.ticket_id}" in client.get("/reports/outcomes/").content.decode()
    assert f"#{outcome.ticket_id}" not in client.get("/reports/outcomes/?reason=tone").content.decode()
