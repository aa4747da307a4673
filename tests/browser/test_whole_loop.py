"""A customer writes; an agent uses the draft, edits, sends, undoes, sends again; a manager looks."""

import pytest

from copilot.models import Draft, Outcome
from support.models import Message, Ticket
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write_as_customer(page):
    page.goto("/contact/")
    page.fill("[name=name]", "Mara Lind")
    page.fill("[name=email]", "mara@example.net")
    page.fill("[name=subject]", "Shoes too small")
    page.fill("[name=body]", "Hello, can I return the shoes? They are too small.")
    page.click("button:has-text('Send')")
    page.wait_for_selector("text=Thank you, it has arrived")


def test_a_ticket_goes_all_the_way_round(window, shop):
    write_as_customer(window(None))
    draft = Draft.objects.get()
    assert (draft.state, draft.backend) == ("ready", "offline")

    page = window(None)
    sign_in(page, shop["agent"])
    page.click(".queue-row:has-text('Shoes too small')")
    page.wait_for_selector("#draft[data-state=ready]")
    page.wait_for_selector("#draft a.source")
    page.keyboard.press("u")
    body = page.locator("#body")
    assert "30 days" in body.input_value()
    body.fill(body.input_value().replace("30 days", "14 days"))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast:has-text('Reply sent')")
    assert Outcome.objects.get().unacceptable

    page.click(".toast button[data-undo]")
    page.wait_for_selector("text=Taken back")
    assert "14 days" in page.locator("#body").input_value()
    assert not Outcome.objects.exists()

    page.locator("#body").fill(page.locator("#body").input_value().replace("14 days", "30 days"))
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_selector(".toast:has-text('ticket closed')")
    outcome = Outcome.objects.get()
    assert (outcome.material, outcome.unacceptable, outcome.eer) == (False, False, 0)
    assert Ticket.objects.get().status == "closed"
    assert Message.objects.filter(delivery="undone").count() == 1

    page = window(shop["manager"])
    page.goto("/readiness/")
    assert "of 1" in page.inner_text("tr:has-text('Returns')")
