"""What an agent types is theirs: kept through reloads, never overwritten by a draft."""

import pytest

from tests.factories import customer_writes, make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typed_text_survives_leaving_the_page(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.fill("#body", "Half a sentence")
    page.wait_for_selector(".composer-state:has-text('Saved')")
    page.goto("/queue/")
    page.goto(f"/tickets/{ticket.pk}/")
    assert page.input_value("#body") == "Half a sentence"


def test_using_the_draft_asks_before_it_touches_typed_text(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.wait_for_selector("#draft[data-state=ready]")
    page.fill("#body", "My own words.")
    page.click("#draft [data-use-draft]")
    page.click("button:has-text('Insert below')")
    assert page.input_value("#body").startswith("My own words.")
    assert "30 days" in page.input_value("#body")


def test_a_customer_message_meanwhile_leaves_the_text_and_makes_the_draft_stale(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.wait_for_selector("#draft[data-state=ready]")
    page.fill("#body", "Still typing")
    customer_writes(ticket, "Forget it, I want to return two pairs instead.")
    page.evaluate(f"document.body.dispatchEvent(new CustomEvent('ticket-changed:{ticket.pk}'))")
    page.wait_for_selector("#thread:has-text('two pairs')")
    assert page.input_value("#body") == "Still typing"
    page.wait_for_selector("#draft[data-state=ready]")


def test_words_not_saved_in_time_are_there_again_without_a_question(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.on("dialog", lambda dialog: dialog.accept())  # leaves although the browser warns
    page.goto(f"/tickets/{ticket.pk}/")
    page.fill("#body", "Half a sentence")
    page.wait_for_selector(".composer-state:has-text('Saved')")
    page.route("**/unsent/", lambda route: route.abort())
    page.type("#body", " and its other half")
    page.goto("/queue/")
    page.unroute("**/unsent/")
    page.goto(f"/tickets/{ticket.pk}/")
    assert page.input_value("#body") == "Half a sentence and its other half"
