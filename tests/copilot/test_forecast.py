"""How long the missing verdicts take at the volume of the last four weeks."""

import pytest

from copilot.autonomy.forecast import Forecast, Volume, assumption, forecast
from copilot.autonomy.missing import Missing


@pytest.mark.parametrize(
    ("more", "count", "days", "words"),
    [
        (49, 140, 10, "about 10 days"),
        (49, 154, 9, "about 9 days"),
        (1, 280, 1, "about 1 day at"),
        (100, 1, None, "more than 2 years"),
        (5, 0, None, "no forecast: nothing was reviewed in the last 28 days"),
        (0, 0, 0, "enough already"),
    ],
)
def test_days_and_words(more, count, days, words):
    found = forecast(Missing(more, 1), Volume(count))
    assert found.days == days
    assert words in found.sentence


def test_the_chance_of_so_few_slips_at_todays_rate():
    found = forecast(Missing(49, 1), Volume(140), rate=0.04)
    assert found.chance == pytest.approx(0.96**49 + 49 * 0.04 * 0.96**48)


def test_a_perfect_record_promises_itself():
    assert forecast(Missing(49, 1), Volume(140), rate=0.0).chance == 1.0


def test_enough_needs_no_chance():
    assert forecast(Missing(0), Volume(140), rate=0.04) == Forecast(0, "enough already")


def test_what_it_assumes():
    assert "5.0 a day, n = 140" in assumption(Volume(140))
