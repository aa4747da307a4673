"""The tree, its edit forms and the findings: what they show, ask of the database, and refuse."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routing.models import ChangeSet, Edit, Finding
from routing.taxonomy import finding
from support.models import Category, CategoryAlias
from tests.factories import make_category, make_ticket
from tests.routing.change_set_help import applied, gathered, merge, rename, retire

pytestmark = pytest.mark.django_db

EDIT = "/change-sets/edit/"


def questions(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def grow(count):
    start = Category.objects.count()
    Category.objects.bulk_create(
        Category(key=f"c{start + n}", name=f"Category {start + n}", parent_id=None) for n in range(count)
    )


@pytest.mark.parametrize("draft", [False, True])
def test_the_tree_asks_the_same_of_five_and_of_five_hundred(as_admin, admin, draft):
    grow(5)
    if draft:
        gathered(admin, rename(Category.objects.first(), "Another"))
    few = questions(as_admin, "/taxonomy/")
    grow(495)
    assert questions(as_admin, "/taxonomy/") == few <= 22


def test_findings_and_a_change_set_too(as_admin, admin):
    shoes = make_category("Shoes")
    for n in range(3):
        make_category(f"Shoes {n}")
    change_set = gathered(admin, rename(shoes, "Footwear"))
    few = [questions(as_admin, address) for address in ("/findings/", f"/change-sets/{change_set.pk}/")]
    grow(200)
    finding.look_at_live_tree()
    assert questions(as_admin, "/findings/") <= few[0] + 2
    assert questions(as_admin, f"/change-sets/{change_set.pk}/") == few[1]


def test_a_heading_counts_its_branch(as_agent):
    heading = make_category("Orders")
    make_ticket(category=make_category("Lost", heading))
    rows = as_agent.get("/taxonomy/").context["rows"]
    assert [(row["node"].name, row["used"]["n"], row["used"]["open"]) for row in rows] == [
        ("Orders", 1, 1),
        ("Lost", 1, 1),
    ]


@pytest.mark.parametrize(
    ("asked", "found"), [("lost", True), ("WISMO", True), ("orders", False), ("faxes", False)]
)
def test_searching_finds_names_and_old_names_with_what_is_above(as_agent, asked, found):
    lost = make_category("Lost", make_category("Orders"))
    make_category("Elsewhere")
    make_category("Faxes", retired_at="2026-01-01T00:00Z")
    CategoryAlias.objects.create(name="WISMO", category=lost)
    names = [row["node"].name for row in as_agent.get("/taxonomy/", {"q": asked}).context["rows"]]
    assert names == (["Orders", "Lost"] if found else ["Orders"] if asked == "orders" else [])


def test_retired_ones_are_shown_when_asked_for(as_agent):
    make_category("Faxes", retired_at="2026-01-01T00:00Z")
    assert "Faxes" not in page(as_agent, "/taxonomy/")
    assert "Faxes" in page(as_agent, "/taxonomy/?retired=1")


def test_the_tree_shows_the_draft_and_on_request_what_is(as_admin, admin):
    gathered(admin, rename(make_category("Shoes"), "Footwear"))
    assert "Footwear" in page(as_admin, "/taxonomy/")
    assert "was Shoes" in page(as_admin, "/taxonomy/")
    assert "was Shoes" not in page(as_admin, "/taxonomy/?live=1")


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("create", {"name": "New", "to": "Orders"}),
        ("move", {"to": "Orders"}),
        ("merge", {"to": "Orders > Lost"}),
        ("rename", {"name": "Footwear"}),
        ("split", {"names": "Women's\nMen's\n", "tickets": "first"}),
        ("retire", {}),
        ("alias", {"name": "Boots"}),
        ("describe", {"when_to_use": "For feet"}),
    ],
)
def test_each_edit_by_its_form(as_agent, action, values):
    shoes = make_category("Shoes")
    make_category("Lost", make_category("Orders"))
    asked = {"action": action, "node": shoes.pk}
    assert 'id="edit-form"' in page(as_agent, f"{EDIT}?action={action}&node={shoes.pk}")
    answer = as_agent.post(EDIT, {**asked, **values})
    assert answer.status_code == 302, answer.context["problem"]
    assert Edit.objects.get().action == action
    assert Category.objects.get(pk=shoes.pk).name == "Shoes"


def test_several_at_once(as_agent):
    nodes = [make_category(name).pk for name in ("A", "B")]
    home = make_category("Home")
    as_agent.post(EDIT, {"action": "move", "node": nodes, "to": "Home"})
    assert [(edit.category_id, edit.values) for edit in Edit.objects.all()] == [
        (pk, {"to": home.pk}) for pk in nodes
    ]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"action": "merge", "to": "Nowhere"}, "“Nowhere” is not a category"),
        ({"action": "merge", "to": ""}, "Say which category"),
        ({"action": "rename", "name": "Orders"}, "There is already a “Orders” at the top level."),
        ({"action": "split", "names": "One"}, "two or more"),
        ({"action": "create", "name": ""}, "A category needs a name."),
        ({"action": "move", "node": []}, "Choose a category"),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_a_sentence(as_agent, values, why):
    make_category("Orders")
    answer = as_agent.post(EDIT, {"node": make_category("Shoes").pk, **values})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Edit.objects.exists()


@pytest.mark.parametrize("node", ["x", "-1", "9" * 30, "999999"])
def test_numbers_that_lead_nowhere(as_agent, node):
    assert as_agent.get(EDIT, {"action": "rename", "node": node}).status_code == 200
    assert as_agent.post(EDIT, {"action": "rename", "node": node, "name": "X"}).status_code == 422


@pytest.mark.parametrize("verb", ["propose", "approve", "draft", "discard", "apply", "revert", "explode"])
def test_by_role(as_agent, admin, verb):
    change_set = gathered(admin, rename(make_category("Shoes"), "Footwear"))
    answer = as_agent.post(f"/change-sets/{change_set.pk}/do/{verb}/")
    assert answer.status_code in ({"propose": (302,), "explode": (404,)}.get(verb, (403,)))
    assert Category.objects.filter(name="Shoes").exists()


def test_only_posts_change_something(as_admin, admin):
    change_set = gathered(admin, rename(make_category("Shoes"), "Footwear"))
    for end in ("do/apply/", "edits/", "copy/", "choose/", "mend/"):
        assert as_admin.get(f"/change-sets/{change_set.pk}/{end}").status_code == 405


def test_through_the_pages_there_and_back(as_admin, admin):
    shoes = make_category("Shoes")
    change_set = gathered(admin, rename(shoes, "Footwear"))
    here = f"/change-sets/{change_set.pk}/"
    assert "Rename “Shoes” to “Footwear”" in page(as_admin, here)
    for verb, state, said in (
        ("apply", "applied", "Footwear"),
        ("revert", "reverted", "Shoes"),
        ("apply", "applied", "Footwear"),
    ):
        as_admin.post(f"{here}do/{verb}/")
        change_set.refresh_from_db()
        shoes.refresh_from_db()
        assert (change_set.state, shoes.name) == (state, said)
        assert "Rename “Shoes” to “Footwear”" in page(as_admin, here)


def test_an_edit_that_cannot_be_done_is_shown_and_taken_out(as_admin, admin):
    make_ticket(category=(lost := make_category("Lost")))
    change_set = gathered(admin, retire(lost), rename(lost, "Gone"))
    here = f"/change-sets/{change_set.pk}/"
    assert "say where they go" in page(as_admin, here)
    as_admin.post(f"{here}do/apply/")
    assert Category.objects.get(pk=lost.pk).name == "Lost"
    as_admin.post(f"{here}edits/", {"impossible": "1"})
    assert [edit.action for edit in change_set.edits.all()] == ["rename"]


def test_a_copy_is_a_new_draft(as_admin, admin):
    change_set = applied(admin, rename(make_category("Shoes"), "Footwear"))
    as_admin.post(f"/change-sets/{change_set.pk}/copy/")
    assert [(row.state, row.edits.count()) for row in ChangeSet.objects.all()] == [
        ("draft", 1),
        ("applied", 1),
    ]


@pytest.fixture
def mess():
    home = make_category("Products")
    make_category("Campaign 2019", edited_at="2019-01-01T00:00Z", created_at="2019-01-01T00:00Z")
    return [make_category(name, home) for name in ("Shoes", "Women's shoes", "Men's shoes")]


def test_findings_come_stay_and_go(admin, mess):
    assert finding.look_at_live_tree() == 3
    first = set(Finding.objects.values_list("pk", flat=True))
    finding.look_at_live_tree()
    assert set(Finding.objects.filter(gone_at=None).values_list("pk", flat=True)) == first
    applied(admin, merge(mess[1], mess[0]))
    finding.look_at_live_tree()
    assert Finding.objects.filter(gone_at=None).count() == 2


def test_one_click_makes_an_edit_of_it(as_agent, mess):
    finding.look_at_live_tree()
    row = Finding.objects.filter(kind="misplaced_child").first()
    as_agent.post("/findings/add/", {"finding": row.pk})
    edit = Edit.objects.get()
    assert (edit.finding, edit.action, edit.values) == (row, "move", {"to": mess[0].pk})
    assert "in “" in page(as_agent, "/findings/")


def test_all_of_a_kind(as_agent, mess):
    finding.look_at_live_tree()
    as_agent.post("/findings/add/", {"kind": "misplaced_child"})
    assert Edit.objects.count() == 2


def test_proposals_that_contradict_each_other_leave_the_second_out(admin, as_admin):
    rows = [make_category(name) for name in ("A", "B", "C")]
    for into in rows[1:]:
        proposal = {"action": "merge", "from": rows[0].pk, "into": into.pk}
        Finding.objects.create(
            kind="duplicate",
            nodes=[rows[0].pk, into.pk],
            proposal=proposal,
            reason="!",
            fingerprint=str(into.pk),
        )
    answer = as_admin.post("/findings/add/", {"kind": "duplicate"}, follow=True)
    assert Edit.objects.count() == 1
    assert "1 left out" in answer.content.decode()


def test_dismissing_needs_a_reason_and_a_lead(as_agent, as_admin, mess):
    finding.look_at_live_tree()
    row = Finding.objects.first()
    address = f"/findings/{row.pk}/dismiss/"
    assert as_agent.post(address, {"why": "Because"}).status_code == 403
    as_admin.post(address, {"why": " "})
    assert Finding.objects.get(pk=row.pk).dismissed_at is None
    as_admin.post(address, {"why": "We sell them apart"})
    finding.look_at_live_tree()
    assert row.reason not in page(as_admin, "/findings/").replace("&#x27;", "'")
    assert "We sell them apart" in page(as_admin, "/findings/?dismissed=1")
    as_admin.post(address, {"back": "1"})
    assert Finding.objects.get(pk=row.pk).dismissed_at is None


def test_a_change_looks_at_the_tree_again(admin, worker, mess):
    from tests.factories import committed

    with committed():
        applied(admin, merge(mess[1], mess[0]))
    assert Finding.objects.filter(gone_at=None, kind="misplaced_child").count() == 1
