"""Publishing or retiring an SOP says whose evidence starts anew."""

from dataclasses import replace

import pytest

from copilot.models import Sop
from copilot.sops import publishing
from copilot.sops.resets import resets
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    category = drafting_category()
    outcome_of(ready_draft(category))
    return category


def told(rows):
    return [(row.name, row.level, row.verdicts, row.change) for row in rows]


def test_the_verdicts_of_the_present_version_are_counted(category):
    rows = resets(category.sops.get(), [category])
    assert told(rows) == [("Returns", "suggest", 1, "stays")]


def test_a_category_that_joins_or_leaves_is_named(category):
    other = make_category("Exchanges")
    rows = resets(category.sops.get(), [other])
    assert told(rows) == [("Returns", "suggest", 1, "leaves"), ("Exchanges", "route", 0, "joins")]


def test_after_a_new_version_the_old_verdicts_no_longer_count(category, admin):
    sop = category.sops.get()
    publishing.write(markdown=sop.versions.get().markdown + "\n", by=admin, sop=sop)
    publishing.publish(sop=sop, by=admin)
    ready_draft(category)
    assert told(resets(sop, [category])) == [("Returns", "suggest", 0, "stays")]


def test_a_retired_sop_serves_nobody_until_it_is_back(category, admin):
    sop = category.sops.get()
    publishing.retire(sop=sop, by=admin, why="")
    assert resets(Sop.objects.get(pk=sop.pk)) == []
    assert told(resets(Sop.objects.get(pk=sop.pk), [category])) == [("Returns", "suggest", 1, "joins")]


def test_what_sends_by_itself_goes_back(category):
    sop = category.sops.get()
    (row,) = resets(sop, [category])
    assert not row.falls
    assert replace(row, level="auto").falls
    assert replace(row, level="canary").falls


def test_a_merged_category_is_told_by_what_lives_on(category):
    old, sop = make_category("Old returns"), category.sops.get()
    sop.categories.set([old])
    old.merged_into = category
    old.save(update_fields=["merged_into"])
    assert [row.name for row in resets(sop, [category])] == ["Returns"]
