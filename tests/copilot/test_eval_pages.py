"""Evals in the browser."""

import pytest
from django.utils import timezone

from copilot.evals import running
from copilot.models import DraftAudit, EvalCase, EvalRun, Release
from tests.copilot.audit_help import answered_draft
from tests.copilot.eval_help import QUESTION, case_of
from tests.factories import file_under, make_category, make_sop, make_ticket, open_drafting

pytestmark = pytest.mark.django_db
POSTED = {
    "name": "Too small",
    "kind": "draft",
    "subject": "Back",
    "message": QUESTION,
    "figures": "30 days\n\n",
    "active": "on",
}


@pytest.fixture
def category():
    found = make_category("Returns")
    make_sop(found)
    return found


def page(browser, address="/evals/"):
    return browser.get(address).content.decode()


@pytest.mark.parametrize("address", ["/evals/", "/evals/cases/new/", "/evals/sources/"])
def test_pages_open_on_an_empty_desk(as_agent, address):
    assert as_agent.get(address).status_code == 200


def test_a_case_is_written_and_changed(as_agent, agent, category):
    answer = as_agent.post("/evals/cases/new/", {**POSTED, "category": category.pk})
    case = EvalCase.objects.get()
    assert (answer.status_code, case.figures, case.contributor) == (302, ["30 days"], agent)
    assert case.thread == [["customer", QUESTION]]
    as_agent.post(f"/evals/cases/{case.pk}/", {**POSTED, "category": category.pk, "message": "Only this?"})
    case.refresh_from_db()
    assert case.thread == [["customer", "Only this?"]]


def test_a_case_that_asks_nothing_comes_back_with_the_reason(as_agent, category):
    answer = as_agent.post("/evals/cases/new/", {**POSTED, "category": category.pk, "figures": ""})
    assert answer.status_code == 422
    assert "It asks for nothing yet" in answer.content.decode()
    assert QUESTION in answer.content.decode()


def test_an_earlier_thread_is_kept(as_agent, category):
    thread = [["customer", "Hello"], ["agent", "Yes?"], ["customer", "May I?"]]
    case = case_of(category, thread=thread)
    as_agent.post(f"/evals/cases/{case.pk}/", {**POSTED, "category": category.pk})
    case.refresh_from_db()
    assert case.thread == [*thread[:2], ["customer", QUESTION]]


def test_made_in_one_press_from_an_outcome(as_agent, category):
    outcome = answered_draft(category).outcomes.get()
    assert "Make an eval case" in page(as_agent, f"/messages/{outcome.message_id}/outcome/")
    answer = as_agent.post("/evals/make/", {"of": "outcome", "pk": outcome.pk})
    assert answer.url == f"/evals/cases/{EvalCase.objects.get().pk}/"
    assert "It asks for nothing yet" in page(as_agent, answer.url)


@pytest.mark.parametrize("posted", [{}, {"of": "outcome", "pk": "x"}, {"of": "x", "pk": "9" * 30}])
def test_made_from_nothing_is_refused(as_agent, posted):
    assert "nothing to make" in as_agent.post("/evals/make/", posted, follow=True).content.decode()


def test_corrections_are_offered(as_agent, agent, category):
    ticket = make_ticket(category=make_category("Refunds"))
    file_under(ticket, category, by=agent)
    assert f"#{ticket.pk}" in page(as_agent, "/evals/sources/")


def test_started_from_the_page_and_shown(as_admin, category, worker):
    case_of(category)
    case_of(category, name="Wrong one", figures=["14 days"])
    answer = as_admin.post("/evals/runs/")
    text = page(as_admin, answer.url)
    assert "Blocked by" in text
    assert "1 of 2 cases passed every time" in text
    assert "does not give 14 days" in text
    assert "blocked" in page(as_admin)


def test_a_waiting_run_asks_again(as_admin, category):
    answer = as_admin.post("/evals/runs/")
    assert 'hx-trigger="load delay' in page(as_admin, answer.url)


def test_an_agent_starts_none(as_agent):
    assert as_agent.post("/evals/runs/").status_code == 403


def test_the_difference_is_shown_with_its_interval(as_agent, category):
    for name in ("A", "B"):
        case_of(category, name=name)
    for _ in range(2):
        running.carry_out(running.start(release=None, by=None).pk)
    text = page(as_agent)
    assert "0.0 points" in text
    assert "n = 2" in text


def test_cases_and_real_drafts_stand_side_by_side(as_agent, category):
    draft = answered_draft(category)
    DraftAudit.objects.create(
        draft=draft, kind="blind", propensity=0.2, unacceptable=False, judged_at=timezone.now()
    )
    text = page(as_agent)
    assert "Real drafts right by blind audit" in text
    assert "n = 1" in text


def test_old_cases_are_named_and_confirmed(as_agent, category):
    case = case_of(category, confirmed_at="2020-01-01T00:00Z")
    assert "Returns: still right" in page(as_agent)
    as_agent.post("/evals/confirm/returns/")
    case.refresh_from_db()
    assert case.confirmed_at.year > 2020
    assert "still right" not in page(as_agent)


def test_ones_own_hard_cases(as_agent, agent, category):
    case_of(category, name="Mine", contributor=agent)
    case_of(category, name="Yours")
    assert "Yours" not in page(as_agent, f"/evals/?by={agent.email}")


def test_categories_without_a_case_are_named(as_agent):
    open_drafting(make_category("Gift cards"))
    assert "No case speaks for Gift cards" in page(as_agent)


def test_a_release_is_proposed_tried_and_made_live(as_admin, as_manager, category, worker):
    case_of(category)
    as_admin.post("/evals/releases/", {"name": "R2", "strong": "better", "ladder": "strong, offline"})
    release = Release.objects.get()
    assert release.config == {"strong": "better", "ladder": ["strong", "offline"]}
    assert "has not been tried" in page(as_manager)
    Release.objects.update(config={})
    as_admin.post("/evals/runs/", {"release": "R2"})
    assert EvalRun.objects.get().state == "passed"
    as_manager.post(f"/evals/releases/{release.pk}/live/")
    release.refresh_from_db()
    assert release.state == "live"
    as_manager.post("/evals/releases/0/live/")
    release.refresh_from_db()
    assert release.state == "retired"


def test_a_bounded_number_of_queries(as_agent, category, django_assert_max_num_queries):
    for number in range(6):
        case_of(category, name=f"Case {number}")
    running.carry_out(running.start(release=None, by=None).pk)
    with django_assert_max_num_queries(35):
        page(as_agent)
