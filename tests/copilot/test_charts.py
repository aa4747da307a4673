"""Charts stay inside their frame, keep their alarms, and have their numbers beside them."""

from datetime import date, timedelta

import pytest

from copilot.autonomy import charts, curves
from copilot.autonomy.charts import Scale, Series
from copilot.autonomy.curves import Day, Reset
from copilot.autonomy.eprocess import Tally

FIRST = date(2026, 3, 1)


def days(n, per_day=5, bad=0):
    return [Day(FIRST + timedelta(days=number), per_day, bad) for number in range(n)]


def places(text):
    return [tuple(map(float, point.split(","))) for point in text.split()]


@pytest.mark.parametrize("n", [1, 2, 30, 700])
def test_evidence_stays_inside_its_frame(n):
    grown = curves.evidence(days(n), days(n, 1), 0.05, before=[days(3, 5, 5)])
    drawn = [place for _, points in grown.chart.lines for place in places(points)]
    drawn += [(x, y) for _, x, y in grown.chart.dots]
    assert drawn
    for x, y in drawn:
        assert grown.chart.left <= x <= grown.chart.right
        assert grown.chart.top <= y <= grown.chart.floor


def test_the_table_ends_where_the_gate_is():
    grown = curves.evidence(days(30), [], 0.05)
    last = grown.edits[-1]
    assert (last.n, last.e_value) == (150, pytest.approx(Tally(150, 0).e_value(0.05)))
    assert (last.low, last.high) == Tally(150, 0).interval()


def test_higher_evidence_stands_higher():
    [(_, points)] = curves.evidence(days(30), [], 0.05).chart.lines
    heights = [y for _, y in places(points)]
    assert heights == sorted(heights, reverse=True)


def test_both_lines_that_decide_are_drawn():
    rules = curves.evidence(days(3), [], 0.05).chart.rules
    assert {label for _, label, css in rules if "threshold" in css} == {"20", "100"}


def test_a_reset_is_marked_with_its_cause():
    reset = Reset(FIRST, "new version: SOPs changed")
    grown = curves.evidence(days(9), [], 0.05, resets=[reset])
    assert [label for _, label in grown.chart.marks] == ["new version: SOPs changed"]


def test_no_chart_of_nothing():
    assert curves.evidence([], [], 0.05) is None
    assert curves.rate_band([], 0.05) is None
    assert curves.detector([], 0.05) is None


def test_the_line_of_a_band_has_air_above_it():
    line = curves.rate_band(curves.cumulated(days(40), 0.10), 0.10).rules[-1]
    assert line[0] > charts.TOP


def test_the_band_holds_the_rate():
    points = curves.cumulated(days(20, 10, 1), 0.05)
    assert all(point.low <= point.unacceptable / point.n <= point.high for point in points)
    assert "line is at 5%" in curves.rate_band(points, 0.05).text


def test_the_detector_says_when_its_light_changed():
    verdicts = [(FIRST, False)] * 20 + [(FIRST + timedelta(days=1), True)] * 6
    watched = curves.detector(verdicts, 0.05)
    assert watched.light == "red"
    assert [light for *_, light in watched.changes] == ["amber", "red"]


def test_a_peak_survives_thinning():
    points = [(float(n), 500.0 if n == 777 else 1.0) for n in range(5000)]
    kept = charts.thinned(points)
    assert len(kept) <= charts.MOST_POINTS
    assert (777.0, 500.0) in kept
    assert kept[-1] == points[-1]


def test_what_lies_outside_is_drawn_at_the_edge():
    scale = Scale(0.01, 100.0, logarithmic=True)
    assert (scale.share(0.0), scale.share(1e300), scale.share(1.0)) == (0.0, 1.0, 0.5)


def test_words_for_who_cannot_see_it():
    chart = charts.draw("What it shows", charts.counts(3), Scale(0, 1), series=[Series("a", [(1, 0)])])
    assert chart.text == "What it shows"
    assert len(chart.dots) == 1
