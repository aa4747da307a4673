"""By keyboard alone, and on a phone."""

import pytest

from tests.factories import make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_queue_is_walked_and_a_ticket_closed_and_reopened_by_keys(window, shop):
    make_ticket(subject="First return")
    make_ticket(subject="Second return")
    page = window(shop["agent"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('First return')")
    page.keyboard.press("x")
    page.wait_for_selector(".pane-sub .badge:has-text('Closed')")
    page.keyboard.press("z")
    page.wait_for_selector(".pane-sub .badge:has-text('Open')")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]:has-text('Correct the category')")


def test_keys_do_nothing_while_typing_or_switched_off(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.click("#body")
    page.keyboard.type("xz?")
    assert page.input_value("#body") == "xz?"
    shop["agent"].keys_enabled = False
    shop["agent"].save()
    page.goto(f"/tickets/{ticket.pk}/")
    page.locator("h1").click()
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    assert "Open" in page.inner_text(".pane-sub")


PAGES = [
    "/queue/",
    "/tickets/{}/",
    "/readiness/",
    "/sops/",
    "/taxonomy/",
    "/rules/",
    "/reports/outcomes/",
    "/reports/routing/",
    "/traces/",
    "/preferences/",
    "/gallery/",
]


def test_no_page_is_wider_than_a_phone(window, shop):
    ticket = make_ticket()
    page = window(shop["manager"], width=360, height=740)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    wide = []
    for path in PAGES:
        page.goto(path.format(ticket.pk))
        if page.locator("[hx-trigger*=load]").count():  # pieces of it are still on their way
            page.wait_for_load_state("networkidle")
        if not page.evaluate(fits):
            wide.append(path)
    assert wide == []


def test_a_category_is_corrected_in_two_clicks_and_undone(window, shop):
    from tests.factories import make_category

    make_category("Delivery")
    ticket = make_ticket(subject="Where is it?", body="My parcel did not come.")
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.click("#route summary")
    page.select_option("#correct-category", label="Delivery")
    page.click("#route button:has-text('File it there')")
    page.wait_for_selector("#route .chip.ink:has-text('Delivery')")
    page.click(".toast button[data-undo]")
    page.wait_for_selector("#route .chip.unsure")


def test_a_category_unfolds_its_figures_on_a_phone(window, shop):
    page = window(shop["manager"], width=360, height=740)
    page.goto("/readiness/")
    figures, missing = page.locator("td[data-label='Volume']"), page.locator("td[data-label='Still missing']")
    assert missing.is_visible()
    assert not figures.is_visible()
    page.click(".fold summary")
    assert figures.is_visible()
    assert page.locator("td[data-label='Interval']").is_visible()


def test_a_phone_leaves_a_quarter_of_its_height_to_the_thread(window, shop):
    page = window(shop["agent"], width=360, height=740)
    page.goto(f"/tickets/{make_ticket(subject='A subject that is much longer than any telephone').pk}/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".thread-pane > .pane-scroll").bounding_box()["height"] > 740 / 4
    assert page.locator(".pane-deeds button").bounding_box()["y"] < 200
