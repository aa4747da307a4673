"""Amounts, dates and periods that follow from others are worth a look; ones that do not are held."""

import pytest

from tests.copilot.check_help import verdict

FEES = """
## Fees
The protection fee is 5 % of the price plus €0.70. Extra minutes cost €8 per 1,000.
A van includes 250 km a day,
after that €0.22 per km. The first 2 crates are free; beyond that €25 per crate. A plan is €27 per box.
Delivery is €8 per box. Gift Aid adds 25p for every £1. The yearly plan is €119, the monthly one €11.99.
A call costs 32.4 cents.

## Deadlines
Damage is reported within 7 days of delivery, with photos. Sofas are delivered in 2 weeks.
A booking is moved at least 5 days before arrival. Boxes are skipped until the 25th of the month before.
"""
CASES = [
    ("It cost €40.", "5 % of €40 plus €0.70 works out at €2.70.", "warn"),
    ("It cost €40.", "5 % of €40 plus €0.70 works out at €3.70.", "hold"),
    ("5000 more minutes?", "Extra minutes are €8 per 1,000, so 5,000 of them would be €40.", "warn"),
    ("5000 more minutes?", "Extra minutes are €8 per 1,000, so 5,000 of them would be €45.", "hold"),
    ("900 km in 3 days?", "750 km are included. The remaining 150 km at €0.22 make €33.", "warn"),
    (
        "We need 4 crates.",
        "2 crates are free. Beyond that it is €25 per crate. For 4 crates you pay €50.",
        "warn",
    ),
    (
        "We need 4 boxes.",
        "2 boxes are free. Beyond that it is €25 per box. For 4 boxes you pay €100.",
        "hold",
    ),
    ("3 boxes?", "The plan is €27 per box and delivery €8 per box. For 3 boxes that is €105.", "warn"),
    ("3 boxes?", "The plan is €27 per box and delivery €8 per box. For 3 boxes that is €89.", "hold"),
    ("I give £200.", "25p is added to every £1, so £200 becomes £250.", "warn"),
    (
        "What do I save?",
        "12 months at €11.99 are €143.88. The yearly plan is €119, so you save €24.88.",
        "warn",
    ),
    ("What do I save?", "12 months at €11.99 are €143.88. The yearly plan is €119, so you save €28.", "hold"),
    ("2,500 calls?", "For 2,500 calls you pay €810.", "warn"),
    ("It came on 3 November.", "Report the damage with photos by 10 November.", "warn"),
    ("It came on 3 November.", "Report the damage with photos by 17 November.", "hold"),
    ("I arrive on 20 March.", "Ask us at least five days before arrival, so by 15 March.", "warn"),
    ("I arrive on 20 March.", "Ask us at least five days before arrival, so by 18 March.", "hold"),
    ("I skip the July box.", "You have until 25 June.", "warn"),
    ("It broke on day 8.", "It broke after eight days.", "warn"),
    ("I lost it on 2 May, today is 6 May.", "That was four days ago.", "warn"),
    ("I lost it on 2 May, today is 6 May.", "That was six days ago.", "hold"),
]


@pytest.mark.parametrize(("customer", "draft", "expected"), CASES)
def test_worked_out(customer, draft, expected):
    assert verdict("figures_have_a_source", draft, customer, sop=FEES) == expected


TOLD = [
    ("My ticket cost €89.", "A Light fare is not refundable, so we cannot return the €89.", "warn"),
    ("You promised me €50 off.", "I cannot find anything about €50.", "warn"),
    ("You promised me €50 off.", "You get a credit of €50.", "hold"),
    ("I paid €80.", "Your €80 qualifies for a refund.", "warn"),
    ("It is 26 months old.", "At 26 months your set is no longer covered.", "warn"),
    ("It is 26 months old.", "The guarantee lasts 26 months.", "hold"),
    ("I had 45 days, you said.", "You have 45 days to return it.", "hold"),
    ("I saw 3 % of it.", "You have seen 3 % of it.", "warn"),
    ("I want 20 % back.", "We give you 20 % off.", "hold"),
    ("A mail came from x@bad.example.", "Forward what came from x@bad.example.", "warn"),
    ("A mail came from x@bad.example.", "Write to x@bad.example.", "hold"),
]


@pytest.mark.parametrize(("customer", "draft", "expected"), TOLD)
def test_told_back(customer, draft, expected):
    assert verdict("figures_have_a_source", draft, customer, sop=FEES) == expected
