"""Printed: the wide tables lie on their side, a ticket is whole, and nothing to press is on paper."""

import re

import pytest

from tests.factories import make_category, make_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANDSCAPE = re.compile(rb"/MediaBox\s*\[\s*0 0 84\d")


def on_paper(page, address):
    """The page as Chromium would print it: its PDF, with the window left in print as well."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    return page.pdf(prefer_css_page_size=True)


def test_fifty_categories_take_three_pages_on_their_side(window, shop):
    for number in range(50):
        make_category(f"Category number {number}")
    pdf = on_paper(window(shop["manager"]), "/readiness/")
    assert len(LANDSCAPE.findall(pdf)) == len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3


def test_a_ticket_prints_its_draft_to_the_end(window, shop):
    page = window(shop["agent"], width=700)
    on_paper(page, f"/tickets/{make_ticket().pk}/")
    assert page.locator("#draft").evaluate("it => it.scrollHeight <= it.clientHeight")
    assert page.locator("#history").is_visible()
    assert not page.locator(".proposal-ask").is_visible()
