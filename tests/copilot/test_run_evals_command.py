"""`run_evals`: a gate for deploy scripts."""

import json

import pytest
from django.core.management import CommandError, call_command

from copilot.models import Release
from tests.copilot.eval_help import case_of
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    found = make_category("Returns")
    make_sop(found)
    return found


def test_green_is_status_nought(category, capsys):
    case_of(category)
    call_command("run_evals", json="-")
    assert json.loads(capsys.readouterr().out) == {
        "release": "as configured",
        "baseline": None,
        "cases": 1,
        "passed": 1,
        "blocked_by": [],
    }


def test_a_failing_suite_is_status_one(category, capsys):
    case_of(category, figures=["14 days"], blocker=True)
    with pytest.raises(SystemExit) as end:
        call_command("run_evals", json="-")
    assert end.value.code == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["passed"], len(result["blocked_by"])) == (0, 2)


def test_no_case_at_all_is_status_one(capsys):
    with pytest.raises(SystemExit):
        call_command("run_evals")
    assert "There is no active eval case to try." in capsys.readouterr().out


def test_an_unknown_release_is_status_two(category):
    Release.objects.create(name="R1")
    with pytest.raises(CommandError, match=r"no release “R9” \(R1\)") as refusal:
        call_command("run_evals", release="R9")
    assert refusal.value.returncode == 2


def test_a_named_release_is_tried(category, capsys):
    Release.objects.create(name="R1")
    case_of(category)
    call_command("run_evals", release="R1")
    assert "R1" in capsys.readouterr().out
