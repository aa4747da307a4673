"""An SOP from the editor to a published version, with the preview at its side, wide and on a phone."""

import pytest

from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_written_looked_at_and_published(window, shop):
    page = window(make_user("admin"))
    page.goto("/sops/returns/edit/")
    text = page.input_value("#id_markdown")
    page.fill("#id_markdown", text.replace("[^return-window]", "[^nowhere]"))
    page.locator("#preview", has_text="There is no section “nowhere” to cite").wait_for()
    page.fill("#id_markdown", text.replace("30 days", "28 days"))
    page.locator("#preview", has_text="within 28 days").wait_for()
    assert page.locator("#preview .error-summary").count() == 0
    page.fill("#id_note", "Shorter")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Publish version 2…").click()
    assert page.locator("#resets").inner_text().startswith("Evidence that starts anew")
    assert page.locator(".compare del").first.inner_text() == "30"
    page.get_by_role("button", name="Publish version 2").click()
    page.get_by_text("Version 2 is published").wait_for()


def test_on_a_phone_the_two_texts_stand_below_each_other(window, shop):
    page = window(make_user("admin"), width=360, height=700)
    page.goto("/sops/returns/edit/")
    page.fill("#id_markdown", page.input_value("#id_markdown").replace("30 days", "28 days"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/sops/returns/compare/")
    row = page.locator(".compare-row.changed").first
    left, right = row.locator(".left").bounding_box(), row.locator(".right").bounding_box()
    assert left["y"] + left["height"] <= right["y"] + 1
    assert [row.locator(".compare-sign").nth(n).inner_text() for n in (0, 1)] == ["−", "+"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
