"""Doing one drafting job."""

import pytest

from copilot.autonomy import ladder
from copilot.drafting import requesting, working
from copilot.drafting.composed import NoDraft
from copilot.models import Draft, Trace
from tests.copilot.draft_help import drafting_category, prepared, ready_draft, states, waiting_ticket
from tests.factories import make_category, open_drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return requesting.request_draft(ticket=waiting_ticket())


@pytest.fixture
def breaks(monkeypatch):
    def compose(*args, **options):
        raise ZeroDivisionError("a customer's secret")

    monkeypatch.setattr(working, "compose", compose)


def test_it_makes_a_grounded_draft(draft):
    assert working.prepare(draft.pk) is True
    draft.refresh_from_db()
    assert (draft.state, draft.kind, draft.backend) == ("ready", "reply", "offline")
    assert "You can return unworn shoes within 30 days of delivery." in draft.body
    assert draft.sources[0]["anchor"] == "return-window"
    assert [check for check in draft.checks if check["result"] == "pass"]
    assert not [check for check in draft.checks if check["result"] == "hold"]
    assert draft.lease_until is None


def test_it_says_which_version_it_belongs_to(draft):
    made = prepared(draft)
    assert made.version["sops"] == ["returns@1"]
    assert made.version["model"].startswith("offline")
    assert len(made.version_key) == 64


def test_its_trace_tells_the_story(draft):
    trace = prepared(draft).trace
    assert trace.result == "reply by offline"
    assert [step.name for step in trace.steps.all()] == ["gather", "context", "facts", "ask offline", "cite"]
    assert trace.calls.get().result == "ok"


def test_delivered_twice_it_is_done_once(draft):
    assert working.prepare(draft.pk) is True
    assert working.prepare(draft.pk) is False
    assert Trace.objects.count() == 1


def test_a_second_worker_walks_away_while_the_first_works(draft):
    assert working.claim(Draft, draft.pk, lease=working.LEASE)
    assert working.prepare(draft.pk) is False
    assert states(draft.ticket) == ["working"]


def test_a_draft_that_is_gone_is_nobodys_work():
    assert working.prepare(10**9) is False


def test_paused_between_asking_and_working(draft, manager):
    ladder.pause(category=draft.category, by=manager, why="wrong prices")
    assert working.prepare(draft.pk) is False
    draft.refresh_from_db()
    assert draft.state == "failed"
    assert draft.reason == "Drafting is paused for “Returns” by Mona Manager: wrong prices."
    assert not Trace.objects.exists()


def test_with_nothing_to_answer_from_the_reason_stands_on_the_row():
    category = open_drafting(make_category("Lonely"))
    draft = prepared(requesting.request_draft(ticket=waiting_ticket(category)))
    assert (draft.state, draft.reason) == ("failed", "No SOP section was found for this message.")
    assert draft.trace.result == draft.reason


def test_no_draft_this_time_is_a_good_page(draft, monkeypatch, as_agent):
    def compose(*args, **options):
        raise NoDraft("The model server is too busy (429).")

    monkeypatch.setattr(working, "compose", compose)
    prepared(draft)
    page = as_agent.get(f"/tickets/{draft.ticket_id}/draft/").content.decode()
    assert "no draft this time" in page
    assert "The model server is too busy (429)." in page
    assert "Try again" in page


def test_a_crash_gives_the_job_back(draft, breaks):
    assert working.prepare(draft.pk) is False
    draft.refresh_from_db()
    assert (draft.state, draft.attempts, draft.lease_until) == ("pending", 1, None)
    assert draft.reason == "Drafting broke (ZeroDivisionError). It will be tried again."


def test_the_third_crash_is_the_last(draft, breaks):
    for _ in range(3):
        working.prepare(draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.attempts) == ("failed", 3)
    assert (
        draft.reason == "Drafting broke (ZeroDivisionError) 3 times. Ask again, or write the reply yourself."
    )
    assert working.prepare(draft.pk) is False


def test_a_recovery_after_a_crash_leaves_no_complaint(draft, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(working, "compose", lambda *args, **options: 1 / 0)
        working.prepare(draft.pk)
    assert prepared(draft).state == "ready"
    assert draft.reason == ""


def test_publishing_a_new_version_changes_the_key(admin):
    from copilot.sops import publishing

    category = drafting_category()
    first, sop = ready_draft(category), category.sops.get()
    version = sop.versions.get()
    publishing.write(markdown=version.markdown.replace("30 days", "28 days"), by=admin, sop=sop)
    publishing.publish(sop=sop, by=admin)
    second = ready_draft(category)
    assert second.version["sops"] == ["returns@2"]
    assert first.version_key != second.version_key
