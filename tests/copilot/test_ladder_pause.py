"""Pausing a category, and stopping everything."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from copilot.autonomy import ladder
from copilot.models import Pause
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(agent):
    return make_category("Returns", owner=agent)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_leads_may_pause_any_category(category, role):
    by = make_user(role)
    assert ladder.pause(category=category, by=by, why="wrong prices").by == by
    assert ladder.running_pause(category).why == "wrong prices"
    assert AuditEvent.objects.get(action="drafting_paused").why == "wrong prices"


def test_its_owner_may(category, agent):
    ladder.pause(category=category, by=agent)
    assert ladder.running_pause(category).by == agent


def test_another_agent_may_not(category):
    with pytest.raises(PermissionDenied, match="may not pause this category"):
        ladder.pause(category=category, by=make_user())
    assert ladder.running_pause(category) is None


def test_other_categories_go_on(category, manager):
    ladder.pause(category=category, by=manager)
    assert ladder.running_pause(make_category("Other")) is None
    assert ladder.running_pause(None) is None


def test_paused_twice_is_paused_once(category, manager):
    assert ladder.pause(category=category, by=manager) == ladder.pause(category=category, by=manager)


def test_resume(category, manager, agent):
    ladder.pause(category=category, by=manager)
    ladder.resume(category=category, by=agent)
    assert ladder.running_pause(category) is None
    assert Pause.objects.get().ended_by == agent
    assert AuditEvent.objects.filter(action="drafting_resumed", actor=agent).exists()


def test_resume_what_is_not_paused(category, manager):
    with pytest.raises(Refused, match="Nothing is paused here"):
        ladder.resume(category=category, by=manager)


def test_another_agent_may_not_resume(category, manager):
    ladder.pause(category=category, by=manager)
    with pytest.raises(PermissionDenied):
        ladder.resume(category=category, by=make_user())


def test_stop_everything(category, admin):
    ladder.pause(category=None, by=admin, why="incident")
    assert ladder.running_pause(category).why == "incident"
    assert ladder.running_pause(None).category is None


def test_no_agent_may_stop_everything(category, agent):
    """Not even the owner of a category."""
    with pytest.raises(PermissionDenied, match="may not stop all drafting"):
        ladder.pause(category=None, by=agent)


def test_resuming_everything_leaves_a_category_paused(category, manager):
    ladder.pause(category=category, by=manager, why="its own reason")
    ladder.pause(category=None, by=manager)
    ladder.resume(category=None, by=manager)
    assert ladder.running_pause(category).why == "its own reason"


@pytest.mark.parametrize("page", ["/queue/", "/readiness/", "/sops/", "/taxonomy/"])
def test_every_page_says_so(category, manager, as_agent, page):
    assert "Drafting is paused" not in as_agent.get(page).content.decode()
    ladder.pause(category=category, by=manager)
    assert "“Returns” by Mona Manager" in as_agent.get(page).content.decode()
    ladder.pause(category=None, by=manager, why="wrong prices")
    told = as_agent.get(page).content.decode()
    assert "All drafting is paused" in told
    assert "“Returns” by" not in told


def test_paused_categories_do_not_draft(manager):
    from tests.factories import open_drafting

    first, second = (open_drafting(make_category(name), by=manager) for name in ("First", "Second"))
    make_category("At route")
    assert set(ladder.drafting_now()) == {first, second}
    ladder.pause(category=first, by=manager)
    assert set(ladder.drafting_now()) == {second}
    ladder.pause(category=None, by=manager)
    assert not ladder.drafting_now()


@pytest.mark.django_db(transaction=True)
def test_two_people_stop_everything_at_once():
    people, together = [make_user("manager"), make_user("admin")], Barrier(2)

    def stop(by):
        together.wait(5)
        try:
            return ladder.pause(category=None, by=by).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(stop, people))) == 1
    assert AuditEvent.objects.filter(action="drafting_paused").count() == 1
