"""What we undertake without a promising word needs a source; courtesies do not."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("A driver will pick it up tonight.", "hold"),
    ("I'll personally pay for the taxi.", "hold"),
    ("You do not have to show anything.", "hold"),
    ("Your card gives you lounge access.", "hold"),
    ("I will gladly look into it.", "pass"),
    ("We'll get back to you soon.", "pass"),
    ("I understand how annoying that is.", "pass"),
    ("You can reply to this message.", "pass"),
    ("You can return unworn shoes within 30 days.", "pass"),
    ("Can you send a photo?", "pass"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_undertaking(draft, expected):
    assert verdict("undertakings_are_founded", draft) == expected


def test_a_source_in_another_language_is_only_warned_about():
    draft = "Guten Tag, wir senden Ihnen die Schuhe und das Geld dann zurück, wenn Sie es so möchten."
    assert verdict("undertakings_are_founded", draft) == "warn"


def test_a_rule_in_other_words_is_worth_a_look_only():
    sop = (
        "# Accounts\n\nAccounts for young savers are opened from 16 years. Fire and burst pipes are covered."
    )
    draft = "Your son can open an account once he's 16."
    assert verdict("undertakings_are_founded", draft, "My son is 16.", sop) != "hold"
