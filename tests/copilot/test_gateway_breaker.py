"""A server that does not answer is left alone for a while; people then wait for the fallback only once."""

from datetime import UTC, datetime, timedelta

import pytest

from copilot import gateway
from copilot.gateway.breaker import Seen, open_until
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)


def seen(*calls):
    """(seconds ago, answered), as rows of the ledger."""
    return [Seen(NOW - timedelta(seconds=ago), answered) for ago, answered in calls]


CASES = [
    ("nothing known", [], None),
    ("three failures are too few", [(9, False), (8, False), (7, False)], None),
    ("four in a row", [(9, False), (8, False), (7, False), (6, False)], 9),
    ("one answer among them", [(9, False), (8, False), (7, True), (6, False)], None),
    ("an answer before them", [(10, True), (9, False), (8, False), (7, False), (5, False)], 10),
    ("the pause is over", [(30, False), (29, False), (28, False), (15, False)], None),
    ("long ago", [(90, False), (80, False), (70, False), (5, False)], None),
]


@pytest.mark.parametrize(("calls", "seconds"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_breaker(calls, seconds):
    until = open_until(seen(*calls), NOW)
    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))


def failing_now():
    now = datetime.now(UTC)
    return MemoryLedger(recent=[Seen(now - timedelta(seconds=n), False) for n in range(1, 5)])


def test_an_open_breaker_sends_nothing(settings):
    ledger = failing_now()
    with running() as server:
        use(settings, server)
        with pytest.raises(gateway.Unavailable, match="asked again in"):
            gateway.complete(request(), ledger=ledger)
        assert server.seen == []
    assert ledger.lines[0].tally.attempts == 0


def test_a_probe_is_let_through(settings):
    with running() as server:
        use(settings, server)
        assert gateway.complete(request(purpose="probe"), ledger=failing_now()).value.sum == 42
