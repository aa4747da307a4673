"""What other processes make of the demo's checks is what this one would have made."""

import pytest

from copilot.demo import checking
from copilot.drafting import checks
from copilot.drafting.checks.rows import read_row
from copilot.models import Draft
from tests.copilot.check_help import row

TEXT = "You can return unworn shoes within 14 days of delivery."


@pytest.fixture
def in_hand():
    return read_row(row(TEXT))[:2]


@pytest.mark.parametrize("tickets", [0, checking.WORTH_A_PROCESS])
def test_the_same_results(in_hand, tickets, monkeypatch):
    monkeypatch.setattr(checking.os, "cpu_count", lambda: 2)
    made = Draft()
    with checking.checking(tickets) as checked:
        checked.check(made, *in_hand)
        assert (made.checks == []) is bool(tickets)
        checked.finish()
    assert [line["check"] for line in made.checks] == [each.check for each in checks.run(*in_hand)]
    assert {line["result"] for line in made.checks} > {"pass"}


def test_one_core_checks_at_once(in_hand, monkeypatch):
    monkeypatch.setattr(checking.os, "cpu_count", lambda: 1)
    made = Draft()
    with checking.checking(10_000) as checked:
        checked.check(made, *in_hand)
        assert made.checks
