"""A release goes live only with a passed run of just its configuration; the way back is always open."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from copilot import gateway
from copilot.evals import configuration, releases, running
from copilot.models import EvalRun, Release
from support.actions.tickets import Refused
from tests.copilot.draft_help import prepared, waiting_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_server(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"


def proposed(by, name="R2", strong="better-model", **fields):
    values = {"small": "", "ladder": [], "why": "", **fields}
    return releases.propose(name=name, strong=strong, by=by, **values)


def tried(release, state="passed"):
    run = running.start(release=release, by=None)
    EvalRun.objects.filter(pk=run.pk).update(state=state, finished_at=run.started_at)
    return release


def test_untried_it_may_not(admin, manager):
    with pytest.raises(Refused, match="has not been tried"):
        releases.go_live(release=proposed(admin), by=manager)


def test_blocked_it_may_not(admin, manager):
    release = tried(tried(proposed(admin)), state="blocked")
    with pytest.raises(Refused, match="blocks it"):
        releases.go_live(release=release, by=manager)


def test_passed_it_may_and_the_other_is_retired(admin, manager):
    first = releases.go_live(release=tried(proposed(admin, "R1", "first-model")), by=manager)
    second = releases.go_live(release=tried(proposed(admin)), by=manager)
    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "live")
    assert configuration.present()["models"]["strong"] == "better-model"
    back = releases.go_live(release=first, by=manager)
    assert (back.state, configuration.live()) == ("live", first)


def test_a_run_of_another_prompt_does_not_count(admin, manager, monkeypatch):
    release = tried(proposed(admin))
    monkeypatch.setattr("copilot.versions.CHECKS", 99)
    with pytest.raises(Refused, match="as everything stands now"):
        releases.go_live(release=release, by=manager)


def test_the_way_back_needs_no_run(admin, manager):
    releases.go_live(release=tried(proposed(admin)), by=manager)
    releases.go_back(by=manager)
    assert configuration.live() is None
    with pytest.raises(Refused):
        releases.go_back(by=manager)


def test_a_manager_decides(admin):
    with pytest.raises(PermissionDenied):
        releases.go_live(release=tried(proposed(admin)), by=admin)


def test_only_one_is_live():
    Release.objects.create(name="A", state="live")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(name="B", state="live")


@pytest.mark.parametrize(("name", "ladder"), [("", []), ("R1", []), ("R9", ["quantum"])])
def test_what_will_not_do_is_refused(admin, name, ladder):
    proposed(admin, "R1")
    with pytest.raises(Refused):
        proposed(admin, name, ladder=ladder)


def test_drafts_are_made_with_the_live_releases_models(admin, manager, monkeypatch):
    asked = []

    def complete(request, **_):
        asked.append((request.route, request.model))
        raise gateway.Unavailable("away")

    monkeypatch.setattr(configuration.chosen, "__defaults__", (complete,))
    release = proposed(admin, ladder=["small", "strong"], small="tiny-model")
    releases.go_live(release=tried(release), by=manager)
    from copilot.drafting import requesting

    prepared(requesting.request_draft(ticket=waiting_ticket()))
    assert asked == [("small", "tiny-model"), ("strong", "better-model")]
