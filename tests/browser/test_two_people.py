"""Two people in one ticket see each other, and the second send is refused without losing a word."""

import pytest

from support.models import Message
from tests.factories import make_ticket, make_user, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_sees_the_other(window, shop):
    ticket = make_ticket()
    first, second = window(shop["agent"]), window(make_user("agent", name="Grace Other"))
    second.goto(f"/tickets/{ticket.pk}/")
    first.goto(f"/tickets/{ticket.pk}/")
    first.wait_for_selector("text=Grace Other is")


def test_the_second_send_is_refused_and_the_text_kept(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.fill("#body", "My careful answer.")
    reply(ticket, make_user("agent", name="Grace Other"), body="I was quicker.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#composer [role=alert]:has-text('Grace Other')")
    assert page.input_value("#body") == "My careful answer."
    assert "I was quicker." in page.inner_text("#composer")
    assert Message.objects.filter(kind="outbound").count() == 1
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast:has-text('Reply sent')")
