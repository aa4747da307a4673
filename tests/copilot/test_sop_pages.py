"""The pages of SOPs: what stands in the way of publishing, what starts anew, versions side by side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.models import Sop
from copilot.sops import publishing
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.factories import SOP, make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def sop():
    return make_sop(make_category())


def text_of(page):
    return " ".join(page.content.decode().split())


def changed(sop, by, old="30 days", new="28 days"):
    newest = sop.versions.first().markdown
    return publishing.write(markdown=newest.replace(old, new), by=by, sop=sop)


def test_publishing_asks_first_and_says_whose_evidence_starts_anew(as_admin, admin):
    category = drafting_category()
    outcome_of(ready_draft(category))
    version = changed(category.sops.get(), admin)
    page = as_admin.post("/sops/returns/publish/")
    version.refresh_from_db()
    assert version.state == "draft"
    assert [(row.name, row.verdicts) for row in page.context["resets"]] == [("Returns", 1)]
    assert "start their evidence anew" in text_of(page)


def test_confirmed_it_is_published(as_admin, admin, sop):
    version = changed(sop, admin)
    as_admin.post("/sops/returns/publish/", {"seen": version.digest})
    version.refresh_from_db()
    assert version.state == "published"


def test_mistakes_take_the_button_away(as_admin, admin, sop):
    changed(sop, admin, "[^return-window]", "[^nowhere]")
    page = text_of(as_admin.get("/sops/returns/publish/"))
    assert "It cannot be published yet" in page
    assert 'name="seen"' in page
    assert "Publish version 2</button>" not in page


def test_an_unknown_category_is_said_before(as_admin, admin, sop):
    changed(sop, admin, "[returns]", "[refnuds]")
    assert "There is no category “refnuds”" in text_of(as_admin.get("/sops/returns/publish/"))


def test_where_review_is_required_the_writer_is_told(as_admin, admin, sop, settings):
    settings.REVIEW_SOPS = True
    changed(sop, admin)
    assert "Review is required here" in text_of(as_admin.get("/sops/returns/2/"))


def test_broken_links_are_listed_and_do_not_stop(as_admin, admin, sop):
    changed(sop, admin, "Unworn", "[Unworn](repairs.md)")
    page = text_of(as_admin.get("/sops/returns/publish/"))
    assert "1 broken link" in page
    assert "Publish version 2" in page


def test_versions_side_by_side(as_agent, admin, sop):
    changed(sop, admin)
    page = text_of(as_agent.get("/sops/returns/compare/?from=1&to=2"))
    assert "<del>30</del>" in page
    assert "<ins>28</ins>" in page


@pytest.mark.parametrize("query", ["?from=99&to=x", "?from=-1", ""])
def test_versions_that_do_not_exist_fall_back_to_the_newest(as_agent, sop, query):
    assert as_agent.get(f"/sops/returns/compare/{query}").status_code == 200


def test_an_agent_saves_and_asks_for_review(as_agent, agent, sop):
    text = SOP.format(title="Returns", category="returns") + "\nMore."
    page = as_agent.post(
        "/sops/returns/edit/", {"markdown": text, "propose": "1", "note": "Why"}, follow=True
    )
    assert "waits for somebody who may publish it" in text_of(page)
    assert sop.versions.first().proposed_by == agent


def test_text_typed_meanwhile_comes_back(as_agent, admin, sop):
    page = as_agent.post("/sops/returns/edit/", {"markdown": "# Mine\n\nText", "seen": "older"})
    assert page.status_code == 422
    assert "# Mine" in page.content.decode()


def test_retiring_and_bringing_back(as_admin, sop):
    assert as_admin.post("/sops/returns/retire/", {"why": ""}).status_code == 422
    as_admin.post("/sops/returns/retire/", {"why": "gone"})
    assert Sop.objects.get().retired_at is not None
    assert "Bring it back" in text_of(as_admin.get("/sops/returns/"))
    as_admin.post("/sops/returns/reinstate/", {"why": "back"})
    assert Sop.objects.get().retired_at is None


def test_an_older_text_can_be_written_on_from(as_agent, admin, sop):
    changed(sop, admin)
    publishing.publish(sop=sop, by=admin)
    as_agent.post("/sops/returns/1/restore/")
    assert "30 days" in sop.versions.get(state="draft").markdown


def test_reviews_that_are_due_are_marked(as_agent, sop):
    today = timezone.localdate()
    for days, says in ((-1, "overdue"), (10, "due soon")):
        sop.versions.update(review_by=today + timedelta(days=days))
        assert says in text_of(as_agent.get("/sops/"))


def test_the_preview_names_broken_links(as_agent):
    page = as_agent.post("/sops/preview/", {"markdown": "# R\n\n## A\n\n[x](#b)"})
    assert "leads to no section" in text_of(page)


def test_a_category_that_does_not_exist_is_told_while_writing_and_after(as_agent):
    text = "---\ntitle: Gloves\nslug: gloves\ncategories: [gloves]\n---\n## What we do\n\nWe look.\n"
    assert "There is no category “gloves”" in text_of(as_agent.post("/sops/preview/", {"markdown": text}))
    as_agent.post("/sops/new/", {"markdown": text})
    assert "There is no category “gloves”" in text_of(as_agent.get("/sops/gloves/1/"))
