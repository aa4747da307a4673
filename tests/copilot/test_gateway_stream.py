"""A stream shows its text as it comes and keeps what came when it breaks."""

import pytest

from copilot import gateway
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use


def read(stream):
    pieces = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as end:
            return pieces, end.value


def test_the_pieces_come_one_by_one(settings):
    with running() as server:
        use(settings, server)
        pieces, reply = read(gateway.stream(request(schema=None), ledger=MemoryLedger()))
    assert len(pieces) == 5
    assert reply.text == "One, two, three, four, five."
    assert not reply.cut_off
    assert (reply.input_tokens, reply.output_tokens) == (120, 40)


def test_a_broken_stream_keeps_what_came(settings):
    ledger = MemoryLedger()
    with running("cut-off") as server:
        use(settings, server)
        _, reply = read(gateway.stream(request(schema=None), ledger=ledger))
    assert reply.text == "One, two, three, "
    assert reply.cut_off
    assert "broke off" in ledger.lines[0].error


def test_a_stream_that_never_began_raises(settings):
    ledger = MemoryLedger()
    with running("401") as server:
        use(settings, server)
        with pytest.raises(gateway.Unavailable):
            next(gateway.stream(request(schema=None), ledger=ledger))
    assert ledger.lines[0].result == "unavailable"


def test_a_filtered_stream_is_refused(settings):
    with running("refuses") as server:
        use(settings, server)
        stream = gateway.stream(request(schema=None), ledger=MemoryLedger())
        with pytest.raises(gateway.Refused):
            read(stream)


def test_a_reader_who_leaves_is_recorded(settings):
    ledger = MemoryLedger()
    with running() as server:
        use(settings, server)
        stream = gateway.stream(request(schema=None), ledger=ledger)
        next(stream)
        stream.close()
    [line] = ledger.lines
    assert line.result == "cancelled"
    assert "left" in line.error
    assert line.tally.input_tokens > 0  # what was read is charged for


def test_personal_data_split_between_pieces_is_put_back(settings):
    with running() as server:
        use(settings, server)
        server.answers = ["Write to [[EMAIL_1]] today [soon]."]
        asked = request(schema=None, user="I am ada@example.org")
        _, reply = read(gateway.stream(asked, ledger=MemoryLedger()))
    assert reply.text == "Write to ada@example.org today [soon]."


def test_there_is_nothing_to_stream_offline(settings):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    with pytest.raises(gateway.SwitchedOff):
        next(gateway.stream(request(schema=None), ledger=MemoryLedger()))
