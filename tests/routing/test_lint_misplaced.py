"""A kind of something that stands beside it belongs under it."""

import pytest

from routing.taxonomy.lint import lint
from tests.routing.lint_help import TODAY, found, tree

KIND = "misplaced_child"


def test_the_shoes_of_the_story():
    assert found("Shoes\nWomen's shoes\nMen's shoes") == [
        (KIND, "Women's shoes", "Shoes"),
        (KIND, "Men's shoes", "Shoes"),
    ]


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("Refunds", "Partial refunds"),
        ("Shoes", "Shoes for women"),
        ("Shoes", "Shoes – women"),
        ("Shoes", "Shoes (kids)"),
        ("Shoes", "womens_shoes"),
        ("Card", "Credit cards"),
        ("Returns", "Return without receipt"),
        ("Returns and refunds", "Partial refunds"),
        ("Shoes", "Women's and men's shoes"),
    ],
)
def test_the_same_head_and_more_words(parent, child):
    assert found(f"{parent}\n{child}") == [(KIND, child, parent)]


@pytest.mark.parametrize(
    "siblings",
    [
        "Shipping\nShipping address",
        "Car\nCargo",
        "Account\nAccounting",
        "Gift\nGift card",
        "Pass\nPassword",
        "Status\nOrder status",
        "Order\nCancel order",
        "Language\nChange language",
        "Verify identity\nWhy verify identity",
        "Orders\nOther orders",
        "Phone\niPhone case",
        "Delivery\nNon-delivery",
        "For women\nBags for women",
        "1-2 Family House\n3+ Family House",
    ],
)
def test_what_only_looks_like_a_kind(siblings):
    assert found(siblings, KIND) == []


def test_a_deed_belongs_under_a_heading():
    assert found("Orders\n  Status\n  Changes\nCancel order", KIND) == [(KIND, "Cancel order", "Orders")]


def test_only_siblings_count():
    assert found("Products\n  Shoes\n  Bags\nOffers\n  Women's shoes\n  Sale", KIND) == []


def test_the_nearest_parent_is_proposed():
    assert found("Orders\nBulk orders\nLarge bulk orders", KIND) == [
        (KIND, "Bulk orders", "Orders"),
        (KIND, "Large bulk orders", "Bulk orders"),
    ]


def test_the_proposal_moves_the_child():
    (finding,) = lint(tree("Refunds\nPartial refunds"), today=TODAY)
    assert finding.proposal == {"action": "reparent", "node": 1, "to": 0}
    assert "“Partial refunds” is a kind of “Refunds”" in finding.reason
