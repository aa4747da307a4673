import pytest

from copilot.sops.parsing import parse
from copilot.sops.rendering import render


def test_headings_carry_the_anchors_citations_use():
    text = "---\ntitle: R\n---\n# R\n## Fees\na\n## Fees\nb\n#### Deep\nc"
    html = render(text)
    assert all(f'id="{section.anchor}"' in html for section in parse(text).sections)
    assert html.count("id=") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![a](https://example.com/pixel.png)",
        '<a href="#" style="color:red" onclick="x()">a</a>',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    html = render(text)
    assert not any(part in html for part in ("<script", "<img", 'href="javascript', '<a href="#"'))


def test_front_matter_is_not_shown():
    assert "owner" not in render("---\nowner: Ada\n---\nText.")


def test_lists_tables_and_links_are_shown():
    html = render("1. a\n2. b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[site](https://example.com)")
    assert "<ol>" in html
    assert "<table>" in html
    assert 'rel="noopener noreferrer"' in html


def test_reply_sentences_are_shown_one_by_one_with_their_conditions():
    html = render(
        "# R\n\n## Fees\nFree.\n\n## Reply\nHello {name},\n\n? {order_id}: Which order?\n"
        "if late: It is <free>. [^fees]\n\n## More\ntext"
    )
    assert html.count("<li") == 3
    assert "if the customer says late" in html
    assert "asked while order_id is not known" in html
    assert 'href="#fees">fees</a>' in html
    assert "<code>{name}</code>" in html
    assert "It is &lt;free&gt;." in html
    assert html.index("reply-lines") < html.index('id="more"')
