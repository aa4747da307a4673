"""Answers already sent that share an incident's fault, found from the rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.autonomy import demoting, remedies
from copilot.autonomy.correcting import BLANK
from copilot.models import Remedy, Sop
from copilot.sops import publishing
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.copilot.sent_help import incident, sent_by_system, verdict
from tests.factories import SOP, committed

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return drafting_category()


@pytest.fixture
def wrong(category):
    """A draft in which a person had to change the days."""
    draft = ready_draft(category)
    outcome_of(draft, draft.body.replace("30 days", "14 days"))
    if not draft.verdicts.exists():
        verdict(draft, unacceptable=True)
    return draft


def red(wrong):
    return incident(wrong.category, version_key=wrong.version_key)


def test_the_fault_is_read_from_the_verdicts(wrong):
    fault = remedies.fault_of(red(wrong))
    assert fault.facts == {("30 days", "14 days")}
    assert ("returns", "return-window") in fault.sections
    assert fault.prompt == wrong.version["prompt"]


def test_answers_of_the_system_come_first(category, wrong):
    by_person = outcome_of(ready_draft(category)).message
    by_system = sent_by_system(category).message
    assert [remedy.message for remedy in remedies.suggest(red(wrong))] == [by_system, by_person]


def test_each_says_what_it_shares(category, wrong):
    sent_by_system(category)
    [remedy] = remedies.suggest(red(wrong))
    text = " ".join(remedy.shares)
    assert "Understudy sent it" in text
    assert "“30 days”" in text
    assert "You can return unworn shoes within 30 days" in remedy.body


def test_the_right_words_come_from_todays_sop(category, wrong, admin):
    sent_by_system(category)
    today = SOP.replace("30 days", "14 days").format(title="Returns", category=category.key)
    sop = Sop.objects.get()
    publishing.write(markdown=today, by=admin, sop=sop)
    publishing.publish(sop=sop, by=admin)
    [remedy] = remedies.suggest(red(wrong))
    assert "within 14 days" in remedy.body
    assert BLANK not in remedy.body


def test_found_twice_it_is_kept_once(category, wrong):
    sent_by_system(category)
    found = red(wrong)
    assert len(remedies.suggest(found)) == 1
    assert remedies.suggest(found) == []
    assert Remedy.objects.count() == 1


def test_an_answer_in_hand_elsewhere_is_left_alone(category, wrong):
    sent_by_system(category)
    remedies.suggest(red(wrong))
    assert remedies.suggest(incident(category, "critical", wrong.version_key)) == []


def test_older_than_ninety_days_is_left_alone(category, wrong):
    sent_by_system(category, at=timezone.now() - timedelta(days=91))
    assert remedies.suggest(red(wrong)) == []


def test_other_categories_count_where_they_cite_the_same_section(wrong):
    other = drafting_category("Exchanges")
    resolution = sent_by_system(other)
    assert remedies.suggest(red(wrong)) == []
    resolution.draft.sources = wrong.sources
    resolution.draft.save()
    assert [
        remedy.message for remedy in remedies.suggest(incident(wrong.category, "day", wrong.version_key))
    ] == [resolution.message]


def test_changed_replies_are_not_suggested(category, wrong):
    assert remedies.suggest(red(wrong)) == []


def test_an_opened_incident_looks_by_itself_once(category, wrong, worker):
    sent_by_system(category)
    with committed():
        found = demoting.open_incident(
            category, wrong.version_key, cause="red", text="It shows red.", figures={}
        )
    assert found.remedies.count() == 1
    assert remedies.not_looked() == []


def test_where_nobody_looked_the_sweep_finds_it(category, wrong):
    found = red(wrong)
    assert remedies.not_looked() == [found.pk]


@pytest.mark.parametrize("cause", ["amber", "version", "drill", "contact"])
def test_other_causes_point_at_no_answer(category, wrong, cause):
    incident(category, cause, wrong.version_key)
    assert remedies.not_looked() == []
