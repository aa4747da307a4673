"""The figure of the customer's own case: their row of a table, their kind of article."""

import pytest

from tests.copilot.check_help import verdict

RULES = """
## Group prices
| Tickets | Discount |
|---|---|
| 10 to 19 | 5% |
| 20 to 49 | 10% |

## Limits
At most 6 tickets per person.

## Warranty
New parts carry a 2-year warranty, remanufactured parts 12 months.

## Names
A name is changed for €12, but not within 48 hours of departure. Tickets booked at least 7 days ahead can be
cancelled within 24 hours.
"""
CASES = [
    ("We are a group of 12.", "For 12 tickets you get 5% off.", "pass"),
    ("We are a group of 12.", "For 12 tickets you get 10% off.", "hold"),
    ("How long is it for a remanufactured part?", "Remanufactured parts have a two-year warranty.", "hold"),
    ("How long is it for a remanufactured part?", "Remanufactured parts have 12 months of warranty.", "pass"),
    ("My flight is in 2 weeks.", "A name can be changed up to 48 hours before departure.", "pass"),
]


@pytest.mark.parametrize(("customer", "draft", "expected"), CASES)
def test_case(customer, draft, expected):
    assert verdict("figures_fit", draft, customer, sop=RULES) == expected
