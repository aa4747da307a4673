"""Two versions of a text, line by line and word by word."""

from copilot.sops.comparing import changed_lines, compare


def kinds(old, new):
    return [row.kind for row in compare(old, new)]


def test_a_changed_word_stays_in_its_line():
    (row,) = compare("Within 30 days of delivery.", "Within 28 days of delivery.")
    assert (row.kind, row.left_number, row.right_number) == ("changed", 1, 1)
    assert [piece.text for piece in row.left if piece.fate == "removed"] == ["30"]
    assert [piece.text for piece in row.right if piece.fate == "added"] == ["28"]


def test_lines_that_share_nothing_went_and_came():
    assert kinds("Shoes come back.", "Ask the lead, always.") == ["removed", "added"]


def test_a_new_line_does_not_disturb_its_neighbours():
    assert kinds("a line\nanother", "a line\nsomething new here\nanother") == ["same", "added", "same"]


def test_a_removed_line_is_on_the_left_only():
    (_, row, _) = compare("one\ntwo\nthree", "one\nthree")
    assert (row.left_number, row.right_number, row.right) == (2, None, ())


def test_long_stretches_that_are_the_same_are_folded():
    lines = [f"Line number {number}" for number in range(40)]
    rows = compare("\n".join(lines), "\n".join([*lines[:20], "Quite another thing", *lines[20:]]))
    assert [row.hidden for row in rows if row.kind == "gap"] == [17, 17]
    assert changed_lines(rows) == 1


def test_equal_texts_have_nothing_to_show():
    assert changed_lines(compare("a\nb", "a\nb")) == 0


def test_both_sides_can_be_put_together_again():
    old, new = "## A\nfirst text here\nsecond\n", "## A\nfirst words here\n\nsecond one\nthird"
    rows = compare(old, new)
    assert "\n".join("".join(p.text for p in row.left) for row in rows if row.left_number) == old
    assert "\n".join("".join(p.text for p in row.right) for row in rows if row.right_number) == new


def test_endless_texts_are_compared_as_far_as_is_bearable():
    rows = compare("\n".join(map(str, range(9000))), "\n".join(map(str, range(1, 9000))))
    assert (rows[-1].kind, rows[-1].hidden) == ("rest", 4000)
    (row,) = compare("word " * 9000, "word " * 9000 + "more")
    assert [piece.fate for piece in (*row.left, *row.right)] == ["removed", "added"]


def test_a_rewrite_of_a_long_text_is_compared_all_the_same():
    old = "\n".join(f"old {number} {'x' * 30}" for number in range(2000))
    assert changed_lines(compare(old, old.replace("old", "new"))) == 4000
