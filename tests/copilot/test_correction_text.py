"""The draft of a correction: what was said, what the SOP says now, an apology, a way to a person."""

from copilot.autonomy.correcting import BLANK, Wrong, message, what_was_wrong

QUOTE = "Unworn shoes can be returned within 30 days of delivery."
SOURCES = [{"sop": "returns", "anchor": "return-window", "quote": QUOTE}]
BODY = "Hello Cleo,\n\nYou can return shoes within 30 days of delivery. Bye."
NOW = {("returns", "return-window"): "Unworn shoes can be returned within 14 days of delivery."}


def test_the_sentence_with_the_wrong_figure_and_todays_words():
    wrong = what_was_wrong(BODY, SOURCES, ["30 days"], NOW)
    assert wrong.said == "You can return shoes within 30 days of delivery."
    assert wrong.right == "Unworn shoes can be returned within 14 days of delivery."


def test_a_section_that_still_says_the_same_is_no_correction():
    same = {("returns", "return-window"): f"{QUOTE} The code is valid for 14 days."}
    assert what_was_wrong(BODY, SOURCES, ["30 days"], same).right == ""


def test_an_unknown_fault_stays_unknown():
    assert what_was_wrong(BODY, SOURCES, [], NOW) == Wrong()


def test_what_is_not_known_is_left_for_a_person():
    text = message(first_name="", subject="Shoes", day="3 May", wrong=Wrong())
    assert BLANK in text
    assert text.startswith("Hello,\n")


def test_it_apologises_and_names_a_person():
    text = message(first_name="Cleo", subject="Shoes", day="3 May", wrong=Wrong("Said.", "Right."))
    assert "We are sorry" in text
    assert "a person reads it" in text
    assert "“Said.”" in text
    assert BLANK not in text
