"""A figure stands for what its source gives it for."""

import pytest

from tests.copilot.check_help import verdict

SOP = """# Hotel

Breakfast costs £14 per adult and £7 per child under 12. Children under 3 eat for free.
Guests may bring one dog. A booking can be changed twice. Late check-out costs £25.
A photo must be sent within 7 days. The money arrives within 10 days.

## Luggage
Gold members:
- 3 bags in economy
- 4 bags in business
Fee with a subscription: 0 %
Fee without a subscription: 2 %
"""
CASES = [
    ("Breakfast costs £14 per adult.", "pass"),
    ("Adults pay £14 for breakfast and children under 12 pay £7.", "pass"),
    ("Breakfast costs £7 per adult and £14 per child.", "hold"),
    ("Children under 12 eat for free.", "hold"),
    ("Guests may bring two dogs.", "hold"),
    ("A booking can be changed three times.", "hold"),
    ("A photo must be sent within 10 days.", "hold"),
    ("The money arrives within 7 days.", "hold"),
    ("The money arrives after at least 10 days.", "hold"),
    ("Gold members have 3 bags in economy.", "pass"),
    ("Gold members have 4 bags in economy.", "hold"),
    ("The fee without a subscription is 0 %.", "hold"),
    ("The fee without a subscription is 2 %.", "pass"),
    ("Late check-out costs £14.", "hold"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_figure(draft, expected):
    assert verdict("figures_fit", draft, "Hello", SOP) == expected
