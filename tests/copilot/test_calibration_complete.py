"""A category is calibrated when two sessions in a row hardly surprised, by the random part of their packs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.calibration import state
from copilot.models import CategoryAutonomy
from tests.copilot.calibration_help import draft_of, mode_of, read_session
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    found = make_category("Returns")
    draft_of(found)
    return found


def test_nothing_read_is_not_complete(category):
    assert not state.complete(category)


def test_two_quiet_sessions_complete_it(category):
    read_session(category, 60)
    assert not state.complete(category)
    read_session(category, 30)
    assert state.complete(category)


def test_new_failures_keep_it_open(category):
    for _ in range(2):
        read_session(category, 40, modes=[mode_of(category) for _ in range(4)])
    assert not state.complete(category)


def test_money_asks_for_more(category):
    category.risk = "money"
    for n in (30, 35):
        read_session(category, n)
    assert not state.complete(category)
    read_session(category, 40)
    read_session(category, 40)
    assert state.complete(category)


def test_what_was_chosen_for_its_signals_does_not_count(category):
    for _ in range(3):
        read_session(category, 40, stratum="signal")
    assert not state.complete(category)


def test_another_version_begins_anew(category):
    for _ in range(3):
        read_session(category, 40, version="before")
    draft_of(category)
    assert not state.complete(category)


def test_a_red_begins_anew(category):
    for _ in range(3):
        read_session(category, 40)
    CategoryAutonomy.objects.create(category=category, evidence_since=timezone.now() + timedelta(minutes=1))
    assert not state.complete(category)


def test_many_are_asked_in_a_few_queries(category, django_assert_max_num_queries):
    other = make_category("Refunds")
    read_session(category, 3)
    with django_assert_max_num_queries(5):
        assert state.complete_categories([category, other]) == set()
