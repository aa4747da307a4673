"""The front matter's lists and facts table: read with their lines, shown, cited, and named when wrong."""

import re
from pathlib import Path

import pytest

from copilot.sops.parsing import facts_in, parse
from copilot.sops.rendering import render

TEXT = """---
title: Returns
never_say: [legal advice, "we guarantee"]
escalate_when: lawyer
facts:
  Return window: 30 days
  restocking fee: EUR 50
---
## Policy
Shoes come back.

## Reply
You have {return_window}. [^facts]
"""


def test_lists_and_facts_are_read():
    document = parse(TEXT)
    assert document.errors == ()
    assert document.never_say == ("legal advice", "we guarantee")
    assert document.escalate_when == ("lawyer",)
    assert [(fact.slot, fact.value) for fact in document.facts] == [
        ("return_window", "30 days"),
        ("restocking_fee", "EUR 50"),
    ]


def test_the_facts_are_a_section_that_can_be_cited():
    section = parse(TEXT).section("facts")
    assert (section.facts, section.internal, section.line) == (True, False, 5)
    assert facts_in(section.text) == {"return_window": "30 days", "restocking_fee": "EUR 50"}


def test_an_internal_sop_has_internal_facts():
    assert parse(TEXT.replace("never_say", "audience: internal\nnever_say")).section("facts").internal


def test_a_section_called_facts_keeps_its_anchor():
    document = parse(TEXT.replace("## Policy", "## Facts"))
    assert [section.anchor for section in document.sections] == ["facts", "reply", "facts-2"]


def test_they_are_shown_below_the_text():
    assert '<h2 id="facts">Facts</h2><table>' in render(TEXT)
    assert "<td>EUR 50</td>" in render(TEXT)


def test_facts_alone_are_no_sop():
    assert "nothing below the title" in parse("---\ntitle: R\nfacts:\n  a b: c\n---\n").errors[0].sentence


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("facts: 30 days", "Line 3: “facts” must be lines"),
        ("facts:\n  window: [1, 2]", "Line 4: facts: “window” needs one value"),
        ("facts:\n  window:", "Line 4: facts: “window” needs one value"),
        ("facts:\n  window: 30 days\n  Window: 20 days", "Line 5: facts: “Window” is given twice"),
        ("facts:\n  order id: 5", "Line 4: facts: “order id” is what the ticket itself says"),
        ("facts:\n  a: b\nfacts:\n  c: d", "Line 5: “facts” is given twice"),
        ("facts:\n  ? [a]\n  : b", "Line 4: facts: “"),
        ("never_say: {a: b}", "Line 3: “never_say” must be a list of phrases"),
        ("never_say: [[a]]", "Line 3: “never_say” must be a list of phrases"),
        (f"escalate_when: {'x' * 201}", "Line 3: “escalate_when”: “xxx"),
    ],
)
def test_a_mistake_names_line_and_key(lines, says):
    errors = [str(error) for error in parse(f"---\ntitle: R\n{lines}\n---\nText.").errors]
    assert any(error.startswith(says) for error in errors), errors


def test_names_in_other_scripts_are_allowed():
    (fact, other) = parse(
        "---\ntitle: R\nfacts:\n  返品期限: 30日\n  Rückgabefrist: 30 Tage\n---\nText."
    ).facts
    assert (fact.slot, other.slot) == ("", "ruckgabefrist")


def test_the_example_of_the_docs_is_without_mistakes():
    docs = (Path(__file__).parents[2] / "docs/sops.md").read_text()
    document = parse(re.search(r"```\n(---.*?)```", docs, re.DOTALL)[1])
    assert document.errors == ()
    assert len(document.facts) == 2
