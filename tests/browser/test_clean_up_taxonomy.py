"""An admin meets a messy import of 300 categories: looks, mends, applies, reverts, applies again."""

import pytest

from routing.models import ChangeSet
from routing.taxonomy.finding import look_at_live_tree
from support import taxonomy
from support.models import Category, Ticket
from tests.factories import make_category, make_ticket, make_user
from tests.routing.change_set_help import database
from tests.routing.taxonomy_help import messy_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT_OUT = ("django_session", "sessions.Session", "support.User", "routing.ClassifierVersion")


def rows():
    """All of the database but who signed in when."""
    return {name: values for name, values in database().items() if name not in LEFT_OUT}


def living():
    return Category.objects.filter(retired_at=None).count()


def row(page, name):
    return page.locator("#tree-rows tbody tr", has=page.get_by_role("link", name=name, exact=True))


@pytest.fixture
def admin_page(window):
    return window(make_user("admin"))


def test_from_a_file_to_a_clean_tree_and_back(admin_page):
    page = admin_page
    ours = make_category("Lost parcel", make_category("Delivery"))
    for _ in range(3):
        make_ticket(category=ours)
    before, count = rows(), living()

    page.goto("/taxonomy/")
    page.click("text=Import and export")
    file = {"name": "old desk.csv", "mimeType": "text/csv", "buffer": messy_csv().encode()}
    page.set_input_files("[name=file]", files=[file])
    page.click("text=Look at it")
    page.wait_for_selector("text=What the lint says of the file")
    page.click("text=Make a change set of it")
    page.wait_for_selector("text=What it would do")
    page.click("text=Mend all that are clear")
    page.wait_for_selector(".toast:has-text('added to the change set')")
    assert rows() == before

    page.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_selector(".toast:has-text('Applied')")
    assert living() > count + 280
    cleaned = {node.name for node in taxonomy.load().routable()}
    page.get_by_role("button", name="Revert").click()
    page.wait_for_selector(".toast:has-text('Reverted')")
    assert rows() == before
    page.get_by_role("button", name="Apply again").click()
    page.wait_for_selector(".toast:has-text('Applied')")
    assert {node.name for node in taxonomy.load().routable()} == cleaned
    assert taxonomy.load().resolve("Orders > Missing package") is not None


def test_a_bad_file_names_its_row(admin_page):
    page = admin_page
    page.goto("/change-sets/import/")
    page.fill("[name=text]", "path\nOrders\nOrders > > Late\n")
    page.click("text=Look at it")
    page.wait_for_selector("text=Row 3:")
    assert "Nothing was changed" in page.inner_text(".error-summary")
    assert not ChangeSet.objects.exists()


def test_findings_in_one_click(admin_page):
    page, home = admin_page, make_category("Products")
    for name in ("Shoes", "Women's shoes", "Men's shoes"):
        make_category(name, home)
    look_at_live_tree()
    page.goto("/taxonomy/")
    page.click("nav.tabs >> text=Findings")
    page.click("text=Add all 2 to the change set")
    page.click("text=See what it would do")
    page.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_selector(".toast:has-text('Applied')")
    assert Category.objects.get(name="Men's shoes").parent.name == "Shoes"


@pytest.fixture
def shelf():
    delivery, orders = make_category("Delivery"), make_category("Orders")
    make_category("Late", delivery)
    lost, missing = make_category("Lost parcel", orders), make_category("Missing package", delivery)
    make_ticket(category=missing)
    return {"delivery": delivery, "orders": orders, "lost": lost, "missing": missing}


def test_by_keyboard_alone(admin_page, shelf):
    page = admin_page
    page.goto("/taxonomy/")
    page.keyboard.press("/")
    page.keyboard.type("missing")
    assert not row(page, "Lost parcel").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("g")
    page.wait_for_selector("#edit-to:focus")
    page.keyboard.type("Orders > Lost parcel")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector("#edit-form .button-main:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.tree-merged:has-text('Missing package')")
    page.click("text=See what it would do")
    assert "Tickets move" in page.inner_text("#effects")
    page.get_by_role("button", name="Apply", exact=True).press("Enter")
    page.wait_for_selector(".toast:has-text('Applied')")
    assert Ticket.objects.get().category == shelf["lost"]


def test_arrows_walk_open_and_close_the_tree(admin_page, shelf):
    page = admin_page
    page.goto("/taxonomy/")
    first = row(page, "Delivery")
    first.focus()
    page.keyboard.press("ArrowLeft")
    assert first.get_attribute("aria-expanded") == "false"
    assert not row(page, "Late").is_visible()
    page.keyboard.press("ArrowDown")
    assert "Orders" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    assert "Late" in page.evaluate("document.activeElement.innerText")
    assert page.inner_text(".tree-count") == "1 category chosen"
    page.keyboard.press("ArrowLeft")
    assert "Delivery" in page.evaluate("document.activeElement.innerText")


def test_dragging_onto_a_new_parent(admin_page, shelf):
    page = admin_page
    page.goto("/taxonomy/")
    row(page, "Missing package").drag_to(row(page, "Orders"))
    page.wait_for_selector("#edit-form")
    assert page.input_value("#edit-to") == "Orders"
    page.click("text=Add to the change set")
    page.wait_for_selector("tr.tree-moved:has-text('Missing package')")


def test_without_scripts(window, shelf):
    page = window(make_user("admin"), java_script_enabled=False)
    page.goto("/taxonomy/")
    row(page, "Missing package").get_by_role("checkbox").check()
    page.click("text=Merge")
    page.fill("#edit-to", "Orders > Lost parcel")
    page.click("text=Add to the change set")
    page.click("text=See what it would do")
    page.get_by_role("button", name="Apply", exact=True).click()
    assert Category.objects.get(pk=shelf["missing"].pk).merged_into == shelf["lost"]


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_wider_than_the_window(window, shelf, width):
    admin = make_user("admin")
    look_at_live_tree()
    page = window(admin, width=width)
    for address in ("/taxonomy/", "/findings/", "/change-sets/", "/change-sets/import/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
