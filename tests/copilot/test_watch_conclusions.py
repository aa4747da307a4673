"""What the watch concludes from what it saw: plain values in, a light or a cause out."""

from datetime import UTC, datetime, timedelta

import pytest

from copilot.autonomy.detector import Detector
from copilot.autonomy.watching import Seen, conclude

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def spread(*bad, days=1.0):
    """A verdict a day (or every so many), so that no day is a bad one by itself."""
    return [(MONDAY + timedelta(days=days * i), bool(each)) for i, each in enumerate(bad)]


GOOD = [0] * 60
AMBER = [*GOOD, 1, 1, 1]
RED = [*GOOD, 1, 1, 1, 1, 1]


def level_after(bad):
    detector = Detector()
    for each in bad:
        detector = detector.update(bool(each))
    return detector.level


@pytest.mark.parametrize(
    ("bad", "light", "cause"), [(GOOD, "clear", ""), (AMBER, "amber", ""), (RED, "clear", "red")]
)
def test_the_detectors_light(bad, light, cause):
    assert (conclude(Seen(0.05, spread(*bad))).light, conclude(Seen(0.05, spread(*bad))).cause) == (
        light,
        cause,
    )


def test_the_examples_are_what_they_say():
    assert level_after(GOOD) < 100 <= level_after(AMBER) < 500 <= level_after(RED)


def test_amber_clears_when_it_has_fallen_far_enough():
    found = conclude(Seen(0.05, spread(*AMBER, *[0] * 60)))
    assert (found.light, found.cause) == ("clear", "")
    assert "clear from 30" in found.text


def test_red_says_its_figures():
    found = conclude(Seen(0.05, spread(*RED)))
    assert found.figures["verdicts"] == 65
    assert found.figures["unacceptable"] == 5
    assert found.figures["detector"] == pytest.approx(level_after(RED), abs=0.01)


def test_a_day_with_six_of_the_first_twenty():
    day = [(MONDAY + timedelta(minutes=i), i < 6) for i in range(20)]
    assert conclude(Seen(0.05, day)).cause == "day"
    calm = [(MONDAY + timedelta(minutes=i), i == 0) for i in range(20)]
    assert conclude(Seen(0.05, calm)).cause == ""


def test_one_critical_error_is_enough():
    found = conclude(Seen(0.05, spread(0), critical=[17]))
    assert (found.cause, found.figures["tickets"]) == ("critical", [17])
    assert "#17" in found.text


@pytest.mark.parametrize("what", ["contacts", "held"])
def test_twice_as_often_as_before(what):
    base = {"contacts": "contact_base", "held": "held_base"}[what]
    often = [i % 10 < 4 for i in range(100)]
    assert (
        conclude(Seen(0.05, **{what: often, base: 0.1})).cause
        == {"contacts": "contact", "held": "checks"}[what]
    )
    as_before = [i % 10 == 0 for i in range(200)]
    assert conclude(Seen(0.05, **{what: as_before, base: 0.1})).cause == ""


def test_without_a_base_nothing_can_be_compared():
    assert conclude(Seen(0.05, contacts=[True] * 100)).cause == ""


def test_a_new_version():
    found = conclude(Seen(0.05, changed=["sops"]))
    assert (found.cause, found.text) == ("version", "The version it was signed for has changed: sops.")


def test_the_gravest_comes_first():
    seen = Seen(0.05, spread(*RED), critical=[1], changed=["sops"])
    assert conclude(seen).cause == "critical"


def test_the_same_again_is_the_same():
    seen = Seen(0.05, spread(*RED))
    assert conclude(seen) == conclude(seen)
