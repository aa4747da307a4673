from copilot.sops.parsing import parse


def anchors(markdown):
    return [section.anchor for section in parse(markdown).sections]


def test_sections_are_second_and_third_level_headings():
    assert anchors("# Returns\nFirst.\n\n## Return window\na\n### Shoes\nb\n#### Detail\nc") == [
        "intro",
        "return-window",
        "shoes",
    ]


def test_a_deeper_heading_stays_in_its_sections_text():
    assert parse("# R\n## Window\na\n#### Detail\nb").section("window").text == "a\n#### Detail\nb"


def test_an_anchor_met_again_gets_a_number():
    assert anchors("# R\n## Fees\na\n## Fees\nb\n## Fees\nc") == ["fees", "fees-2", "fees-3"]


def test_a_numbered_anchor_does_not_take_a_headings_own():
    assert anchors("# R\n## Fees 2\na\n## Fees\nb\n## Fees\nc") == ["fees-2", "fees", "fees-3"]


def test_a_heading_called_intro_does_not_clash_with_the_introduction():
    assert anchors("# R\nhello\n## Intro\na") == ["intro", "intro-2"]


def test_a_hash_inside_a_code_block_is_no_heading():
    assert anchors("# R\n## One\n```\n## two\n```") == ["one"]


def test_headings_in_other_scripts_have_anchors():
    assert anchors("# R\n## Größe\na\n## 返品\nb\n## !!!\nc") == ["größe", "返品", "section"]


def test_lines_of_a_section_are_those_of_the_text_as_given():
    section = parse("---\ntitle: R\n---\n\n## One\na\nb\n## Two\nc").section("one")
    assert (section.line, section.end_line) == (5, 7)
