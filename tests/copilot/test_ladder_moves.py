"""Moving a category between levels: one step up at a time, signed by a manager."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from copilot.autonomy import ladder
from copilot.models import Level, LevelChange
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns", owner=make_user(), deputy=make_user())


def move(category, to, by, why="Drafts help here."):
    return ladder.set_level(category=category, to=to, by=by, why=why)


def refusals():
    return list(AuditEvent.objects.filter(action="level_change_refused").values_list("why", flat=True))


def test_a_category_starts_at_route(category):
    assert ladder.level_of(category) == Level.ROUTE


def test_a_manager_moves_it_up(category, manager):
    change = move(category, Level.SUGGEST, manager)
    assert ladder.level_of(category) == Level.SUGGEST
    assert (change.from_step, change.to_step, change.by) == (0, 1, manager)
    event = AuditEvent.objects.get(action="level_changed")
    assert (event.before, event.after["level"]) == ({"level": "route"}, "suggest")
    assert event.why == "Drafts help here."


def test_and_down_again(category, manager):
    move(category, Level.SUGGEST, manager)
    move(category, Level.ROUTE, manager)
    assert ladder.level_of(category) == Level.ROUTE


@pytest.mark.parametrize("role", ["agent", "admin"])
def test_nobody_else_may(category, role):
    with pytest.raises(PermissionDenied, match="may not change a category's level; managers may"):
        move(category, Level.SUGGEST, make_user(role))
    assert ladder.level_of(category) == Level.ROUTE
    assert len(refusals()) == 1


def test_not_two_at_once(category, manager):
    with pytest.raises(Refused, match="one at a time: from route comes suggest"):
        move(category, Level.CANARY, manager)
    assert "Levels are earned one at a time: from route comes suggest." in refusals()


@pytest.mark.parametrize("missing", ["owner", "deputy"])
def test_not_without_owner_and_deputy(category, manager, missing):
    setattr(category, missing, None)
    category.save()
    with pytest.raises(Refused, match="needs an owner and a deputy"):
        move(category, Level.SUGGEST, manager)
    assert len(refusals()) == 1


def test_down_needs_neither(category, manager):
    move(category, Level.SUGGEST, manager)
    category.owner = category.deputy = None
    category.save()
    move(category, Level.ROUTE, manager)
    assert ladder.level_of(category) == Level.ROUTE


def test_not_without_a_reason(category, manager):
    with pytest.raises(Refused, match="Say why"):
        move(category, Level.SUGGEST, manager, why="  ")
    assert not LevelChange.objects.exists()


def test_not_to_where_it_is(category, manager):
    with pytest.raises(Refused, match="at level route already"):
        move(category, Level.ROUTE, manager)


@pytest.mark.parametrize(("before", "after"), [(0, 2), (0, 3), (1, 3)])
def test_the_database_refuses_a_jump(category, before, after):
    with pytest.raises(IntegrityError, match="up_one_level_at_a_time"):
        LevelChange.objects.create(category=category, from_step=before, to_step=after, why="around the code")


@pytest.mark.parametrize("without", ["by", "evidence", "terms", "version_key"])
def test_the_database_refuses_an_unsigned_step_to_sending(category, manager, without):
    signed = {"by": manager, "evidence": {"n": 1}, "terms": {"n": 1}, "version_key": "v"}
    del signed[without]
    with pytest.raises(IntegrityError, match="upward_moves_that_send_are_signed"):
        LevelChange.objects.create(
            category=category, from_step=1, to_step=2, why="around the code", **{"by": None, **signed}
        )


@pytest.mark.parametrize("steps", [(1, 1), (3, 4)])
def test_the_database_refuses_what_is_no_move(category, steps):
    with pytest.raises(IntegrityError):
        LevelChange.objects.create(category=category, from_step=steps[0], to_step=steps[1], why="around")


def test_every_level_says_what_it_may_do():
    assert set(ladder.AGENCY) == set(Level)
    assert all(
        agency.reads and agency.writes and agency.sends and agency.people_keep
        for agency in ladder.AGENCY.values()
    )
