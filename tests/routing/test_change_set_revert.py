"""Applied and reverted, the database is as it was, to the letter; what came in between stays."""

import pytest

from routing.models import Rule
from routing.taxonomy import change_sets
from routing.taxonomy.changes import Change
from support.actions.categories import edit_category
from support.actions.tickets import Refused
from support.models import Category, CategoryAlias, Team, Ticket
from tests.factories import file_under, make_category, make_sop, make_ticket
from tests.routing.change_set_help import (
    applied,
    create,
    database,
    gathered,
    merge,
    move,
    rename,
    retire,
    reverted,
    split,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(admin):
    """A small tree with tickets open and closed, teams, a rule, an SOP, an alias and a retired node."""
    teams = [Team.objects.create(name=name) for name in ("Warehouse", "Money")]
    orders = make_category("Orders", owner_team=teams[0])
    tree = {
        "orders": orders,
        "lost": make_category("Lost parcel", orders),
        "delivery": make_category("Delivery"),
        "old": make_category("Old campaign"),
        "shoes": make_category("Shoes"),
        "gone": make_category("Faxes"),
    }
    tree["missing"] = make_category("Missing package", tree["delivery"], owner_team=teams[1])
    CategoryAlias.objects.create(name="WISMO", category=tree["missing"])
    applied(admin, retire(tree["gone"]))
    for name in ("lost", "missing", "missing", "shoes"):
        make_ticket(category=tree[name])
    closed = make_ticket(category=tree["old"])
    Ticket.objects.filter(pk=closed.pk).update(status="closed", closed_at=closed.created_at)
    for name in ("missing", "old"):
        Rule.objects.create(name=name, category=tree[name], conditions=[])
    make_sop(tree["missing"])
    return tree


def edits(shop):
    return {
        "move": [move(shop["missing"], shop["orders"])],
        "to the top": [move(shop["lost"], None)],
        "merge": [merge(shop["missing"], shop["lost"])],
        "merge twice": [merge(shop["missing"], shop["lost"]), merge(shop["lost"], shop["shoes"])],
        "merge a heading": [merge(shop["delivery"], shop["orders"])],
        "rename": [rename(shop["orders"], "Purchases"), rename(shop["lost"], "Lost")],
        "split": [split(shop["shoes"], "Women's shoes", "Men's shoes")],
        "split with tickets": [split(shop["missing"], "At the carrier", "At the door", tickets_to=1)],
        "retire": [retire(shop["old"])],
        "retire in use": [retire(shop["missing"], tickets_to=shop["shoes"])],
        "reinstate": [Change("reinstate", shop["gone"].pk)],
        "alias": [Change("alias", shop["shoes"].pk, {"name": "Footwear"})],
        "describe": [
            Change("describe", shop["shoes"].pk, {"description": "All of it", "when_to_use": "Shoes"})
        ],
        "create": [create("Returns", shop["orders"]), create("Somewhere")],
        "into what leaves": [
            split(shop["lost"], "A", "B", tickets_to=0),
            merge(shop["missing"], shop["lost"]),
        ],
    }


@pytest.mark.parametrize(
    "name",
    [
        "move",
        "to the top",
        "merge",
        "merge twice",
        "merge a heading",
        "rename",
        "split",
        "split with tickets",
        "retire",
        "retire in use",
        "reinstate",
        "alias",
        "describe",
        "create",
        "into what leaves",
    ],
)
def test_the_database_is_as_it_was(admin, shop, name):
    changes = edits(shop)[name]
    before = database()
    change_set = applied(admin, *changes)
    after = database()
    assert after != before
    reverted(change_set, admin)
    assert database() == before


def test_all_at_once_and_again(admin, shop):
    new = create("Returns", shop["orders"])
    below = create("Refunds", new.category)
    changes = [new, below, merge(shop["missing"], shop["lost"]), rename(shop["lost"], "Lost or missing")]
    before = database()
    change_set = applied(admin, *changes, move(shop["shoes"], shop["orders"]), retire(shop["old"]))
    first = database()
    reverted(change_set, admin)
    assert database() == before
    change_sets.apply(change_set=change_set, by=admin)
    again = database()
    assert without_moments(again) == without_moments(first)
    reverted(change_set, admin)
    assert database() == before


def without_moments(rows):
    moments = ("created_at", "edited_at", "retired_at")
    names = [
        {name: value for name, value in row.items() if name not in moments}
        for row in rows["support.Category"]
    ]
    aliases = sorted((row["name"], row["category_id"]) for row in rows["support.CategoryAlias"])
    return names, aliases, rows["support.Ticket"], rows["routing.Rule"]


def test_a_ticket_somebody_moved_since_stays_where_they_put_it(admin, shop):
    change_set = applied(admin, merge(shop["missing"], shop["lost"]))
    moved, other = change_set.moved_tickets.values_list("ticket", flat=True)
    file_under(Ticket.objects.get(pk=moved), shop["shoes"], by=admin)
    reverted(change_set, admin)
    assert Ticket.objects.get(pk=moved).category == shop["shoes"]
    assert Ticket.objects.get(pk=other).category == shop["missing"]


def test_a_ticket_that_arrived_since_stays_in_what_it_was_merged_into(admin, shop):
    change_set = applied(admin, merge(shop["missing"], shop["lost"]))
    ticket = make_ticket(category=shop["lost"])
    reverted(change_set, admin)
    ticket.refresh_from_db()
    assert ticket.category == shop["lost"]


def test_a_part_in_use_is_retired_and_its_tickets_go_home(admin, shop):
    parts = split(shop["shoes"], "Women's", "Men's")
    change_set = applied(admin, parts)
    women, men = (part["id"] for part in parts.values["parts"])
    ticket = make_ticket(category=Category.objects.get(pk=women))
    reverted(change_set, admin)
    ticket.refresh_from_db()
    assert ticket.category == shop["shoes"]
    assert Category.objects.get(pk=women).retired_at
    assert not Category.objects.filter(pk=men).exists()
    change_sets.apply(change_set=change_set, by=admin)
    assert Category.objects.get(pk=women).retired_at is None


def test_what_came_to_a_new_category_waits_to_be_filed(admin, shop):
    new = create("Somewhere", shop["orders"])
    change_set = applied(admin, new)
    ticket = make_ticket(category=Category.objects.get(pk=new.category))
    reverted(change_set, admin)
    ticket.refresh_from_db()
    assert (ticket.category, ticket.filed_by) == (None, "")


def test_a_text_edited_since_stays(admin, shop):
    change_set = applied(admin, rename(shop["shoes"], "Footwear"))
    edit_category(category=shop["shoes"], values={"description": "Things for feet"}, by=admin)
    edited = Category.objects.get(pk=shop["shoes"].pk).edited_at
    reverted(change_set, admin)
    shop["shoes"].refresh_from_db()
    assert (shop["shoes"].name, shop["shoes"].description) == ("Shoes", "Things for feet")
    assert shop["shoes"].edited_at == edited


def test_the_same_field_changed_since_is_in_the_way(admin, shop):
    change_set = applied(admin, rename(shop["shoes"], "Footwear"))
    edit_category(category=shop["shoes"], values={"name": "Boots"}, by=admin)
    before = database()
    with pytest.raises(Refused, match="“Boots” was renamed since"):
        reverted(change_set, admin)
    assert database() == before


def test_a_later_change_set_over_the_same_comes_off_first(admin, shop):
    first = applied(admin, rename(shop["shoes"], "Footwear"))
    second = applied(admin, merge(shop["shoes"], shop["old"]))
    with pytest.raises(Refused, match="“Clean-up” was applied after it"):
        reverted(first, admin)
    reverted(second, admin)
    reverted(first, admin)


def test_one_elsewhere_does_not_matter(admin, shop):
    first = applied(admin, rename(shop["shoes"], "Footwear"))
    applied(admin, rename(shop["old"], "Campaigns"))
    reverted(first, admin)


def test_nothing_is_left_lying_under_what_was_retired_since(admin, shop):
    change_set = applied(admin, move(shop["missing"], shop["orders"]))
    applied(admin, retire(shop["delivery"]))
    with pytest.raises(Refused, match="would lie under a retired category"):
        reverted(change_set, admin)


def test_reverting_twice_is_refused(admin, shop):
    change_set = applied(admin, rename(shop["shoes"], "Footwear"))
    reverted(change_set, admin)
    with pytest.raises(Exception, match="reverted cannot become reverted"):
        reverted(change_set, admin)


def test_an_edit_that_cannot_be_done_changes_nothing(admin, shop):
    change_set = gathered(admin, rename(shop["shoes"], "Footwear"), retire(shop["lost"]))
    before = database()
    with pytest.raises(Refused, match="Edit 2 cannot be done: “Lost parcel” has 1 ticket"):
        change_sets.apply(change_set=change_set, by=admin)
    assert database() == before
    change_set.refresh_from_db()
    assert change_set.state == "draft"


def test_a_new_category_that_an_sop_was_bound_to_stays_as_a_retired_one(admin, shop):
    new = create("Repairs")
    change_set = applied(admin, new)
    make_sop(Category.objects.get(pk=new.category), title="Repairs")
    reverted(change_set, admin)
    assert Category.objects.get(pk=new.category).retired_at
