"""A wrong reply that has left is corrected from its ticket, by keys."""

import pytest

from support.models import Message
from tests.factories import make_ticket, make_user, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 360])
def test_from_the_ticket_to_a_sent_correction(window, width):
    agent = make_user("agent")
    message = reply(make_ticket(), agent)
    Message.objects.filter(pk=message.pk).update(delivery="sent")
    page = window(agent, width=width)
    page.goto(f"/tickets/{message.ticket_id}/")
    page.get_by_role("button", name="This was wrong: correct and notify").click()
    page.wait_for_selector("h1:has-text('Correct and notify')")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[role=alert]:has-text('in brackets')")
    page.fill("#body", page.input_value("#body").replace("[please write here what is right]", "14 days."))
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/tickets/{message.ticket_id}/")
    assert "This is right: 14 days." in Message.objects.last().body
