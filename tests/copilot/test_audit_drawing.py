"""Which drafts are judged is drawn by chance, the same however often it is drawn, and the chance is kept."""

import pytest
from django.utils import timezone

from copilot.autonomy import auditing, evidence
from copilot.models import CategoryAutonomy, DraftAudit, Verdict
from copilot.outcomes import LATER as NOT_THE_FIRST
from copilot.outcomes import UNREAD
from tests.copilot.audit_help import LATER, answered_draft, answers, draw_all, resolved
from tests.copilot.calibration_help import draft_of
from tests.factories import make_category, make_ticket, make_user, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


def kinds():
    return list(DraftAudit.objects.values_list("kind", flat=True))


def test_chance_numbers_are_evenly_spread_and_differ_by_kind():
    numbers = [auditing.chance_number(n, "blind") for n in range(2000)]
    assert all(0 <= number < 1 for number in numbers)
    assert 0.17 < sum(number < 0.2 for number in numbers) / 2000 < 0.23
    assert auditing.chance_number(7, "blind") != auditing.chance_number(7, "sent")


def test_a_share_is_drawn_once_with_its_chance(category, monkeypatch):
    low, high = answered_draft(category), answered_draft(category)
    monkeypatch.setattr(auditing, "chance_number", lambda pk, kind: {low.pk: 0.1, high.pk: 0.5}[pk])
    now = timezone.now() + LATER
    assert (auditing.draw(now=now), auditing.draw(now=now)) == (1, 0)
    assert list(DraftAudit.objects.values_list("draft", "propensity")) == [(low.pk, 0.2)]


def test_sent_unread_is_no_evidence_but_is_audited(category):
    answered_draft(category, excluded=UNREAD)
    assert draw_all(category) == 1


def test_one_draft_a_conversation(category):
    answered_draft(category, excluded=NOT_THE_FIRST)
    assert draw_all(category) == 0


def test_not_before_the_reply_can_no_longer_be_taken_back(category):
    answered_draft(category)
    CategoryAutonomy.objects.create(category=category, audit_share=1.0)
    assert auditing.draw() == 0


def test_what_nobody_answered_is_not_drawn(category):
    draft_of(category)
    assert draw_all(category) == 0


def test_automatic_replies_are_drawn_apart(category):
    draft = draft_of(category)
    message = reply(draft.ticket, make_user())
    resolved(draft, state="sent", arm="auto", message=message)
    draw_all(category)
    assert kinds() == ["sent"]


def test_amber_doubles_the_share(category):
    row = CategoryAutonomy(category=category, audit_share=0.05)
    assert auditing.share_of(row) == 0.05
    row.light = "amber"
    assert auditing.share_of(row) == 0.10


def test_a_raised_share_raises_the_chance_of_what_it_reaches_back_to(category, monkeypatch):
    draft = answered_draft(category)
    monkeypatch.setattr(auditing, "chance_number", lambda pk, kind: 0.01)
    row = CategoryAutonomy.objects.create(category=category, audit_share=0.05)
    auditing.draw(now=timezone.now() + LATER)
    auditing.judge(audited=draft.audits.get(), answer="right", by=make_user())
    row.light = "amber"
    row.save()
    auditing.draw(now=timezone.now() + LATER)
    assert draft.audits.get().propensity == 0.1
    assert Verdict.objects.get(source="audit").propensity == 0.1
    assert list(evidence.recount(category)) == []


def test_a_draft_held_back_is_asked_about_from_who_answered(category, agent):
    draft = draft_of(category)
    resolved(draft, arm="unseen")
    assert auditing.unanchored_for(draft.ticket, agent) is None
    answers(draft, agent)
    asked = auditing.unanchored_for(draft.ticket, agent)
    assert (asked.kind, asked.propensity) == ("unanchored", 0.05)
    assert auditing.unanchored_for(draft.ticket, make_user()) is None
    draw_all(category)
    assert kinds() == ["unanchored"]


def test_not_while_the_reply_can_be_taken_back(category, agent):
    draft = draft_of(category)
    resolved(draft, arm="unseen")
    reply(draft.ticket, agent)
    assert auditing.unanchored_for(draft.ticket, agent) is None


def test_an_ordinary_holdout_asks_nothing(category, agent):
    draft = draft_of(category, ticket=make_ticket())
    resolved(draft, arm="holdout")
    answers(draft, agent)
    assert auditing.unanchored_for(draft.ticket, agent) is None


def test_the_clock_draws(category, worker, settings):
    from copilot.tasks import draw_draft_audits

    settings.UNDO_SECONDS = 0
    CategoryAutonomy.objects.create(category=category, audit_share=1.0)
    answered_draft(category)
    draw_draft_audits.delay()
    assert kinds() == ["blind"]
