from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.sops.parsing import parse

PIECES = [
    "# A",
    "## B",
    "### C (internal)",
    "#### D",
    "---",
    "text",
    "",
    "```",
    "> ## Q",
    "Title\n=====",
    "- x",
    "\t",
]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n\n", "---", "---\n---", "no heading at all", "\0", "#"])
def test_odd_texts_are_read_without_raising(text):
    assert parse(text).errors


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    text = "---\ntitle: R\n---\n## One\na\n\n## Reply\nA. [^one]\n"
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_many_equal_headings_stay_unique():
    sections = parse("## a\nb\n" * 3000).sections
    assert len({section.anchor for section in sections}) == len(sections) == 3000


def test_front_matter_nested_without_end_is_a_mistake():
    assert "not YAML" in parse("---\n" + "[" * 1000 + "\n---\n# R\nText.").errors[0].sentence


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("\n".join))
def test_every_line_is_in_one_section_and_none_is_lost(text):
    sections = parse("# Title\n" + text).sections
    assert all(one.end_line < two.line for one, two in pairwise(sections))
    assert not sections or sections[-1].end_line == text.count("\n") + 2
    assert len({section.anchor for section in sections}) == len(sections)
