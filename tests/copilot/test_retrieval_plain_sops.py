import pytest

from copilot.sops.plain import read_sop


def texts(**row):
    return [section.text for section in read_sop({"id": "x", **row}).sections]


def test_markdown_gives_its_sections():
    sop = read_sop({"id": 7, "text": "# Returns\n## Window\n30 days.\n## Fees\nNone."})
    assert (sop.id, sop.title) == ("7", "Returns")
    assert [(one.title, one.text) for one in sop.sections] == [("Window", "30 days."), ("Fees", "None.")]


def test_a_text_without_headings_gives_its_paragraphs_and_steps():
    assert texts(title="R", text="Start here.\n1. Ask.\n   - name\n2. Answer.") == [
        "Start here.",
        "1. Ask.\n   - name",
        "2. Answer.",
    ]


def test_steps_keep_their_lines():
    assert texts(intro="To begin", steps=[{"text": "Ask.", "subtext": ["name"]}], outro=["Done."]) == [
        "To begin",
        "Ask.\nname",
        "Done.",
    ]


def test_sections_are_taken_as_given():
    assert texts(sections=[{"title": "Fees", "text": "None."}]) == ["None."]


def test_a_title_alone_is_enough():
    assert texts(title="Returns") == ["Returns"]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"text": ""},
        {"text": 5},
        {"title": "R", "sections": "x"},
        {"steps": [{"text": "a", "subtext": [1]}]},
    ],
)
def test_what_cannot_be_a_sop_says_why(row):
    with pytest.raises(ValueError, match=r"'\w+'"):
        read_sop({"id": "x", **row})
