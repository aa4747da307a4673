"""Pages of the copilot asked in ways they were not made for: a clear answer, never an error of our own."""

import pytest

from copilot.models import DraftSignal, Sop
from tests.copilot.draft_help import outcome_of, ready_draft

pytestmark = pytest.mark.django_db
HUGE = 10**30

MISSING = [
    "/tickets/{}/draft/",
    "/sections/{}/",
    "/traces/{}/",
    "/messages/{}/outcome/",
    "/messages/{}/outcome/line/",
    "/sops/returns/{}/",
    "/sops/returns/{}/markdown/",
    "/sops/returns/suggest/1/{}/",
]
READS = [
    "/sops/",
    "/sops/new/",
    "/sops/returns/",
    "/sops/returns/edit/",
    "/sops/returns/1/",
    "/sops/returns/1/markdown/",
    "/sops/returns/compare/",
    "/sops/returns/use/",
    "/sops/coverage/",
    "/sops/export/",
    "/sops/returns/retire/",
    "/sops/returns/reinstate/",
    "/reports/outcomes/",
    "/readiness/",
    "/readiness/returns/",
    "/traces/",
]
POSTS = [
    "/drafts/{}/again/",
    "/drafts/{}/attention/",
    "/drafts/{}/rate/",
    "/sops/returns/propose/",
    "/sops/returns/discard/",
    "/sops/returns/1/restore/",
    "/readiness/returns/pause/",
    "/readiness/returns/level/",
    "/sops/preview/",
    "/stop/",
]
ODD = ["\0", "'%\\", "é" * 3000, "٣", "-1", str(HUGE), "nan"]


@pytest.fixture
def draft():
    return ready_draft()


@pytest.mark.parametrize("page", MISSING)
def test_rows_that_do_not_exist(as_manager, page):
    assert {as_manager.get(page.format(number)).status_code for number in (0, 10**9, HUGE)} == {404}


@pytest.mark.parametrize("page", ["/sops/nothing/", "/sops/nothing/edit/", "/readiness/nothing/"])
def test_names_that_do_not_exist(as_manager, page):
    assert as_manager.get(page).status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_what_changes_something_is_never_a_get(as_manager, page):
    assert as_manager.get(page.format(1)).status_code == 405


@pytest.mark.parametrize("page", ["/drafts/{}/again/", "/drafts/{}/attention/", "/drafts/{}/rate/"])
def test_posting_to_rows_that_do_not_exist(as_manager, page):
    assert {as_manager.post(page.format(number)).status_code for number in (0, HUGE)} == {404}


@pytest.mark.parametrize("browser", ["as_agent", "as_admin", "as_manager"])
def test_pages_open_for_every_role(draft, request, browser):
    outcome_of(draft)
    client = request.getfixturevalue(browser)
    assert [page for page in READS if client.get(page).status_code != 200] == []


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_in_addresses(as_manager, odd):
    words = dict.fromkeys(("q", "category", "class", "verdict", "before"), odd)
    assert as_manager.get("/sops/", words).status_code == 200
    assert as_manager.get("/reports/outcomes/", words).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_in_forms(draft, as_manager, odd):
    fields = dict.fromkeys(("seconds", "end", "thumb", "note", "why", "level", "pause", "markdown"), odd)
    pages = [page.format(draft.pk) for page in POSTS] + ["/sops/new/", "/sops/returns/edit/"]
    assert [page for page in pages if as_manager.post(page, fields).status_code >= 500] == []


@pytest.mark.parametrize("seconds", ["nan", "-5", "0", ""])
def test_attention_nobody_could_have_paid_is_not_kept(draft, as_agent, seconds):
    as_agent.post(f"/drafts/{draft.pk}/attention/", {"seconds": seconds})
    assert not DraftSignal.objects.exists()


def test_attention_over_lunch_is_cut(draft, as_agent):
    answer = as_agent.post(f"/drafts/{draft.pk}/attention/", {"seconds": "1e308", "end": "1"})
    assert answer.status_code == 204
    assert list(draft.signals.values_list("kind", "value")) == [("dwell", 1800.0), ("scrolled", None)]


def test_a_thumb_is_kept_with_its_note(draft, as_agent, agent):
    as_agent.post(f"/drafts/{draft.pk}/rate/", {"thumb": "down", "note": "wrong window"})
    assert list(draft.signals.values_list("kind", "note", "user")) == [
        ("thumb_down", "wrong window", agent.pk)
    ]


def test_a_thumb_is_up_or_down(draft, as_agent):
    assert as_agent.post(f"/drafts/{draft.pk}/rate/", {"thumb": "sideways"}).status_code == 422


def test_an_unknown_level_is_named(draft, as_manager):
    page = as_manager.post("/readiness/returns/level/", {"level": "omnipotent"}, follow=True)
    assert "There is no level “omnipotent”." in page.content.decode()


def test_a_refused_move_says_why_on_the_page(draft, as_manager):
    page = as_manager.post("/readiness/returns/level/", {"level": "canary", "why": "now"}, follow=True)
    assert "To sign for it, type the category" in page.content.decode()


@pytest.mark.parametrize("address", ["/stop/", "/readiness/returns/pause/", "/readiness/returns/level/"])
def test_a_role_that_may_not_is_told_so(draft, as_agent, address):
    answer = as_agent.post(address, {"level": "route", "why": "because", "pause": "on"})
    assert answer.status_code == 403
    assert "Ada Agent (agent) may not" in answer.content.decode()


def test_an_agent_who_publishes_is_told_who_may(draft, as_agent, agent):
    from copilot.sops import publishing

    sop = Sop.objects.get()
    publishing.write(markdown=sop.versions.get().markdown, by=agent, sop=sop)
    page = as_agent.post("/sops/returns/publish/", follow=True)
    assert "may not publish SOPs; admins or managers may" in page.content.decode()


def test_a_text_with_mistakes_comes_back_as_it_was(as_agent):
    page = as_agent.post("/sops/new/", {"markdown": "No title, but an hour of work"})
    assert page.status_code == 422
    assert "an hour of work" in page.content.decode()
    assert "Line 1" in page.content.decode()


def test_markup_in_a_text_is_shown_and_not_run(as_agent):
    page = as_agent.post(
        "/sops/preview/", {"markdown": "# T\n\n<script>alert(1)</script>\n[x](javascript:alert(1))"}
    )
    assert "<script" not in page.content.decode()
    assert 'href="javascript' not in page.content.decode()
