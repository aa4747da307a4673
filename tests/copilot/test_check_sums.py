"""Sums, ranges and dates are worked out again."""

import pytest

from tests.copilot.check_help import verdict

SUMS = [
    ("€80 and €20 are €100 in total.", "pass"),
    ("€80 less €5, that is €75.", "pass"),
    ("3 pairs at €20 make €60, so €20 each, in total €60.", "pass"),
    ("€80 and €20 are €110 in total.", "hold"),
    ("10 users at $12 come to $110.", "hold"),
    ("$12 for 10 users, which is $120.", "pass"),
    ("€50 less 10 % leaves €45.", "pass"),
    ("It takes 5 to 3 days.", "hold"),
    ("Friday, 15 May 2026 suits us.", "pass"),
    ("Thursday, 15 May 2026 suits us.", "hold"),
    ("On 31 April 2026 we are closed.", "hold"),
]


@pytest.mark.parametrize(("draft", "expected"), SUMS)
def test_sum(draft, expected):
    assert verdict("sums_are_right", draft) == expected


DEADLINES = [
    ("You have until 2 June.", "warn"),
    ("You have until 12 June.", "hold"),
    ("The money is there by 8 May.", "warn"),  # five working days after Friday, 1 May 2026
]


@pytest.mark.parametrize(("draft", "expected"), DEADLINES)
def test_a_deadline_counted_from_the_customer_s_date(draft, expected):
    customer = "They came on 3 May 2026. I paid on 1 May 2026."
    assert verdict("figures_have_a_source", draft, customer) == expected


def test_a_sum_worked_out_from_what_the_customer_paid_is_worth_a_look():
    customer = "I paid €89.00 for both."
    assert (
        verdict("figures_have_a_source", "From your €89.00 order €4.95 stays, so €84.05.", customer) == "warn"
    )
    assert (
        verdict("figures_have_a_source", "From your €89.00 order €4.95 stays, so €88.05.", customer) == "hold"
    )
