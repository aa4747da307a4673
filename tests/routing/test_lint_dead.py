"""Dead is what had no own ticket and no edit for 18 months, and only where a date says so."""

from datetime import date

import pytest

from routing.taxonomy.lint import Node, lint
from routing.taxonomy.lint.dead import months_before
from tests.routing.lint_help import TODAY

OLD, EDGE, FRESH = date(2019, 3, 11), date(2025, 5, 21), date(2025, 5, 22)


def dead(*nodes, **options):
    return [one.nodes[0] for one in lint(nodes, today=TODAY, **options) if one.kind == "dead"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"updated": OLD}, True),
        ({"updated": OLD, "tickets": 0}, True),
        ({"updated": OLD, "last_ticket": OLD, "tickets": 40}, True),
        ({"last_ticket": OLD}, True),
        ({"updated": EDGE, "last_ticket": EDGE}, True),
        ({"updated": FRESH, "last_ticket": OLD}, False),
        ({"updated": OLD, "last_ticket": FRESH}, False),
        ({"updated": OLD, "tickets": 3}, False),
        ({"tickets": 0}, False),
        ({}, False),
        ({"updated": OLD, "active": False}, False),
    ],
)
def test_what_dates_say(values, expected):
    assert dead(Node(1, None, "Trade-ins", **values)) == [1] * expected


def test_a_heading_lives_as_long_as_something_under_it():
    heading = Node(1, None, "Orders", updated=OLD)
    deep = (
        Node(2, 1, "Abroad", updated=OLD),
        Node(3, 2, "Customs", last_ticket=FRESH),
        Node(4, 2, "Duty", updated=OLD),
    )
    assert dead(heading, *deep) == [4]
    assert dead(heading, deep[0], deep[2]) == [1, 2, 4]


def test_a_retired_child_keeps_no_heading_alive():
    assert dead(Node(1, None, "Orders", updated=OLD), Node(2, 1, "Status", updated=FRESH, active=False)) == [
        1
    ]


def test_how_long_is_a_setting():
    node = Node(1, None, "Trade-ins", updated=date(2026, 6, 1))
    assert (dead(node, dead_after_months=5), dead(node, dead_after_months=6)) == ([1], [])


def test_the_reason_gives_the_dates():
    (finding,) = lint([Node(1, None, "Trade-ins", updated=OLD, last_ticket=date(2018, 1, 2))], today=TODAY)
    assert "its last ticket came on 2 January 2018 and it was last edited on 11 March 2019" in finding.reason
    assert finding.proposal == {"action": "retire", "node": 1}


@pytest.mark.parametrize(
    ("today", "months", "then"),
    [
        (date(2026, 8, 31), 18, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 12, 5), 12, date(2025, 12, 5)),
    ],
)
def test_months_are_those_of_the_calendar(today, months, then):
    assert months_before(today, months) == then
