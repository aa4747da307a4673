"""The tree as plain values: names that lead somewhere, leaves that take tickets, and data that is broken."""

import pytest

from support.taxonomy import Node, Taxonomy


def tree(*rows, aliases=None):
    """Rows are (id, name, parent) or (id, name, parent, retired)."""
    nodes = {
        row[0]: Node(row[0], row[1].lower().replace(" ", "-"), row[1], row[2], len(row) > 3) for row in rows
    }
    return Taxonomy(nodes, aliases or {})


SHOP = tree(
    (1, "Returns", None),
    (2, "Wrong size", 1),
    (3, "Broken", 1),
    (4, "Delivery", None),
    (5, "Late", 4),
    (6, "Broken", 4),
    (7, "Old news", None, "retired"),
    (8, "Below it", 7),
    aliases={"exchange": 2, "old news": 5, "late": 3},
)


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("wrong-size", 2),
        ("Wrong size", 2),
        ("  WRONG   size ", 2),
        ("returns > wrong size", 2),
        ("Returns", 1),
        ("Exchange", 2),
        ("Returns > Broken", 3),
        ("Late", 5),  # a living name goes before an alias
        ("Old news", 5),  # a retired one does not
        ("Broken", None),
        ("", None),
        ("Returns > Late", None),
        ("unheard of", None),
    ],
)
def test_resolving(name, node):
    assert SHOP.resolve(name) == node


def test_leaves_take_tickets():
    assert {node.id for node in SHOP.routable()} == {2, 3, 5, 6}


def test_a_heading_whose_children_are_all_retired_takes_them_itself():
    assert [node.id for node in tree((1, "Returns", None), (2, "Size", 1, "retired")).routable()] == [1]


@pytest.mark.parametrize(
    ("node", "is_routable"), [(2, True), (1, False), (7, False), (8, False), (99, False)]
)
def test_asking_for_one(node, is_routable):
    assert SHOP.is_routable(node) is is_routable


def test_paths_are_told_root_first():
    assert SHOP.path_name(2) == "Returns > Wrong size"
    assert SHOP.path_name(99) == ""


def test_walking_goes_depth_first_by_name():
    names = [f"{'-' * depth}{node.name}" for depth, node in SHOP.walk()]
    assert names == [
        "Delivery",
        "-Broken",
        "-Late",
        "Old news",
        "-Below it",
        "Returns",
        "-Broken",
        "-Wrong size",
    ]


CIRCLE = tree((1, "A", 2), (2, "B", 1), (3, "Leaf", 2), (4, "Fine", None))


def test_a_circle_in_the_data_ends_the_walk():
    assert CIRCLE.path(3)[-1].name == "Leaf"
    assert [node.name for _, node in CIRCLE.walk()] == ["Fine"]
    assert {node.id for node in CIRCLE.routable()} >= {4}
    assert CIRCLE.resolve("Fine") == 4


def test_a_parent_that_is_missing_ends_it_too():
    assert tree((1, "Orphan", 77)).path_name(1) == "Orphan"
