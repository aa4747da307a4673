from datetime import date

import pytest

from copilot.sops.parsing import parse


def test_front_matter_is_read():
    document = parse(
        "---\ntitle: Returns\nslug: returns-uk\ncategories: [returns, refunds]\naudience: customer\n"
        "owner: Ada\neffective: 2026-01-31\nreview: 2026-07-31\n---\nText."
    )
    assert document.errors == ()
    assert (document.title, document.slug, document.owner) == ("Returns", "returns-uk", "Ada")
    assert document.categories == ("returns", "refunds")
    assert (document.effective, document.review) == (date(2026, 1, 31), date(2026, 7, 31))


def test_without_front_matter_the_first_heading_is_the_title():
    document = parse("# Lost parcels\nText.")
    assert (document.title, document.slug, document.errors) == ("Lost parcels", "lost-parcels", ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("colour: red", "not a known key"),
        ("title: again", "given twice"),
        ("effective: soon", "not a date"),
        ("effective: 2026-02-30", "not a date"),
        ("slug: Über uns", "a-z"),
        ("owner: [a, b]", "single line"),
        ("categories: {a: b}", "list of names"),
        ("owner: [", "Not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(line, says):
    (error,) = [one for one in parse(f"---\ntitle: R\n{line}\n---\nText.").errors if says in one.sentence]
    assert error.line in (3, 4)


def test_a_review_before_the_start_is_a_mistake():
    document = parse("---\ntitle: R\neffective: 2026-05-01\nreview: 2026-04-01\n---\nText.")
    assert [str(error) for error in document.errors] == [
        "Line 4: The review date is before the effective date."
    ]


def test_front_matter_that_never_ends_is_a_mistake():
    assert "never closed" in parse("---\ntitle: R\n# R\nText.").errors[0].sentence


def test_yaml_makes_no_objects():
    document = parse("---\ntitle: !!python/object/apply:os.getcwd []\nowner: 2026-01-01\n---\nText.")
    assert document.owner == "2026-01-01"
    assert "single" in " ".join(map(str, document.errors)) or document.title == ""
