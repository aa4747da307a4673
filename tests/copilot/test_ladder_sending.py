"""Below canary only people send: the one place that says no."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.autonomy import ladder
from copilot.models import CategoryAutonomy, Level
from tests.factories import make_category

pytestmark = pytest.mark.django_db


def at(level):
    category = make_category("Returns")
    CategoryAutonomy.objects.create(category=category, level=level)
    return category


def test_a_category_nobody_moved():
    with pytest.raises(PermissionDenied, match="“Returns” is at level route: only people send its replies"):
        ladder.check_may_send(make_category("Returns"))


@pytest.mark.parametrize("level", [Level.ROUTE, Level.SUGGEST])
def test_the_system_may_not_send(level):
    with pytest.raises(PermissionDenied, match="only people send its replies"):
        ladder.check_may_send(at(level))


@pytest.mark.parametrize("level", [Level.CANARY, Level.AUTO])
def test_above_it_may(level):
    ladder.check_may_send(at(level))


@pytest.mark.parametrize("everything", [True, False])
def test_not_while_paused(manager, everything):
    category = at(Level.AUTO)
    ladder.pause(category=None if everything else category, by=manager, why="wrong prices")
    with pytest.raises(PermissionDenied, match="paused"):
        ladder.check_may_send(category)
