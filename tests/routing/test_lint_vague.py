"""Names that say for whom but not what about, or nothing at all."""

from datetime import date

import pytest

from routing.taxonomy.lint import Node
from tests.routing.lint_help import found

KIND = "vague_name"


@pytest.mark.parametrize(
    "name",
    [
        "For women",
        "for men",
        "Women",
        "Kids",
        "Business customers",
        "For businesses",
        "Existing clients",
        "VIP members",
        "Misc",
        "Other stuff",
        "General",
        "TBD",
        "test",
        "n/a",
        "???",
        "Category 7",
        "New folder",
        "Various issues",
        "Other / General",
        "asdf",
        "To do",
        "Uncategorised",
        "Questions",
    ],
)
def test_vague(name):
    assert found(f"{name}\nOrders") == [(KIND, name)]


@pytest.mark.parametrize(
    "name",
    [
        "Women's shoes",
        "Membership",
        "Business accounts",
        "Customer service",
        "New business",
        "Students' discount",
        "Test drive",
        "General ledger",
        "Sample requests",
        "Other charges",
        "IT",
        "A",
        "Complaints",
        "Контакт",
        "返品",
    ],
)
def test_clear(name):
    assert found(f"{name}\nOrders", KIND) == []


def test_audiences_divide_what_their_parent_names():
    assert found("Shoes\n  Women\n  Men\n  Kids", KIND) == []
    assert found("Shoes\n  Women\n  Repairs", KIND) == [(KIND, "Women")]


def test_a_heading_may_be_an_audience():
    assert found("Women\n  Shoes\n  Dresses\nMen\n  Ties\n  Shirts", KIND) == []


@pytest.mark.parametrize(
    "name", ["Other", "Others", "Something else", "Other questions", "General enquiries"]
)
def test_a_last_resort_in_use_is_fine(name):
    rest = {"tickets": 12, "last_ticket": date(2026, 11, 1)}
    assert found([Node(1, None, "Orders"), Node(2, None, name, **rest)]) == []
    assert found([Node(1, None, "Orders"), Node(2, None, name, tickets=0)], KIND) == [(KIND, name)]


def test_one_last_resort_is_enough():
    nodes = [Node(1, None, "Other", tickets=5), Node(2, None, "Something else", tickets=50)]
    assert found(nodes, KIND) == [(KIND, "Other")]
