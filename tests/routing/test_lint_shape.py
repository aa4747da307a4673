"""Missing parents, circles, and headings over a single child."""

import pytest

from routing.taxonomy.lint import KINDS, Node, lint
from tests.routing.lint_help import TODAY, found, tree


def test_a_parent_that_does_not_exist():
    (finding,) = lint([Node(1, 99, "Status"), Node(2, None, "Orders")], today=TODAY)
    assert (finding.kind, finding.nodes) == ("orphan", (1,))
    assert "“Status”, 99," in finding.reason


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_circle_is_told_once(size):
    nodes = [Node(at, (at + 1) % size, "ABC"[at]) for at in range(size)]
    hanging = [Node(9, 0, "Below"), Node(10, 0, "Beside")]
    assert found([*nodes, *hanging], "cycle", "single_child", "orphan") == [("cycle", *"ABC"[:size])]


def test_two_circles():
    nodes = [Node(1, 2, "A"), Node(2, 1, "B"), Node(3, 4, "C"), Node(4, 3, "D")]
    assert [names for _, *names in found(nodes, "cycle")] == [["A", "B"], ["C", "D"]]


def test_headings_over_a_single_child():
    assert found("Workshop\n  Special work\n    Insoles\nRepairs\n  Prices\n  Progress") == [
        ("single_child", "Workshop", "Special work"),
        ("single_child", "Special work", "Insoles"),
    ]


@pytest.mark.parametrize(("tickets", "expected"), [(None, 1), (0, 1), (7, 0)])
def test_own_tickets_justify_a_heading(tickets, expected):
    nodes = [Node(1, None, "Workshop", tickets=tickets), Node(2, 1, "Insoles", tickets=3)]
    assert len(found(nodes, "single_child")) == expected


def test_retired_children_do_not_count():
    nodes = [Node(1, None, "Workshop"), Node(2, 1, "Insoles"), Node(3, 1, "Heels", active=False)]
    assert len(found(nodes, "single_child")) == 1


def test_nothing_under_a_retired_heading_is_looked_at():
    nodes = [Node(1, None, "Old shop", active=False), Node(2, 1, "Misc"), Node(3, 2, "For women")]
    assert found(nodes) == []


def test_a_clean_tree_has_no_findings():
    assert found("Orders\n  Status\n  Change an order\nDelivery\n  Late\n  Lost parcel\n  Other") == []


def test_findings_come_by_kind_then_by_place_and_never_twice():
    text = "Misc\nFor men\nShoes\nMen's shoes\nRefund\nRefunds\nTop\n  Only"
    kinds = [kind for kind, *_ in found(text)]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert len(set(found(text))) == len(kinds) == 5
    assert lint(tree(text), today=TODAY) == lint(tree(text), today=TODAY)


def test_a_very_deep_tree():
    nodes = [Node(at, at - 1 if at else None, f"Step {at}x") for at in range(3000)]
    assert len(found(nodes, "single_child")) == 2999
