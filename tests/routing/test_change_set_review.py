"""Agents propose, leads apply; where review is required nobody approves their own."""

import pytest
from django.core.exceptions import PermissionDenied

from routing.taxonomy import change_sets
from support.actions.tickets import Refused
from support.models import AuditEvent, Category
from support.states import IllegalMove
from tests.factories import make_category, make_user
from tests.routing.change_set_help import gathered, rename

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Shoes")


@pytest.fixture
def review(settings):
    settings.REVIEW_CHANGE_SETS = True


def name(category):
    return Category.objects.get(pk=category.pk).name


def test_a_lead_applies_straight_away(admin, category):
    done = change_sets.apply(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    assert (done.state, done.approved_by, done.applied_by) == ("applied", admin, admin)
    assert name(category) == "Footwear"


def test_an_agent_gathers_and_hands_in(agent, admin, category):
    change_set = change_sets.propose(change_set=gathered(agent, rename(category, "Footwear")), by=agent)
    for action in (change_sets.apply, change_sets.approve, change_sets.revert):
        with pytest.raises(PermissionDenied):
            action(change_set=change_set, by=agent)
    change_sets.apply(change_set=change_set, by=admin)
    assert name(category) == "Footwear"


def test_an_agent_does_not_edit_somebody_elses(agent, admin, category):
    with pytest.raises(PermissionDenied):
        change_sets.add(change_set=gathered(admin), changes=[rename(category, "Mine")], by=agent)


def test_nobody_approves_their_own(review, admin, category):
    change_set = change_sets.propose(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    with pytest.raises(Refused, match="somebody else has to approve"):
        change_sets.approve(change_set=change_set, by=admin)
    with pytest.raises(IllegalMove):
        change_sets.apply(change_set=change_set, by=admin)
    assert name(category) == "Shoes"


def test_somebody_else_approves_then_its_author_applies(review, admin, category):
    change_set = change_sets.propose(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    change_sets.approve(change_set=change_set, by=make_user("admin"))
    change_sets.apply(change_set=change_set, by=admin)
    assert name(category) == "Footwear"


def test_what_was_approved_is_what_is_applied(review, admin, category):
    change_set = change_sets.propose(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    change_sets.approve(change_set=change_set, by=make_user("admin"))
    with pytest.raises(Refused, match="only a draft can be changed"):
        change_sets.add(change_set=change_set, changes=[rename(category, "Boots")], by=admin)


def test_changing_it_again_asks_for_approval_again(review, admin, category):
    change_set = change_sets.propose(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    change_sets.approve(change_set=change_set, by=make_user("admin"))
    change_set = change_sets.back_to_draft(change_set=change_set, by=admin)
    assert (change_set.state, change_set.approved_by) == ("draft", None)


def test_nothing_is_nothing_to_apply(admin):
    with pytest.raises(Refused, match="nothing in it yet"):
        change_sets.apply(change_set=gathered(admin), by=admin)


def test_discarded_is_the_end(admin, category):
    change_set = change_sets.discard(change_set=gathered(admin, rename(category, "X")), by=admin)
    with pytest.raises(IllegalMove):
        change_sets.apply(change_set=change_set, by=admin)


def test_the_order_can_be_changed(admin, category):
    change_set = gathered(admin, rename(category, "A"), rename(category, "B"))
    first, second = change_set.edits.all()
    change_sets.reorder(change_set=change_set, edit=second.pk, step=-1, by=admin)
    assert [edit.values["name"] for edit in change_set.edits.all()] == ["B", "A"]
    change_sets.reorder(change_set=change_set, edit=second.pk, step=-1, by=admin)
    change_sets.remove(change_set=change_set, edits=[second.pk], by=admin)
    assert [(edit.ordinal, edit.pk) for edit in change_set.edits.all()] == [(1, first.pk)]


def test_the_trail_names_the_change_set_on_each_category(admin, category):
    change_set = change_sets.apply(change_set=gathered(admin, rename(category, "Footwear")), by=admin)
    change_sets.revert(change_set=change_set, by=admin)
    told = AuditEvent.objects.filter(subject=f"category:{category.pk}").values_list(
        "action", "before", "after", "why"
    )
    why = f"Change set {change_set.pk}: Clean-up"
    assert list(told) == [
        ("category_changed", {"name": "Shoes"}, {"name": "Footwear"}, why),
        ("category_reverted", {"name": "Footwear"}, {"name": "Shoes"}, why),
    ]
