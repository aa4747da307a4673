import pytest

from copilot.sops.parsing import parse


def hidden(markdown):
    return {section.anchor: section.internal for section in parse(markdown).sections}


def test_a_heading_marked_internal_hides_its_section_and_those_below_it():
    text = "# R\n## Open\na\n## Fraud (internal)\nb\n### Signs\nc\n## Open again\nd"
    assert hidden(text) == {"open": False, "fraud-internal": True, "signs": True, "open-again": False}


def test_a_deep_heading_marked_internal_hides_only_what_is_under_it():
    assert hidden("# R\n## Open\na\n#### Limits (Internal)\nb\n#### Seen\nc") == {
        "open": False,
        "limits-internal": True,
        "seen": False,
    }


@pytest.mark.parametrize(
    "text", ["---\naudience: internal\n---\n# R\na\n## B\nc", "# R (internal)\na\n## B\nc"]
)
def test_an_internal_sop_hides_everything(text):
    assert set(hidden(text).values()) == {True}


def test_an_audience_nobody_understands_hides_everything():
    document = parse("---\ntitle: R\naudience: staff\n---\na")
    assert document.internal
    assert [error.line for error in document.errors] == [3]


def test_a_misplaced_mark_hides_its_section_and_is_a_mistake():
    document = parse("# R\n## Open\n> ## Secret (internal)\n> b\n## Next\nc")
    assert [section.internal for section in document.sections] == [True, False]
    assert [error.line for error in document.errors] == [3]
