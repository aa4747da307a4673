"""The judge's screen shows what stood there before anybody answered, and nothing after it."""

import pytest

from copilot.models import DraftAudit
from tests.copilot.audit_help import answered_draft, answers, drawn_audit, resolved
from tests.copilot.calibration_help import draft_of
from tests.copilot.draft_help import outcome_of, ready_draft
from tests.factories import make_category

pytestmark = pytest.mark.django_db
HERE = "/audits/drafts/"


@pytest.fixture
def drawn(admin):
    return drawn_audit(make_category("Returns"), by=admin, body="You can return them within 30 days.")


def page(browser, address=HERE):
    return browser.get(address).content.decode()


@pytest.mark.parametrize("address", [HERE, "/audits/drafts/agreement/"])
def test_pages_open_on_an_empty_desk(as_agent, address):
    assert as_agent.get(address).status_code == 200


def test_the_draft_is_shown_and_the_reply_is_not(as_agent, admin):
    draft = ready_draft()
    outcome_of(draft, "We pay you 99 euros instead.", by=admin)
    DraftAudit.objects.create(draft=draft, kind="blind", propensity=0.2)
    text = page(as_agent)
    assert "They are too small." in text
    assert "within 30 days of delivery" in text
    assert "Return window" in text
    assert "99 euros" not in text
    assert admin.name not in text
    assert f"/tickets/{draft.ticket_id}/" not in text


def test_one_key_each(as_agent, drawn):
    text = page(as_agent)
    assert all(f'data-key="{key}"' in text for key in "1234s")


def test_judging_leads_on_and_offers_undo(as_agent, drawn):
    answer = as_agent.post(
        f"{HERE}{drawn.pk}/judge/", {"answer": "wrong", "reasons": ["wrong_fact"]}, follow=True
    )
    assert "Judged: no." in answer.content.decode()
    assert "/audits/drafts/undo/" in answer.content.decode()
    drawn.refresh_from_db()
    assert (drawn.unacceptable, drawn.reasons) == (True, ["wrong", "wrong_fact"])
    as_agent.post("/audits/drafts/undo/")
    drawn.refresh_from_db()
    assert drawn.judged_at is None


def test_nothing_chosen_is_told(as_agent, drawn):
    answer = as_agent.post(f"{HERE}{drawn.pk}/judge/", follow=True)
    assert "Choose one of the four answers." in answer.content.decode()


def test_skipping_shows_the_next_and_can_be_taken_back(as_agent, drawn):
    as_agent.post(f"{HERE}{drawn.pk}/skip/")
    assert "Only what you skipped is left" in page(as_agent)
    as_agent.post(f"{HERE}0/skip/")
    assert f"{HERE}{drawn.pk}/judge/" in page(as_agent)


def test_who_answered_is_told_so(as_admin, drawn):
    assert "Nothing for you" in page(as_admin)


def test_the_agreement_is_shown_with_its_n(as_agent, drawn):
    as_agent.post(f"{HERE}{drawn.pk}/judge/", {"answer": "right"})
    text = page(as_agent, "/audits/drafts/agreement/")
    assert "n = 1" in text
    assert "starting values" in text


def test_who_answered_without_the_draft_is_asked_on_the_ticket(as_agent, agent):
    draft = draft_of(make_category("Returns"))
    resolved(draft, arm="unseen")
    address = f"/tickets/{draft.ticket_id}/draft/"
    assert "Would this draft" not in page(as_agent, address)
    answers(draft, agent)
    assert "Would this draft have been right to send?" in page(as_agent, address)
    asked = DraftAudit.objects.get()
    answer = as_agent.post(f"{HERE}{asked.pk}/judge/", {"answer": "small_changes"})
    assert answer.url == f"/tickets/{draft.ticket_id}/"
    assert "Would this draft" not in page(as_agent, address)


def test_a_few_queries_however_many_wait(as_agent, django_assert_max_num_queries):
    category = make_category("Returns")
    for _ in range(5):
        DraftAudit.objects.create(draft=answered_draft(category), kind="blind", propensity=0.2)
    with django_assert_max_num_queries(20):
        page(as_agent)
