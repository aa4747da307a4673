"""The panel's wishes: buttons, the fragment that polls, stopping, and refusals said in place."""

import asyncio

import pytest

from copilot.drafting import revising
from copilot.models import Draft, DraftSignal, Revision
from copilot.views import revisions
from tests.copilot.draft_help import ready_draft

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


def test_a_wish_is_shown_with_its_stop(as_agent):
    draft = ready_draft()
    page = as_agent.post(f"/drafts/{draft.pk}/revise/", {"how": "shorter"}, headers=HTMX).content.decode()
    assert "Making it shorter" in page
    assert "data-use-draft" in page  # the draft can be used meanwhile
    assert Revision.objects.get().state == "pending"


def test_stopped_it_is_gone(as_agent, agent):
    revision = revising.ask_revision(draft=ready_draft(), how="shorter", by=agent)
    page = as_agent.post(f"/revisions/{revision.pk}/stop/", headers=HTMX).content.decode()
    assert 'id="revision"' not in page


def test_the_fragment_says_when_it_is_over(as_agent, agent):
    revision = revising.ask_revision(draft=ready_draft(), how="shorter", by=agent)
    assert "HX-Trigger" not in as_agent.get(f"/revisions/{revision.pk}/").headers
    Revision.objects.update(state="failed", reason="The model was away.")
    answer = as_agent.get(f"/revisions/{revision.pk}/")
    assert answer.headers["HX-Trigger"] == f"ticket-changed:{revision.draft.ticket_id}"
    page = as_agent.get(f"/tickets/{revision.draft.ticket_id}/draft/", headers=HTMX).content.decode()
    assert "The model was away." in page


def test_a_refusal_stands_in_the_panel(as_agent):
    draft = ready_draft()
    page = as_agent.post(f"/drafts/{draft.pk}/revise/", {"how": "ask", "wish": ""}, headers=HTMX)
    assert "Say what should be different." in page.content.decode()


def test_without_htmx_it_returns_to_the_ticket(as_agent):
    draft = ready_draft()
    answer = as_agent.post(f"/drafts/{draft.pk}/revise/", {"how": "friendlier"})
    assert answer.headers["Location"] == f"/tickets/{draft.ticket_id}/"


def test_a_draft_nobody_may_see_yet_is_not_written_anew(as_agent):
    draft = ready_draft()
    Draft.objects.update(shadow=True)
    as_agent.post(f"/drafts/{draft.pk}/revise/", {"how": "shorter"}, headers=HTMX)
    assert not Revision.objects.exists()


def test_reading_along_tells_each_new_text_and_the_end(monkeypatch):
    looks = iter(
        [("working", ""), ("working", "Hel"), ("working", "Hel"), ("working", "Hello"), ("done", "")]
    )
    monkeypatch.setattr(revisions, "look", lambda pk: next(looks))
    monkeypatch.setattr(revisions, "LOOK_SECONDS", 0)

    async def read():
        return [event async for event in revisions.words_of(1)]

    assert [event.splitlines()[1] for event in asyncio.run(read())[1:]] == [
        'data: "Hel"',
        'data: "Hello"',
        "data: {}",
    ]


def test_a_thumb_with_its_reason_leaves_the_page_where_it_is(as_agent):
    draft = ready_draft()
    values = {"thumb": "down", "note": "It misses the exchange."}
    page = as_agent.post(f"/drafts/{draft.pk}/rate/", values, headers=HTMX)
    assert "Thank you; it is kept" in page.content.decode()
    assert DraftSignal.objects.get().note == "It misses the exchange."
