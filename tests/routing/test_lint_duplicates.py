"""Two names for one thing are found; two things with nearly one name are left alone."""

from datetime import date

import pytest

from routing.taxonomy.lint import Node, lint
from tests.routing.lint_help import TODAY, found, tree

KIND = "duplicate"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meeting_schedule", "schedule_meeting"),
        ("Refunds", "REFUND!"),
        ("ResetPassword", "Reset my password"),
        ("report_lost_card", "reportlostcard"),
        ("E-mail address", "Email address"),
        ("Log-in problems", "Login issues"),
        ("Sign-in trouble", "Login problem"),
        ("Order cancellation", "Cancel order"),
        ("Change of address", "Address change"),
        ("Payment by card", "Card payments"),
        ("Delivery times", "Shipping time"),
        ("Update my address", "Change address"),
        ("Faulty product", "Defective product"),
        ("Cancelation fee", "Cancellation fee"),
        ("Invoices & receipts", "Receipts and invoices"),
        ("Refunds (old)", "Refunds"),
        ("DEPRECATED - Refunds", "Refunds"),
        ("customer_data_v1", "customer_data_v2"),
        ("Credit card", "Credit card or prepaid card"),
        ("Lost card", "Report lost or stolen card"),
        ("Cont'd attempts to collect debt", "Attempts to collect debt"),
        ("Forgot password", "Password reset"),
        ("Slow internet", "Internet slow"),
        ("Cancel contract", "Contract termination"),
        ("Outage", "Service interruption"),
        ("Improper contact or sharing of info", "Threatened contact or improper info sharing"),
    ],
)
def test_one_meaning(one, other):
    assert [{*names} for _, *names in found(f"{one}\n{other}", KIND)] == [{one, other}]


@pytest.mark.parametrize(
    "siblings",
    [
        "Lost card\nStolen card",
        "Card payment\nPayment card",
        "Account\nAccounting",
        "Refund policy\nReturn policy",
        "Transfer to account\nTransfer from account",
        "Before delivery\nAfter delivery",
        "Cancel order\nOrder cancelled",
        "Order received\nOrder not received",
        "Sign up\nSign in\nSign out",
        "Enable alerts\nDisable alerts",
        "iPhone 12\niPhone 13",
        "iPhones\nPhones",
        "Invoice\nInvoice copy",
        "New address\nOld address",
        "Customs\nCustom orders",
        "Oil change how\nOil change when",
        "Cash deposit\nBalance not updated after cheque or cash deposit",
        "Lost items | Things left behind in one of the shops\nMissing items | The parcel came half empty",
    ],
)
def test_two_meanings(siblings):
    assert found(siblings, KIND) == []


@pytest.mark.parametrize(
    "branches",
    [
        "Billing\n  Refund\n  Invoices\nDelivery\n  Refund\n  Tracking",
        "Orders\n  Status request\n  Change\nRepairs\n  Status request\n  Prices",
        "Women\n  Running shoes\n  Bags\nMen\n  Running shoes\n  Ties",
        "Credit card\n  Lost card\n  Fees\nDebit card\n  Lost card\n  Limits",
        "Phones\n  Broken screen\n  Empty battery\n  Sim\nLaptops\n  Broken screen\n  Empty battery\n  Keys",
        "Cat\n  Town house\n  Farm\nDog\n  Town house\n  Zoo\nApe\n  Town house\n  Cage",
    ],
    ids=["generic leaf", "generic words", "audiences", "kinds of card", "shared children", "a facet"],
)
def test_parents_that_give_the_meaning(branches):
    assert found(branches, KIND) == []


@pytest.mark.parametrize(
    "branches",
    [
        "Orders\n  Missing package\n  Changes\nDelivery\n  Lost parcel\n  Tracking",
        "Banking\n  CheckAccountBalance\n  FindATM\nInsurance\n  CheckAccountBalance\n  FileClaim",
        "Sales\n  Refund | Money back for returned goods\n  Quotes\n"
        "Shop\n  Refund | Returned goods, money back\n  Tills",
        "Posts\n  Wrong item | The parcel holds another article than ordered\n  Times\n"
        "Goods\n  Mix-up | The parcel holds another article than was ordered\n  Colours",
    ],
    ids=["synonyms", "a name with its own object", "descriptions agree", "descriptions alone"],
)
def test_another_branch(branches):
    assert len(found(branches, KIND)) == 1


def test_children_of_renamed_parents():
    text = (
        "Credit reporting\n  Wrong facts on credit report\n  Fees\n"
        "Credit reporting and other consumer reports\n  Wrong facts on your report\n  Letters"
    )
    assert len(found(text, KIND)) == 2


def test_an_alias_that_is_the_name_of_another():
    nodes = [Node(1, None, "Order status", aliases=("Tracking",)), Node(2, None, "Tracking")]
    assert len(found(nodes, KIND)) == 1


def test_a_child_named_like_its_heading_needs_a_name():
    (finding,) = lint(tree("Billing\n  Billing\n  Invoices"), today=TODAY)
    assert (finding.kind, finding.nodes, finding.proposal["action"]) == (KIND, (1, 0), "rename")


def test_retired_nodes_are_no_duplicates():
    assert found([Node(1, None, "Refunds"), Node(2, None, "Refund", active=False)]) == []


def test_three_of_a_kind_are_two_merges():
    assert found("Refund\nRefunds\nrefunds", KIND) == [
        (KIND, "Refunds", "Refund"),
        (KIND, "refunds", "Refund"),
    ]


SURVIVORS = [
    ({"tickets": 5}, {"tickets": 9}),
    ({"updated": date(2020, 1, 1)}, {"updated": date(2026, 1, 1)}),
    ({}, {"description": "Money that goes back"}),
    ({"name": "Refunds (old)", "tickets": 9}, {"tickets": 5}),
]


@pytest.mark.parametrize(("goes", "stays"), SURVIVORS, ids=["tickets", "newer", "described", "unmarked"])
def test_which_one_stays(goes, stays):
    nodes = [
        Node(**{"id": at, "parent": None, "name": "Refund", **values})
        for at, values in ((1, goes), (2, stays))
    ]
    finding = next(one for one in lint(nodes, today=TODAY) if one.kind == KIND)
    assert finding.proposal == {"action": "merge", "from": 1, "into": 2}


def test_a_label_that_lists_others_takes_them_in():
    nodes = [Node(1, None, "Lost card", tickets=90), Node(2, None, "Lost or stolen card", tickets=3)]
    assert found(nodes, KIND) == [(KIND, "Lost card", "Lost or stolen card")]
