"""The demo's manager signs for one category when the gate allows it: once, and never past the gate."""

import pytest

from copilot.autonomy import ladder
from copilot.demo import first_step
from copilot.demo.founding import FIRST_TO_ANSWER, MANAGER
from copilot.models import Level, LevelChange
from support.models import AuditEvent, Category
from tests.copilot.evidence_help import earned, verdicts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(proven):
    found = earned()
    Category.objects.filter(pk=found.pk).update(key=FIRST_TO_ANSWER)
    make_user("manager", email=MANAGER)
    return Category.objects.get(pk=found.pk)


def test_it_is_signed_by_the_manager_and_says_that_it_is_simulated(category):
    change = first_step.sign()
    assert ladder.level_of(category) == Level.CANARY
    assert (change.by.email, change.why[:9]) == (MANAGER, "Simulated")


def test_once_and_not_again_after_somebody_took_it_back(category, manager):
    first_step.sign()
    ladder.set_level(category=category, to=Level.SUGGEST, by=manager, why="Enough.")
    assert first_step.sign() is None
    assert LevelChange.objects.filter(to_step=Level.CANARY.step).count() == 1


def test_where_the_gate_says_no_nothing_is_tried(category):
    verdicts(category, 20, 20)
    assert first_step.sign() is None
    assert not AuditEvent.objects.filter(action="level_change_refused").exists()


def test_a_desk_without_that_category_is_left_alone(db):
    assert first_step.sign() is None
