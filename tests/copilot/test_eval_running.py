"""A run tries every active case three times, beside the live rows, and says whether it may go live."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from copilot.evals import configuration, gate, running
from copilot.models import Draft, EvalRun, ModelCall, Release
from support.models import Message
from tests.copilot.eval_help import case_of
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    found = make_category("Returns")
    make_sop(found)
    return found


def run(release=None):
    return running.carry_out(running.start(release=release, by=None).pk)


def rules(done):
    return [block["rule"] for block in done.blocked_by]


def test_a_good_draft_passes_and_its_category_is_green(category):
    case = case_of(category, sops=["returns"])
    done = run()
    assert (done.state, done.cases, done.passed) == ("passed", 1, 1)
    assert list(case.results.values_list("repeat", "passed")) == [(0, True), (1, True), (2, True)]
    assert gate.release_green(category)


def test_nothing_live_is_touched(category):
    case_of(category)
    run()
    assert not Draft.objects.exists()
    assert not Message.objects.exists()
    assert not ModelCall.objects.exists()


def test_a_blocker_that_fails_blocks(category):
    case_of(category, figures=["14 days"], blocker=True)
    done = run()
    assert (done.state, "blocker" in rules(done)) == ("blocked", True)
    assert not gate.release_green(category)
    assert done.results.first().reasons == ["does not give 14 days"]


def test_an_inactive_case_is_not_tried(category):
    case_of(category, active=False)
    assert rules(run()) == ["empty"]


def test_a_request_nobody_wrote_an_sop_for_is_left_to_people(category):
    text = "Do you sponsor football clubs?"
    case_of(make_category("Sponsoring"), subject=text, thread=[["customer", text]], should_abstain=True)
    assert run().state == "passed"


def test_a_case_that_cannot_be_judged_is_an_error_and_no_failure(category):
    case_of(category, thread=[["agent", "Hello"]])
    done = run()
    assert "grader" in rules(done)
    assert set(done.results.values_list("passed", "error")) == {
        (None, "The thread of the case does not end with the customer.")
    }


def test_a_route_case_asks_routing(category):
    case_of(category, kind="route", figures=[])
    done = run()
    assert done.results.first().reasons == ["filed nowhere"]


def test_the_next_run_is_compared_with_the_last_that_passed(category):
    case_of(category)
    case_of(category, name="Another")
    first = run()
    case_of(category, name="A third", figures=["14 days"])
    second = run()
    assert (second.baseline, second.state) == (first, "passed")
    assert second.figures["difference"]["n"] == 2


def test_a_newer_sop_makes_the_cases_old(category):
    case_of(category)
    make_sop(category, title="Returns by post")
    done = run()
    assert rules(done) == ["outdated"]


def test_a_release_has_its_own_fingerprint(category, settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    release = Release.objects.create(name="Cheaper", config={"strong": "small-one"})
    started = running.start(release=release, by=None)
    assert started.config["models"]["strong"] == "small-one"
    assert started.fingerprint != configuration.fingerprint(configuration.present())


def test_a_server_that_is_away_is_an_error_and_no_failure(category, settings, monkeypatch):
    from copilot import gateway

    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"

    def away(request, ledger=None):
        raise gateway.Unavailable("The server is away.")

    monkeypatch.setattr(gateway, "complete", away)
    case_of(category)
    done = run()
    assert done.state == "blocked"
    assert set(done.results.values_list("passed", "error")) == {(None, "The server is away.")}


def test_it_is_carried_out_once(category):
    case_of(category)
    started = running.start(release=None, by=None)
    assert running.carry_out(started.pk).state == "passed"
    assert running.carry_out(started.pk) is None


def test_an_unforeseen_error_fails_and_never_passes(category, monkeypatch):
    case_of(category)
    monkeypatch.setattr(running, "verdict", lambda *_: 1 / 0)
    done = run()
    assert (done.state, done.results.count()) == ("failed", 0)
    assert "ZeroDivisionError" in done.error


def test_a_run_whose_worker_is_gone_is_over(category):
    old = timezone.now() - timedelta(hours=1)
    lost = EvalRun.objects.create(fingerprint="x", state="working", started_at=old)
    waiting = EvalRun.objects.create(fingerprint="x", started_at=old)
    assert running.end_lost() == [waiting.pk]
    lost.refresh_from_db()
    assert (lost.state, lost.error) == ("failed", running.LOST)


def test_an_agent_starts_none(agent):
    with pytest.raises(PermissionDenied):
        running.start(release=None, by=agent)
