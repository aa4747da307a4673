"""Beside the composer: a quiet doubt about typed text, and after sending one key that says what was wrong."""

import pytest

from tests.factories import make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_changed_period_is_doubted_sent_all_the_same_and_explained_by_one_key(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"])
    page.goto(f"/tickets/{ticket.pk}/")
    page.wait_for_selector("#draft[data-state=ready]")
    page.keyboard.press("e")
    page.fill("#body", page.input_value("#body").replace("30 days", "90 days"))
    page.wait_for_selector("#doubts:has-text('90 days')")
    page.click("#doubts button:has-text('Show changes')")
    page.wait_for_selector("#changes ins:has-text('90')")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".outcome-line:has-text('What was wrong?')")
    page.keyboard.press("1")
    page.wait_for_selector(".outcome-line:has-text('You said: wrong fact')")


def test_an_untouched_draft_is_not_doubted(window, shop):
    ticket = make_ticket()
    page = window(shop["agent"], width=360, height=740)
    page.goto(f"/tickets/{ticket.pk}/")
    page.wait_for_selector("#draft[data-state=ready]", state="attached")
    with page.expect_response("**/doubts/"):
        page.evaluate("document.querySelector('[data-use-draft]').click()")
    assert page.inner_text("#doubts").strip() == ""
