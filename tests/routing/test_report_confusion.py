"""What is taken for what, level by level, with the tickets behind every cell."""

from routing.reports.confusion import Judged, behind, matrix
from support.taxonomy import Node, Taxonomy

# Orders (1) > Late (2), Lost (3);  Money (4) > Refund (5);  Praise (6)
TREE = Taxonomy(
    {
        pk: Node(pk, name.lower(), name, parent, False)
        for pk, name, parent in [
            (1, "Orders", None),
            (2, "Late", 1),
            (3, "Lost", 1),
            (4, "Money", None),
            (5, "Refund", 4),
            (6, "Praise", None),
        ]
    }
)


def judged(said, truth, decision=1):
    return Judged(decision, decision, "learned", said, truth, audited=False, chance=1)


def cells(found):
    return {(c.truth, c.said): (c.n, c.wrong) for _, _, row in found.rows for c in row if c.n}


def test_at_the_root_leaves_are_read_as_their_branch():
    rows = [judged(2, 2), judged(3, 2), judged(5, 3), judged(6, 6)]
    assert cells(matrix(rows, TREE)) == {("1", "1"): (2, 1), ("1", "4"): (1, 1), ("6", "6"): (1, 0)}


def test_inside_a_branch_the_rest_is_another_branch():
    found = matrix([judged(2, 3), judged(5, 3), judged(6, 5)], TREE, branch=1)
    assert cells(found) == {("3", "2"): (1, 1), ("3", "elsewhere"): (1, 1)}
    assert found.n == 2


def test_nowhere_and_none_of_these_stand_last():
    found = matrix([judged(None, 2), judged(2, None), judged(None, None)], TREE)
    assert found.columns == [("1", "Orders"), ("none", "Nowhere")]
    assert found.rows[-1][:2] == ("none", "None of these")
    assert cells(found)[("none", "none")] == (1, 0)


def test_the_cells_sum_to_n():
    rows = [judged(said, truth) for said in (2, 3, 5, 6, None) for truth in (2, 5, 6, None)]
    assert sum(n for n, _ in cells(matrix(rows, TREE)).values()) == matrix(rows, TREE).n == 20


def test_behind_a_cell_are_its_decisions():
    rows = [judged(2, 5, 1), judged(3, 5, 2), judged(5, 5, 3)]
    assert [row.decision for row in behind(rows, TREE, None, "1", "4")] == [1, 2]
    assert [row.decision for row in behind(rows, TREE, 1, "2", "elsewhere")] == [1]
