"""What corrections, tickets and owners add to the lint of a live tree."""

from datetime import date

import pytest

from routing.taxonomy.finding import fingerprint
from routing.taxonomy.lint import KINDS, Finding, Node, Signals, lint
from routing.taxonomy.lint.signals import LookAlike
from tests.routing.lint_help import TODAY, tree

LEAVES = "Orders\n  Delays\n  Faxes"
EVERYBODY = frozenset(range(9))


def told(text=LEAVES, **values):
    nodes = tree(text) if isinstance(text, str) else text
    return lint(nodes, today=TODAY, signals=Signals(**{"owned": EVERYBODY, **values}))


def kinds(*arguments, **values):
    return [(one.kind, *one.nodes) for one in told(*arguments, **values)]


def moves(there, back, volume):
    return {"corrections": {(1, 2): there, (2, 1): back}, "filed": {1: volume, 2: 0}}


@pytest.mark.parametrize(
    ("there", "back", "volume", "expected"),
    [
        (9, 5, 120, True),
        (3, 3, 50, True),
        (3, 3, 60, False),  # a tenth, but among so few tickets it may be one in 21
        (3, 2, 20, False),
        (40, 0, 100, False),  # one way only: they are told apart
        (40, 9, 100, False),
        (40, 10, 100, True),
        (9, 5, 1000, False),
        (5, 5, 0, True),  # all of them were moved on since
    ],
)
def test_moved_back_and_forth(there, back, volume, expected):
    assert kinds(**moves(there, back, volume)) == [("overlap", 1, 2)] * expected


def test_the_reason_names_the_counts_and_the_window():
    (one,) = told(**moves(9, 5, 120))
    assert (
        "In the last 90 days people moved 9 tickets from “Delays” to “Faxes” and 5 the other way"
        in one.reason
    )
    assert "hold 120 tickets" in one.reason
    assert "at least 7%" in one.reason  # Wilson, 14 of 120: 7.1 % to 18.6 %
    assert one.proposal == {"action": "review", "nodes": [1, 2]}


def test_the_other_order_is_the_same_pair():
    assert kinds(corrections={(2, 1): 5, (1, 2): 5}, filed={1: 20}) == [("overlap", 1, 2)]


def test_headings_and_what_is_gone_are_not_compared():
    counts = {"corrections": {(0, 1): 9, (1, 0): 9, (1, 7): 9, (7, 1): 9}, "filed": {0: 30}}
    assert kinds(**counts) == []


def test_overlapping_descriptions_are_told_once_with_the_counts():
    text = "Orders\n  Sums | Charges, invoices and payments\n  Money | Payments, charges or invoices"
    (one,) = told(text, **moves(9, 5, 120))
    assert "claim the same cases" in one.reason
    assert "moved 9 tickets" in one.reason


def test_tickets_that_cannot_be_told_apart():
    (one,) = told(alike={frozenset({1, 2}): LookAlike(21, 40)}, filed={2: 30})
    assert (one.kind, one.proposal["action"]) == ("duplicate", "merge")
    assert "21 of 40 could be put where they are filed, where guessing gets 20" in one.reason


def test_they_support_what_the_names_say():
    (one,) = told("Orders\n  Lost parcel\n  Missing package", alike={frozenset({1, 2}): LookAlike(21, 40)})
    assert "in other words, and their recent tickets cannot be told apart" in one.reason


def test_a_kind_of_something_is_not_merged_into_it():
    found = kinds("Goods\n  Shoes\n  Women's shoes", alike={frozenset({1, 2}): LookAlike(21, 40)})
    assert found == [("misplaced_child", 2, 1)]


def test_a_last_resort_is_nobodys_duplicate():
    assert kinds("Orders\n  Delays\n  Other", alike={frozenset({1, 2}): LookAlike(21, 40)}) == []


def test_leaves_with_tickets_need_an_owner():
    (one,) = told(owned={2}, filed={0: 4, 1: 3, 2: 8})
    assert (one.kind, one.nodes, one.proposal) == ("no_owner", (1,), {"action": "assign", "node": 1})
    assert "took 3 tickets in the last 90 days" in one.reason


def test_without_signals_only_the_eight_kinds():
    assert {one.kind for one in lint(tree(LEAVES), today=TODAY)} <= set(KINDS)
    assert len(KINDS) == 8


@pytest.mark.parametrize(("filed", "expected"), [(date(2019, 5, 2), ["dead"]), (date(2026, 5, 2), [])])
def test_the_last_filing_counts_as_use_and_is_named(filed, expected):
    node = Node(
        1, None, "Trade-ins", updated=date(2018, 1, 9), last_ticket=date(2018, 2, 3), last_filed=filed
    )
    found = told([node])
    assert [one.kind for one in found] == expected
    for one in found:
        assert (
            "its last ticket came on 3 February 2018, one was last put there on 2 May 2019 and it was last "
            "edited on 9 January 2018" in one.reason
        )


def test_two_that_overlap_are_the_same_two_whichever_comes_first():
    one = Finding("overlap", (7, 12), {"action": "review", "nodes": [7, 12]}, "")
    other = Finding("overlap", (12, 7), {"action": "review", "nodes": [12, 7]}, "")
    assert fingerprint(one) == fingerprint(other)
    moved = [Finding("misplaced_child", nodes, {"action": "reparent"}, "") for nodes in ((7, 12), (12, 7))]
    assert fingerprint(moved[0]) != fingerprint(moved[1])
