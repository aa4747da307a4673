"""The limit holds for the whole call, whatever the server does with its bytes."""

import pytest

from copilot import gateway
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_a_call_ends_at_its_deadline(mode):
    # Left to itself the one would answer after three seconds and the other never end.
    with (
        running(mode, delay=3) as server,
        pytest.raises(gateway.Unavailable, match=r"did not answer within 0\.5 s"),
    ):
        Client(server).ask(seconds=0.5)


def test_a_stream_ends_at_its_deadline():
    with running("slow", delay=3) as server, pytest.raises(gateway.Unavailable, match="did not answer"):
        list(Client(server).stream(seconds=0.5))


def test_a_call_that_ran_out_of_time_counts_as_read_by_the_server():
    with running("slow", delay=3) as server:
        client = Client(server)
        with pytest.raises(gateway.Unavailable):
            client.ask(seconds=0.1, user="x" * 300)
        assert client.tally.input_tokens >= 100
