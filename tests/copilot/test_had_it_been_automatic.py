"""What the gate would have decided when, and what would have been sent."""

from datetime import UTC, datetime, timedelta

import pytest

from copilot.autonomy.intervals import wilson
from copilot.reports.hypothetical import Reviewed, had_it_been

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


def stream(n, bad=(), blocked=(), per_day=10):
    return [
        Reviewed(
            ticket=number,
            message=number,
            at=FIRST + timedelta(days=number // per_day, minutes=number % per_day),
            unacceptable=number in bad,
            sendable=number not in blocked,
            reviewer="abc"[number % 3],
        )
        for number in range(n)
    ]


def test_a_good_category_would_have_opened_after_fourteen_days():
    found = had_it_been(stream(300), 0.05)
    assert found.opened == 141
    assert found.opened_at == FIRST + timedelta(days=14)
    assert [round(sends.sends) for sends in found.gated] == [16, 143]


def test_a_bad_one_would_not():
    found = had_it_been(stream(300, bad=range(0, 300, 10)), 0.05)
    assert (found.opened, found.gated) == (None, [])
    assert len(found.wrong) == 30


def test_what_the_gate_kept_back():
    found = had_it_been(stream(100, bad={3, 50}), 0.05)
    canary, auto = found.ungated
    assert (canary.sends, auto.sends) == (pytest.approx(10), pytest.approx(90))
    assert (canary.expected, auto.expected) == (pytest.approx(0.2), pytest.approx(1.8))
    low, high = wilson(2, 100)
    assert auto.interval == (pytest.approx(90 * low), pytest.approx(90 * high))


def test_drafts_that_could_not_be_sent_do_no_harm():
    found = had_it_been(stream(100, bad={3, 50}, blocked={3}), 0.05)
    assert [one.ticket for one in found.wrong] == [50]
    assert found.ungated[0].drafts == 99


def test_broken_after_it_opened_the_detector_takes_it_back():
    found = had_it_been(stream(400, bad=range(200, 400)), 0.05)
    assert found.opened == 141
    assert 200 < found.closed < 215
    assert found.gated[1].bad < 15


def test_nothing_reviewed():
    found = had_it_been([], 0.05)
    assert (found.opened, found.ungated[0].interval) == (None, (0.0, 0.0))
