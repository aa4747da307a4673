"""Sessions, curve and codebook in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.calibration import curves, sessions
from copilot.calibration.surprise import surprise_bound
from copilot.models import CalibrationSession, FailureMode
from tests.copilot.audit_help import answered_draft
from tests.copilot.calibration_help import draft_of, mode_of, read_session
from tests.factories import make_category, open_drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return open_drafting(make_category("Returns"))


def page(browser, address):
    return browser.get(address).content.decode()


@pytest.mark.parametrize("address", ["/calibration/", "/calibration/codebook/"])
def test_pages_open_on_an_empty_desk(as_agent, address):
    assert as_agent.get(address).status_code == 200


def test_from_a_pack_to_a_closed_session(as_admin, category):
    answered_draft(category, unacceptable=True, body="Within 14 days.")
    answer = as_admin.post("/calibration/build/", {"category": category.key})
    text = page(as_admin, answer.url)
    assert "Within 14 days." in text
    assert "What was sent" in text
    assert "<ins>Yes" in text
    assert "a fact, a promise or a denial was changed" in text
    item = CalibrationSession.objects.get().items.get()
    as_admin.post(
        f"/calibration/items/{item.pk}/answer/", {"disposition": "new_eval", "new_mode": "Wrong period"}
    )
    as_admin.post(f"{answer.url}close/")
    assert CalibrationSession.objects.get().state == "closed"
    assert "Wrong period" in page(as_admin, f"/calibration/categories/{category.key}/")
    assert "Wrong period" in page(as_admin, "/calibration/codebook/")


def test_a_refused_answer_stays_with_its_draft(as_agent, category):
    draft = answered_draft(category)
    session = sessions.build(category=category)
    item = session.items.get(draft=draft)
    answer = as_agent.post(f"/calibration/items/{item.pk}/answer/", {"disposition": "watch"}, follow=True)
    assert "Name what is wrong with it" in answer.content.decode()
    assert f"item={item.pk}" in answer.redirect_chain[0][0]


@pytest.mark.parametrize("posted", [{"modes": ["x", "9" * 30]}, {"disposition": "no such"}])
def test_odd_answers_are_refused(as_agent, category, posted):
    answered_draft(category)
    item = sessions.build(category=category).items.get()
    assert as_agent.post(f"/calibration/items/{item.pk}/answer/", posted).status_code == 302
    assert not FailureMode.objects.exists()


def test_the_alarm_is_on_the_page(as_agent, category):
    mode_of(category, "Wrong period", fixed_at=timezone.now(), recurred_at=timezone.now())
    assert "Back again" in page(as_agent, "/calibration/")


def test_a_mode_is_described_fixed_and_opened_again(as_agent, agent, category):
    mode = mode_of(category)
    here = f"/calibration/codebook/{mode.pk}/"
    as_agent.post(
        here, {"do": "describe", "description": "14, not 30", "disposition": "watch", "owner": agent.email}
    )
    as_agent.post(here, {"do": "fixed"})
    mode.refresh_from_db()
    assert (mode.description, mode.owner, mode.state) == ("14, not 30", agent, "fixed")
    as_agent.post(here, {"do": "reopen"})
    mode.refresh_from_db()
    assert mode.state == "open"
    assert "14, not 30" in page(as_agent, here)


def test_the_curve_begins_anew_with_a_version(category):
    now = timezone.now()
    old = mode_of(category)
    read_session(category, 30, [old, mode_of(category)], version="before", closed_at=now - timedelta(days=3))
    read_session(category, 30, [old], closed_at=now - timedelta(days=2))
    read_session(category, 40, [old], closed_at=now)
    draft_of(category)
    found = curves.curve(category)
    assert [(mark.read, mark.new, mark.point.n, mark.reset, mark.counts) for mark in found.marks] == [
        (30, 2, 30, False, False),
        (30, 1, 30, True, True),
        (40, 0, 70, False, True),
    ]
    assert found.now.bound == surprise_bound(70, 0, 1)
    assert found.days_since_new == 2
    assert len(found.lines) == 2


def test_the_curve_is_drawn_with_its_table(as_agent, category):
    read_session(category, 30)
    text = page(as_agent, f"/calibration/categories/{category.key}/")
    assert "<polyline" in text
    assert "The same as a table" in text


def test_a_bounded_number_of_queries(as_agent, category, django_assert_max_num_queries):
    for name in ("A", "B", "C"):
        read_session(open_drafting(make_category(name)), 3, [mode_of(category)])
    with django_assert_max_num_queries(30):
        page(as_agent, "/calibration/")


def test_what_nobody_has_read_is_named_and_not_a_row_of_dashes(as_agent, category):
    assert "Nothing was read yet of" in page(as_agent, "/calibration/")
    draft_of(category)
    read_session(category, 1)
    assert "Nothing was read yet of" not in page(as_agent, "/calibration/")
