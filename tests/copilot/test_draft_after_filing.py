"""A person files the ticket elsewhere: the draft for the old category no longer fits."""

import pytest

from copilot.models import Draft
from routing import corrections
from tests.copilot.draft_help import drafting_category, ready_draft, states
from tests.factories import committed, file_under, make_category

pytestmark = pytest.mark.django_db


def refile(draft, category, agent):
    with committed():
        return file_under(draft.ticket, category, by=agent)


def test_the_new_category_gets_a_draft_of_its_own(worker, agent):
    draft, exchanges = ready_draft(), drafting_category("Exchanges")
    refile(draft, exchanges, agent)
    assert states(draft.ticket) == ["stale", "ready"]
    assert Draft.objects.latest("id").category == exchanges
    draft.refresh_from_db()
    assert draft.reason == "The ticket was filed elsewhere."


def test_a_category_where_people_write_gets_none(worker, agent):
    draft = ready_draft()
    refile(draft, make_category("Praise"), agent)
    assert states(draft.ticket) == ["stale"]


def test_confirming_the_category_leaves_the_draft(worker, agent):
    draft = ready_draft()
    refile(draft, draft.category, agent)
    assert states(draft.ticket) == ["ready"]


def test_undoing_the_correction_drafts_for_the_first_one_again(worker, agent):
    draft = ready_draft()
    correction = refile(draft, make_category("Praise"), agent)
    with committed():
        corrections.undo_correction(correction=correction, by=agent)
    assert states(draft.ticket) == ["stale", "ready"]
    assert Draft.objects.latest("id").category == draft.category
