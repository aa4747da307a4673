"""A promise needs a source of the same word family and sign, for the same thing and of the same size."""

import pytest

from tests.copilot.check_help import run, verdict

CASES = [
    ("as the source says", "Damaged shoes are replaced free of charge.", "pass"),
    ("in other words", "We send you a replacement at no cost for damaged shoes.", "pass"),
    ("withheld", "The delivery cost is not refunded.", "pass"),
    ("a question", "Would you like a refund or an exception?", "pass"),
    ("the customer's wish", "I understand that you would like compensation.", "pass"),
    ("the name of a thing", "Please read our guarantee card.", "pass"),
    ("another family", "You get a discount of half the price.", "hold"),
    ("another family, in German", "Sie erhalten einen Rabatt.", "hold"),
    ("an exception", "We will make an exception this time.", "hold"),
    ("denied by the source", "We refund the delivery cost of €4.95.", "hold"),
    ("only for another thing", "Express delivery is free of charge.", "hold"),
    ("larger than the source", "The price is refunded immediately.", "hold"),
    ("done without a record", "I have refunded the price to your card.", "hold"),
    ("a guarantee with a not", "We guarantee that it will never break.", "hold"),
    ("no guarantee", "We cannot guarantee a day.", "pass"),
]


@pytest.mark.parametrize(("draft", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_promise(draft, expected):
    found = {each.check: each.result for each in run(draft)}
    held = {"promises_have_a_source", "rules_keep_their_sign"} & {
        check for check in found if found[check] == "hold"
    }
    assert ("hold" if held else "pass") == expected


def test_what_we_wrote_before_is_a_source():
    thread = [{"from": "customer", "text": "And?"}, {"from": "agent", "text": "You get a discount of 10 %."}]
    assert verdict("promises_have_a_source", "You get a discount of 10 %.", thread=thread) == "pass"


def test_the_reason_names_the_word_and_the_fix():
    (found,) = [each for each in run("We give you a bonus.") if each.check == "promises_have_a_source"]
    assert found.span == "We give you a bonus."
    assert "“bonus”" in found.reason
    assert "Leave it out" in found.reason


def test_the_reason_has_the_whole_word():
    found = [each.reason for each in run("We promised it.") if each.check == "promises_have_a_source"]
    assert "“promised”" in found[0]


def test_what_one_plan_gets_another_does_not():
    sop = "# Backups\n\nRestoring is free on the Pro plan and costs €15 on the Basic plan."
    assert (
        verdict("promises_have_a_source", "Restoring is free on the Pro plan.", "Restore it?", sop) == "pass"
    )
    assert (
        verdict("promises_have_a_source", "Restoring is free on the Basic plan.", "Restore it?", sop)
        == "hold"
    )
