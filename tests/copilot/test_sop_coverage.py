"""What the SOPs leave uncovered: each hole on the page, and none that is filled."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copilot.sops.coverage import coverage, uncovered
from tests.copilot.draft_help import drafting_category, ready_draft
from tests.factories import SOP, make_category, make_sop, make_ticket

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_categories_without_an_sop_come_by_their_tickets():
    make_sop(make_category("Returns"))
    make_category("Quiet")
    busy = make_category("Busy")
    make_ticket(category=busy)
    assert [(gap.name, gap.tickets) for gap in coverage(TODAY()).gaps] == [("Busy", 1), ("Quiet", 0)]


def test_a_category_is_covered_by_what_was_merged_into_it():
    old, new = make_category("Old"), make_category("New")
    make_sop(old, markdown=SOP.format(title="Old", category="old"))
    assert [node.name for node in uncovered()] == ["New"]
    old.merged_into, old.retired_at = new, timezone.now()
    old.save()
    assert uncovered() == []


def test_an_sop_without_a_category():
    make_sop(make_category(), markdown="# Loose\n\n## A\nText.")
    assert [version.sop.title for version in coverage(TODAY()).unbound] == ["Loose"]


def test_sections_never_cited():
    category = drafting_category()
    sop = category.sops.get()
    assert coverage(TODAY()).uncited == []  # no draft yet says nothing
    ready_draft(category)
    assert coverage(TODAY()).uncited == []
    make_sop(make_category("Other"), title="Other", markdown="# Other\n\n## A\nText.\n\n## B (internal)\nNo.")
    ((one,),) = (coverage(TODAY()).uncited,)
    assert ([section.anchor for section in one.sections], one.whole) == (["a"], True)
    assert sop.title == "Returns"


def test_dates():
    sop, today = make_sop(make_category()), TODAY()

    def found(**values):
        sop.versions.update(effective=None, review_by=None)
        sop.versions.update(**values)
        made = coverage(today)
        return [len(made.overdue), len(made.due_soon), len(made.not_yet), made.undated]

    assert found() == [0, 0, 0, 1]
    assert found(review_by=today - timedelta(days=1)) == [1, 0, 0, 0]
    assert found(review_by=today) == [0, 1, 0, 0]
    assert found(review_by=today + timedelta(days=31), effective=today + timedelta(days=1)) == [0, 0, 1, 0]
    assert found(effective=today) == [0, 0, 0, 1]


def test_the_page_asks_a_fixed_number_of_questions(as_agent):
    make_sop(make_category())

    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert as_agent.get("/sops/coverage/").status_code == 200
        return len(captured)

    few = questions()
    for number in range(4):
        category = make_category(f"Category {number}")
        make_sop(category, markdown=SOP.format(title=f"Title {number}", category=category.key))
        make_category(f"Empty {number}")
    assert questions() <= few + 1  # the links between SOPs are one question, once there are any
