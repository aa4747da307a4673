from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.measuring.diff import Segment, SentenceFate, diff

REFUND = "We will refund you within 30 days."
SHOES = "Please send the shoes back in their box."


def joined(segments):
    return "".join(segment.text for segment in segments)


def test_a_changed_word_stands_where_it_was():
    assert diff("You have 30 days left.", "You have 14 days left.").inline == (
        Segment("kept", "You have "),
        Segment("removed", "30 "),
        Segment("added", "14 "),
        Segment("kept", "days left."),
    )


def test_a_moved_sentence_is_moved_not_retyped():
    found = diff(f"{REFUND} {SHOES}", f"{SHOES} {REFUND}")
    assert [segment.fate for segment in found.inline] in (["moved", "kept"], ["kept", "moved"])
    assert {fate.fate for fate in found.sentences} == {"kept", "moved"}


def test_every_sentence_has_a_fate():
    draft = f"{SHOES} {REFUND} Our shop is open on Sundays."
    final = f"{SHOES} {REFUND.replace('30', '14')} Call us whenever suits."
    assert diff(draft, final).sentences == (
        SentenceFate("kept", SHOES, SHOES),
        SentenceFate("changed", REFUND, REFUND.replace("30", "14")),
        SentenceFate("dropped", "Our shop is open on Sundays.", ""),
        SentenceFate("added", "", "Call us whenever suits."),
    )


def test_an_empty_side():
    assert diff("", "New words").inline == (Segment("added", "New words"),)
    assert diff("Old words", "").inline == (Segment("removed", "Old words"),)
    assert diff("", "").inline == ()


def test_markup_is_left_for_the_template_to_escape():
    assert joined(diff("<b>x</b> &amp;", "<b>x</b> &amp;").final) == "<b>x</b> &amp;"


WORDS = st.lists(st.sampled_from(["we", "send", "it", "now.", "30", "days\n"]), max_size=20).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(WORDS, WORDS)
def test_segments_join_to_the_texts_and_nothing_is_lost(draft, final):
    found = diff(draft, final)
    assert joined(found.draft).split() == draft.split()
    assert joined(found.final).split() == final.split()
    removed = [segment for segment in found.draft if segment.fate == "removed"]
    assert [segment for segment in found.inline if segment.fate == "removed"] == removed
    assert [segment for segment in found.inline if segment.fate != "removed"] == list(found.final)
