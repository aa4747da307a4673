"""Only what time can cure is tried again, as the server asks, and never past the deadline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot import gateway
from copilot.gateway.retrying import ATTEMPTS, wait_before_retry
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client


@pytest.mark.parametrize("mode", ["429", "500", "hang-up"])
def test_a_passing_failure_is_survived(mode):
    with running(mode, "normal") as server:
        client = Client(server)
        assert client.ask().value.sum == 42
        assert client.tally.attempts == len(server.seen) == 2


def test_retry_after_is_honoured():
    with running("429-after", "normal") as server:
        client = Client(server)
        client.ask()
        assert client.waits == [1.0 + 0.4]  # the jitter comes after it


def test_a_wait_past_the_deadline_is_not_begun():
    with running("429-long", "normal") as server:
        client = Client(server)
        with pytest.raises(gateway.Unavailable):
            client.ask()
        assert client.waits == []


@pytest.mark.parametrize("mode", ["401", "no-credit", "filtered", "empty"])
def test_what_time_cannot_cure_is_asked_once(mode):
    with running(mode) as server:
        with pytest.raises(gateway.GatewayError):
            Client(server).ask()
        assert len(server.seen) == 1


def test_it_gives_up_after_three_attempts():
    with running("500") as server:
        with pytest.raises(gateway.Unavailable):
            Client(server).ask()
        assert len(server.seen) == ATTEMPTS


@settings(max_examples=50)
@given(st.integers(1, 5), st.none() | st.floats(0, 100), st.floats(0, 60), st.floats(0, 0.999))
def test_a_wait_leaves_time_for_an_answer(attempt, asked, remaining, chance):
    wait = wait_before_retry(attempt, asked, remaining, chance)
    assert wait is None or (asked or 0) <= wait <= remaining * 0.75


@pytest.mark.parametrize(("attempt", "bound"), [(1, 0.8), (2, 1.6)])
def test_a_wait_is_drawn_from_nothing_to_its_bound(attempt, bound):
    assert wait_before_retry(attempt, None, 60, 0.0) == 0
    assert wait_before_retry(attempt, None, 60, 0.5) == bound / 2
    assert wait_before_retry(attempt, None, 60, 1.0) == bound
