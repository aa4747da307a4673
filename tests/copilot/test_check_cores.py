"""A rule's core said with the other sign, a case left out, a figure of another case, an assurance, a name."""

import pytest

from tests.copilot.check_help import verdict

SOP = """# Rules

## Tickets
Saver tickets are valid on one train. They can be exchanged until the day before travel for £8.
We do not charge for the transfer code. The hall is closed on Mondays. Guide dogs travel free. A dog costs £5.

## Roaming
Roaming is included in the Large plan. On the Small plan it costs £4 a day.

## Late trains
If it is 30 to 59 minutes late, you get 25 % of the fare. If it is 60 minutes late or more, you get 50 %.
"""

CASES = [
    ("rules_keep_their_sign", "Saver tickets cannot be exchanged.", "hold"),
    ("rules_keep_their_sign", "Saver tickets can be exchanged until the day before travel.", "pass"),
    ("rules_keep_their_sign", "We charge for the transfer code.", "hold"),
    ("rules_keep_their_sign", "The hall is open on Mondays.", "hold"),
    ("conditions_are_kept", "Roaming is included.", "hold"),
    ("conditions_are_kept", "Roaming is included in the Large plan.", "pass"),
    ("conditions_are_kept", "Dogs travel free.", "hold"),
    ("figures_fit", "As it was 70 minutes late, you get 25 % of the fare.", "hold"),
    ("figures_fit", "As it was 70 minutes late, you get 50 % of the fare.", "pass"),
    ("undertakings_are_founded", "Just ignore the next bill.", "hold"),
    ("undertakings_are_founded", "I can imagine how that feels.", "pass"),
    ("right_customer", "It is registered to Lars Edman now.", "hold"),
    ("right_customer", "Good luck!\n\nKind regards\nLars Edman", "pass"),
]


@pytest.mark.parametrize(("check", "draft", "expected"), CASES)
def test_rule(check, draft, expected):
    assert verdict(check, draft, "My train was 70 minutes late.", SOP) == expected


def test_what_the_customer_s_own_case_excludes():
    sop = "# Rules\n\nBoots that have been worn outside cannot be returned. Unworn boots can be returned."
    customer = "I have worn the boots outside. Can I return them?"
    assert verdict("rules_keep_their_sign", "You can return them.", customer, sop) == "hold"


def test_a_sum_over_several_sentences():
    sop = "# Prices\n\nA visit costs £14. A guide costs £5 more."
    customer = "What do three visits and a guide cost?"
    draft = "Three visits cost £42. The guide is £5 more. In total that is £{}."
    assert verdict("figures_have_a_source", draft.format(47), customer, sop) == "warn"
    assert verdict("figures_have_a_source", draft.format(49), customer, sop) == "hold"


def test_a_deadline_is_counted_the_way_the_rule_counts():
    sop = "# Prices\n\nYou can cancel until the day before arrival."
    customer = "We arrive on 14 March 2027."
    assert verdict("figures_have_a_source", "You can cancel until 13 March 2027.", customer, sop) == "warn"
    assert verdict("figures_have_a_source", "You can cancel until 15 March 2027.", customer, sop) == "hold"


def test_another_script_than_the_customer_s():
    assert verdict("same_language", "您可以得到赔偿。", "Where is my order?") == "hold"
