"""A category is green when the present configuration passed on it since it last changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.evals import configuration, gate
from copilot.models import EvalCase, EvalResult, EvalRun, Release
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db


def passed_run(category, state="passed", **fields):
    """A finished run of the present configuration that tried one case of the category."""
    config, now = configuration.present(), timezone.now()
    values = {"fingerprint": configuration.fingerprint(config), "config": config, "finished_at": now}
    run = EvalRun.objects.create(**{**values, "state": state, "started_at": now, **fields})
    case = EvalCase.objects.create(
        name="Back", category=category, subject="Back", thread=[["customer", "Hi"]]
    )
    EvalResult.objects.create(run=run, case=case, repeat=0, passed=True)
    return run


@pytest.fixture
def category():
    return make_category("Returns")


def test_without_a_run_nothing_is_green(category):
    assert not gate.release_green(category)


def test_a_passed_run_is_green_for_what_it_tried(category):
    passed_run(category)
    assert gate.green_categories([category, make_category("Refunds")]) == {category.pk}


def test_a_blocked_run_is_not(category):
    passed_run(category, state="blocked")
    assert not gate.release_green(category)


def test_another_configuration_is_not(category, settings):
    passed_run(category)
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    assert not gate.release_green(category)


def test_a_live_release_is_another_configuration(category, settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    passed_run(category)
    assert gate.release_green(category)
    Release.objects.create(name="R2", state="live", config={"strong": "other-model"})
    assert not gate.release_green(category)


def test_a_newer_sop_asks_for_a_newer_run(category):
    passed_run(category)
    make_sop(category)
    assert not gate.release_green(category)
    passed_run(category)
    assert gate.release_green(category)


def test_a_newer_meaning_asks_for_a_newer_run(category):
    passed_run(category, started_at=timezone.now() - timedelta(minutes=1))
    assert not gate.release_green(category)
