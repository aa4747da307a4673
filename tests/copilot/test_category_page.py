"""The page a manager decides from: the gate's own words, charts with their tables, the moves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from copilot.autonomy import facts, gate, missing
from copilot.models import LevelChange
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.copilot.sent_help import at_level, sent_by_system, verdict
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return drafting_category()


def page(client, category, part=""):
    answer = client.get(f"/readiness/{category.key}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_condition_is_said_in_the_gates_own_words(as_manager, category):
    outcome_of(ready_draft(category))
    text = page(as_manager, category)
    found = gate.may_promote(facts.gather(category, "canary"))
    said = [escape(c.sentence[0].upper() + c.sentence[1:]) for c in found.conditions]
    assert [sentence for sentence in said if sentence not in text] == []
    assert "conditions are missing" in text


def test_what_is_missing_is_the_gates_sentence(as_manager, category):
    for _ in range(3):
        outcome_of(ready_draft(category))
    assert escape(missing.sentence(3, 0).capitalize()) in page(as_manager, category)


def test_a_forecast_says_what_it_assumes(as_manager, category):
    verdict(ready_draft(category))
    text = page(as_manager, category)
    assert "at this volume" in text
    assert "Assumes as many reviewed drafts a day as in the last 28 days" in text


def test_without_anything_reviewed_it_says_so(as_agent):
    text = page(as_agent, make_category("Praise"))
    assert "Nothing was reviewed in this version yet" in text
    assert "Had it been automatic" not in text


def test_the_counter_examples_are_diffs(as_agent, category):
    draft = ready_draft(category)
    outcome_of(draft, draft.body.replace("30 days", "14 days"))
    text = page(as_agent, category)
    assert "<del>30</del>" in text or "<del>30 days</del>" in text
    assert "14 days" in text


def test_the_tickets_that_would_have_gone_wrong(as_agent, category):
    draft = ready_draft(category)
    outcome_of(draft, draft.body.replace("30 days", "14 days"))
    text = page(as_agent, category)
    assert "Had it been automatic" in text
    assert "the gate would not have opened yet" in text


@pytest.mark.parametrize("level", ["canary", "auto"])
def test_detector_and_arms_where_something_is_sent(as_agent, category, level):
    resolution = sent_by_system(category)
    at_level(category, level, version_key=resolution.version_key, since=timezone.now() - timedelta(days=3))
    verdict(resolution.draft, source="sent_audit")
    verdict(ready_draft(category), holdout=True, unacceptable=True)
    text = page(as_agent, category)
    assert "The detector: clear" in text
    assert "What chance decided" in text
    assert "n = 1" in text


def test_moves_show_who_signed_and_what(as_agent, category, manager):
    LevelChange.objects.filter(category=category).update(by=manager, why="the samples were good")
    text = page(as_agent, category)
    assert "Mona Manager" in text
    assert "the samples were good" in text


def test_only_managers_get_the_form(as_agent, as_manager, category):
    assert 'name="typed"' in page(as_manager, category)
    assert 'name="typed"' not in page(as_agent, category)


def test_the_demotion_rule_stands_beside_the_signature(as_manager, category):
    assert "when the detector reaches 500" in page(as_manager, category)


def test_a_step_that_is_not_earned_is_refused(as_manager, category):
    values = {"level": "canary", "why": "now", "typed": category.name}
    answer = as_manager.post(f"/readiness/{category.key}/level/", values, follow=True)
    assert "may not move up" in answer.content.decode()
    category.autonomy.refresh_from_db()
    assert category.autonomy.level == "suggest"


@pytest.mark.parametrize(
    "values", [{"hold_seconds": "-1"}, {"daily_cap": "many"}, {"hold_seconds": "9" * 30}]
)
def test_odd_numbers_are_refused(as_manager, category, values):
    answer = as_manager.post(
        f"/readiness/{category.key}/level/", {"level": "canary", "why": "now", **values}, follow=True
    )
    assert "whole numbers" in answer.content.decode()


def test_the_card(as_agent, category):
    draft = ready_draft(category)
    outcome_of(draft, draft.body.replace("30 days", "14 days"))
    text = page(as_agent, category, "card/")
    assert "version 1" in text
    assert "a chargeback" in text
    assert "Never automatic" in text


def test_the_method_names_the_counts_of_the_gate(as_agent):
    text = as_agent.get("/readiness/method/").content.decode()
    for k in range(8):
        assert f">{missing.reviews_needed(k)}<" in text


@pytest.mark.parametrize(
    "address", ["/readiness.csv", "/readiness/returns/evidence.csv", "/reports/resolutions.csv"]
)
def test_files(as_agent, category, address):
    sent_by_system(category)
    outcome_of(ready_draft(category))
    answer = as_agent.get(address)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(answer.content.decode().splitlines()) == 2


def test_a_formula_for_a_name_stays_text(as_agent):
    make_category("=cmd()", key="odd")
    assert "'=cmd()" in as_agent.get("/readiness.csv").content.decode()


def test_the_number_of_queries_does_not_grow(as_manager, category):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(as_manager, category)
        return len(queries)

    for _ in range(2):
        draft = ready_draft(category)
        outcome_of(draft, draft.body.replace("30 days", "14 days"))
    few = asked()
    for _ in range(3):
        draft = ready_draft(category)
        outcome_of(draft, draft.body.replace("30 days", "14 days"))
    assert asked() == few


def test_drafts_for_tickets_that_belonged_elsewhere_are_named(as_agent, category):
    made = verdict(ready_draft(category), True, reasons=["misrouted"])
    shown = page(as_agent, category)
    assert "Filed elsewhere by a person" in shown
    assert f"#{made.ticket_id}" in shown
