"""Judging drawn drafts without a mouse."""

import pytest

from copilot.models import DraftAudit
from tests.copilot.calibration_help import draft_of
from tests.factories import make_category, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def drawn(category):
    return DraftAudit.objects.create(draft=draft_of(category), kind="blind", propensity=0.2)


def test_one_key_an_answer_and_undo(window):
    category = make_category("Returns")
    for _ in range(2):
        drawn(category)
    page = window(make_user())
    page.goto("/audits/drafts/")
    page.keyboard.press("3")
    page.get_by_text("Judged: no.").wait_for()
    page.keyboard.press("s")
    page.get_by_text("Only what you skipped is left").wait_for()
    page.keyboard.press("s")
    page.get_by_text("Would this draft have been right to send?").wait_for()
    page.keyboard.press("1")
    page.get_by_text("Nothing to judge").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("it waits to be judged again").wait_for()
    assert sorted(DraftAudit.objects.values_list("unacceptable", flat=True), key=str) == [None, True]


def test_on_a_phone_nothing_is_wider_than_the_page(window):
    drawn(make_category("Returns"))
    page = window(make_user(), width=360, height=740)
    for address in ("/audits/drafts/", "/audits/drafts/agreement/", "/calibration/", "/evals/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
