"""What the gate reads, gathered from the rows of one category and version."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copilot.autonomy import evidence, facts, gate
from copilot.models import CategoryAutonomy, Incident, Verdict
from routing.models import Finding, ReferenceCase, ReferenceLabel
from tests.copilot.evidence_help import earned, key_of, verdicts
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture
def category(proven):
    return earned()


def read(category, target="canary"):
    return facts.gather(category, target)


def unmet(category, target="canary"):
    return [each.name for each in gate.may_promote(read(category, target)).conditions if not each.met]


def test_of_a_category_that_has_earned_it(category):
    found = read(category)
    assert (found.level, found.target, found.tau) == ("suggest", "canary", 0.05)
    assert (found.edits, found.audits) == (gate.Tally(300, 2), gate.Tally(120, 0))
    assert (found.days, sorted(found.reviewers.values())) == (20, [100, 100, 100])
    assert (found.version_critical, found.category_critical) == (gate.Tally(300, 0), gate.Tally(300, 0))
    assert unmet(category) == []


def test_of_a_category_nobody_drafted_for():
    found = read(make_category("Praise"), "suggest")
    assert (found.level, found.edits.n, found.days, found.owner) == ("route", 0, 0, "")


def test_what_was_left_out_as_unread_counts_as_left_out(category):
    verdicts(category, 10, excluded="sent unchanged without being read")
    verdicts(category, 10, excluded="made in shadow, shown to nobody")
    assert (read(category).excluded, read(category).edits.n) == (10, 300)


def test_verdicts_that_may_still_be_taken_back_wait(category, settings):
    verdicts(category, 5, at=timezone.now())
    assert read(category).edits.n == 300
    later = timezone.now() + timedelta(seconds=settings.UNDO_SECONDS + 600)
    assert facts.gather(category, "canary", now=later).edits.n == 305


def test_after_a_red_only_what_came_since(category):
    since = evidence.stream(category, key_of(category))[250].at
    CategoryAutonomy.objects.update(evidence_since=since, version_key=key_of(category), attempt=2)
    found = read(category)
    assert (found.edits, found.attempt) == (gate.Tally(50, 0), 2)


def test_a_new_version_begins_at_the_first_attempt(category):
    CategoryAutonomy.objects.update(evidence_since=timezone.now(), version_key="older", attempt=3)
    found = read(category)
    assert (found.edits.n, found.attempt) == (300, 1)


def test_another_version_is_not_counted(category):
    verdicts(category, 1, parts={"prompt": "new"}, at=timezone.now() - timedelta(days=1))
    assert read(category).edits.n == 1


def test_days_begin_with_the_present_level(category):
    CategoryAutonomy.objects.update(since=timezone.now() - timedelta(days=3))
    assert read(category).days == 3


def test_a_critical_error_elsewhere_by_the_same_model_counts(category):
    verdicts(make_category("Other"), 1, 1, critical=True, at=YESTERDAY)
    assert "critical version" in unmet(category)
    assert "critical category" not in unmet(category)


def test_one_by_another_model_does_not(category):
    other = {"model": "openai:large"}
    verdicts(make_category("Other"), 1, 1, critical=True, parts=other, at=YESTERDAY)
    assert unmet(category) == []


def test_one_that_is_no_evidence_otherwise_counts_too(category):
    verdicts(category, 1, 1, critical=True, at=YESTERDAY, excluded="not the conversation's first draft")
    assert {"critical version", "critical category"} <= set(unmet(category))


def test_a_bad_day(category):
    verdicts(category, 20, 6, at=timezone.now() - timedelta(days=5))
    assert read(category).days_since_incident in (4, 5)
    assert "incidents" in unmet(category)


def test_a_bad_morning_is_not_washed_out_by_the_afternoon(category):
    """The watch would have seen it at noon."""
    start = timezone.now().replace(hour=1, minute=0) - timedelta(days=3)
    verdicts(category, 5, 5, at=start)
    verdicts(category, 100, 0, at=start + timedelta(hours=1))
    assert read(category).days_since_incident in (2, 3)


def test_an_incident_needs_a_conclusion(category):
    Incident.objects.create(category=category, cause="red", text="It was red.")
    assert unmet(category) == ["open incidents"]
    Incident.objects.update(closed_at=timezone.now(), conclusion="A wrong SOP.")
    assert unmet(category) == []


@pytest.mark.parametrize("cause", ["amber", "drill", "version"])
def test_where_nothing_went_wrong_it_needs_none(category, cause):
    Incident.objects.create(category=category, cause=cause, text="Look.")
    assert unmet(category) == []


def test_findings_of_its_branch(category):
    category.parent = make_category("Orders")
    category.save()
    Finding.objects.create(kind="x", nodes=[category.parent_id], proposal={}, reason="", fingerprint="1")
    Finding.objects.create(kind="x", nodes=[make_category("Far").pk], proposal={}, reason="", fingerprint="2")
    assert read(category).open_findings == 1
    Finding.objects.update(dismissed_at=timezone.now())
    assert read(category).open_findings == 0


def test_disputes_about_it(category):
    case = ReferenceCase.objects.create(text="Where?", added_by=make_user())
    for home in (category, make_category("Other")):
        ReferenceLabel.objects.create(case=case, by=make_user(), category=home)
    assert unmet(category) == ["disputes"]


def test_who_answers_for_it_and_what_is_kept_from_it(category):
    CategoryAutonomy.objects.update(never_auto=True)
    category.refresh_from_db()
    category.deputy = None
    assert unmet(category) == ["owner", "topic"]


def test_simulated_verdicts_open_no_real_gate(category, settings):
    Verdict.objects.update(simulated=True)
    assert (read(category).edits.n, settings.DEMO) == (0, False)
    settings.DEMO = True
    assert read(category).edits.n == 300


def queries_for(categories):
    with CaptureQueriesContext(connection) as queries:
        facts.gather_all(categories)
    return len(queries)


def test_many_take_as_many_queries_as_one(category):
    others = [earned(f"Category {i}", edits=(5, 0), audits=(1, 0)) for i in range(3)]
    categories = list(type(category).objects.select_related("owner", "deputy"))
    assert queries_for(categories) == queries_for(categories[:1])
    found = facts.gather_all(categories)
    assert [found[other.pk].edits.n for other in others] == [5, 5, 5]
    assert evidence.tally(category, key_of(category)) == found[category.pk].edits
