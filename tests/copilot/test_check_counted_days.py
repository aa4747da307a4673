"""Days, shares and sums that follow from a case are let through as worked out, others are held."""

import pytest

from tests.copilot.check_help import verdict

SOP = """# Rules

## Trial
Beds can be tried for 100 nights from delivery. Guests get their money back if they cancel more than 30 days
before arrival. Unpaid bills are charged within 10 days of the bill.

## Notice
Notice must be given by the 15th to end the membership at the end of that month; later notice ends it at
the end of the following month.

## Late trains
More than 120 minutes late, 50 % of the fare is paid. Every 100 points give €5 off.
"""

CASES = [
    ("Delivered on 1 March.", "You have 100 nights from 1 March, so until 9 June.", "warn"),
    ("Delivered on 1 March.", "You have 100 nights from 1 March, so until 12 June.", "hold"),
    ("I arrive on Aug 20.", "Cancel more than 30 days before arrival, so by 20 July.", "warn"),
    (
        "Your bill is of Sept 20.",
        "It is charged within 10 days of the bill of 20 September: by September 30.",
        "warn",
    ),
    ("The bill came on the 2nd.", "Within 10 days of the 2nd is the 12th.", "warn"),
    ("The bill came on the 2nd.", "Within 10 days of the 2nd is the 19th.", "hold"),
    ("I give notice on 18 May.", "Your membership ends on 30 June.", "warn"),
    ("I give notice on 18 May.", "Your membership ends on 31 May.", "hold"),
    ("It was 130 minutes late.", "You get half of the fare.", "pass"),
    ("It was 130 minutes late.", "You get three quarters of the fare.", "hold"),
    ("I have 320 points.", "With 320 points, that makes €15 off.", "warn"),
    ("I have 320 points.", "With 320 points, that makes €25 off.", "hold"),
]


@pytest.mark.parametrize(("customer", "draft", "expected"), CASES)
def test_figure(customer, draft, expected):
    assert verdict("figures_have_a_source", draft, customer, SOP) == expected
