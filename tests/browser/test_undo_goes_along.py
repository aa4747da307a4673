"""Whoever has sent a reply goes on to the next ticket, and can still take the reply back from there."""

import pytest

from tests.factories import make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_undo_is_offered_on_the_next_ticket(window, shop):
    first, second = make_ticket(subject="First"), make_ticket(subject="Second")
    page = window(shop["agent"])
    page.goto(f"/tickets/{first.pk}/")
    page.fill("#body", "A reply sent too early.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f".toast:has-text('Reply sent to #{first.pk}')")
    page.goto(f"/tickets/{second.pk}/")
    page.click(".toast [data-undo]")
    page.wait_for_selector("h1:has-text('First')")
    assert page.input_value("#body") == "A reply sent too early."
    page.wait_for_selector(".toast:has-text('Taken back')")
    assert page.locator("[data-undo]").count() == 0


def test_a_search_by_key_begins_anew(window, shop):
    page = window(shop["agent"])
    page.goto("/queue/?q=gloves")
    page.keyboard.press("/")
    page.keyboard.type("boots")
    assert page.input_value("#q") == "boots"
