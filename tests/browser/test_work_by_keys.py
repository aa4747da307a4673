"""A stretch of an agent's day without the mouse: every ticket answered or left, and no word lost."""

import pytest

from support.models import Message, UnsentText
from tests.factories import make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_next(page, ticket):
    """Walk down the queue to a ticket and open it."""
    for _ in range(10):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.getAttribute('href')").startswith(f"/tickets/{ticket.pk}/"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/tickets/{ticket.pk}/**")
    page.wait_for_selector("#draft[data-state=ready]")


def test_eight_tickets_by_keys_alone(window, shop):
    tickets = [make_ticket(subject=f"Return {number}") for number in range(8)]
    page = window(shop["agent"])
    for number, ticket in enumerate(reversed(tickets)):
        page.goto("/queue/?view=open")
        open_next(page, ticket)
        if number % 4 == 3:  # begun, left with Escape and k, and found again
            page.keyboard.press("r")
            page.keyboard.type(f"Half a thought on {ticket.pk}")
            page.wait_for_selector(".composer-state:has-text('Saved')")
            page.keyboard.press("Escape")
            page.keyboard.press("j")
            assert page.evaluate("document.activeElement.matches('.queue-row')")
            continue
        if number % 4 == 2:  # the draft shorter or not, then used
            page.keyboard.press("Control+k")
            page.keyboard.type("friendlier")
            page.keyboard.press("Enter")
            page.wait_for_selector(".proposal-text:has-text('simply reply')")
        page.keyboard.press("u" if number % 4 != 1 else "e")
        if number % 4 == 1:
            page.keyboard.type(" Good luck!")
        page.keyboard.press("Shift+Control+Enter" if number % 2 else "Control+Enter")
        page.wait_for_selector(".message.outbound")
    assert Message.objects.filter(kind="outbound").count() == 6
    left = set(UnsentText.objects.values_list("body", flat=True))
    assert left == {f"Half a thought on {tickets[4].pk}", f"Half a thought on {tickets[0].pk}"}
