"""Changing what a category means: recorded before and after, never into a circle, owners by managers only."""

import pytest
from django.core.exceptions import PermissionDenied

from support.actions.categories import create_category, edit_category
from support.actions.tickets import Refused, file_ticket
from support.models import AuditEvent, Category
from tests.factories import make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db


def event():
    return AuditEvent.objects.get(action="category_edited")


def test_the_audit_knows_before_and_after(admin):
    old, new = make_category("Old parent"), make_category("New parent")
    category = make_category("Returns", parent=old)
    edit_category(category=category, values={"name": "Sending back", "parent": new}, by=admin)
    assert event().before == {"name": "Returns", "parent": "Old parent"}
    assert event().after == {"name": "Sending back", "parent": "New parent"}
    assert event().actor == admin


def test_what_stays_the_same_is_no_change(admin):
    category = make_category("Returns")
    edited = category.edited_at
    edit_category(category=category, values={"name": "Returns", "description": ""}, by=admin)
    category.refresh_from_db()
    assert category.edited_at == edited
    assert not AuditEvent.objects.filter(action="category_edited").exists()


def test_it_cannot_lie_below_itself(admin):
    top = make_category("Top")
    middle = make_category("Middle", parent=top)
    below = make_category("Below", parent=middle)
    for parent in (top, middle, below):
        with pytest.raises(Refused, match="circle"):
            edit_category(category=top, values={"parent": parent}, by=admin)
    assert Category.objects.get(pk=top.pk).parent is None


def test_an_agent_may_not(agent):
    with pytest.raises(PermissionDenied):
        edit_category(category=make_category(), values={"name": "Mine"}, by=agent)


def test_an_admin_may_not_choose_owners(admin):
    with pytest.raises(PermissionDenied, match="change a category's owner"):
        edit_category(category=make_category(), values={"owner": make_user()}, by=admin)


def test_a_manager_may(manager):
    owner = make_user(name="Olga Owner")
    edit_category(category=make_category(), values={"owner": owner}, by=manager)
    assert (event().before, event().after) == ({"owner": None}, {"owner": "Olga Owner"})


def test_an_admin_saves_the_rest_without_touching_the_owner(admin):
    owner = make_user()
    category = make_category(owner=owner)
    edit_category(category=category, values={"name": "Renamed", "owner": owner, "deputy": None}, by=admin)
    category.refresh_from_db()
    assert (category.name, category.owner) == ("Renamed", owner)


def test_owner_and_deputy_are_two_people(as_manager):
    somebody = make_user()
    make_category("Returns")
    values = {"name": "Returns", "risk": "normal", "owner": somebody.pk, "deputy": somebody.pk}
    answer = as_manager.post("/taxonomy/returns/", values)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Owner and deputy must be two people." in page
    assert "Constraint" not in page


def test_the_page_refuses_a_circle_in_plain_words(as_manager):
    category = make_category("Returns")
    answer = as_manager.post(
        "/taxonomy/returns/", {"name": "Returns", "risk": "normal", "parent": category.pk}
    )
    assert answer.status_code == 422
    assert "circle" in answer.content.decode()
    assert "Constraint" not in answer.content.decode()


def test_the_page_saves_and_tells_the_history(as_manager):
    make_category("Returns")
    answer = as_manager.post("/taxonomy/returns/", {"name": "Sending back", "risk": "money"}, follow=True)
    assert "“Sending back” is saved." in answer.content.decode()
    assert "category_edited" in answer.content.decode()


def test_a_new_one_has_a_key_of_its_own(admin):
    keys = [
        create_category(values={"name": name}, by=admin).key
        for name in ("Größe!", "Größe?", "返品", "x" * 120)
    ]
    assert keys == ["groe", "groe-2", "category", "x" * 70]


@pytest.mark.parametrize("name", ["New", "None"])
def test_no_key_hides_behind_another_address(as_admin, admin, name):
    category = create_category(values={"name": name}, by=admin)
    page = as_admin.get(f"/taxonomy/{category.key}/")
    assert page.context["category"] == category
    assert category.key != "none"


def test_filing_below_a_circle_does_not_hang(admin):
    one, other = make_category("One"), make_category("Other")
    Category.objects.filter(pk=one.pk).update(parent=other)
    Category.objects.filter(pk=other.pk).update(parent=one)
    leaf = make_category("Leaf", parent=one)
    ticket = make_ticket()
    file_ticket(ticket, Category.objects.get(pk=leaf.pk), by=admin)
    assert ticket.team is None
