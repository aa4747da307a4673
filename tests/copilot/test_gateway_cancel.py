"""A call that nobody waits for any more ends, and the ledger says that it was stopped."""

import threading

import pytest

from copilot import gateway
from copilot.gateway.cancelling import Cancel
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use


def stop_when_asked(server, cancel):
    """Stops the call as soon as the server has read it."""

    def wait():
        while not server.seen and not server.closing.wait(0.005):
            pass
        cancel.stop()

    threading.Thread(target=wait, daemon=True).start()


def test_a_call_under_way_is_stopped(settings):
    ledger, cancel = MemoryLedger(), Cancel()
    with running("slow", delay=5) as server:
        use(settings, server)
        stop_when_asked(server, cancel)
        with pytest.raises(gateway.Cancelled):
            gateway.complete(request(user="x" * 300), ledger=ledger, cancel=cancel)
    [line] = ledger.lines
    assert (line.result, line.tally.attempts) == ("cancelled", 1)
    assert line.tally.input_tokens >= 100  # it was read, so it is counted


def test_a_stream_that_says_nothing_yet_is_stopped(settings):
    ledger, cancel = MemoryLedger(), Cancel()
    with running("slow", delay=5) as server:
        use(settings, server)
        stop_when_asked(server, cancel)
        with pytest.raises(gateway.Cancelled):
            list(gateway.stream(request(schema=None), ledger=ledger, cancel=cancel))
    assert [line.result for line in ledger.lines] == ["cancelled"]


def test_a_stream_is_stopped_between_two_pieces(settings):
    ledger, cancel = MemoryLedger(), Cancel()
    with running() as server:
        use(settings, server)
        server.answers = ["word " * 2000]
        stream = gateway.stream(request(schema=None), ledger=ledger, cancel=cancel)
        next(stream)
        cancel.stop()
        with pytest.raises(gateway.Cancelled):
            list(stream)
    assert [line.result for line in ledger.lines] == ["cancelled"]


def test_stopped_before_it_began_nothing_is_sent(settings):
    ledger, cancel = MemoryLedger(), Cancel()
    cancel.stop()
    with running() as server:
        use(settings, server)
        with pytest.raises(gateway.Cancelled):
            gateway.complete(request(), ledger=ledger, cancel=cancel)
        assert server.seen == []
    assert [(line.result, line.tally.attempts) for line in ledger.lines] == [("cancelled", 0)]


def test_stopping_twice_and_after_the_end_is_harmless(settings):
    cancel = Cancel()
    with running() as server:
        use(settings, server)
        assert gateway.complete(request(), ledger=MemoryLedger(), cancel=cancel).value.sum == 42
    cancel.stop()
    cancel.stop()
