"""Without key and server the desk's own answer comes through the same door."""

import pytest

from copilot import gateway
from tests.copilot.gateway_help import MemoryLedger, request


@pytest.fixture
def _offline(settings):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""


@pytest.mark.usefixtures("_offline")
def test_the_offline_answer_is_used_and_recorded():
    ledger = MemoryLedger()
    reply = gateway.complete(request(offline=lambda: "from the SOP"), ledger=ledger)
    assert (reply.value, reply.backend, reply.cost) == ("from the SOP", "offline", 0)
    assert ledger.lines[0].result == "ok"


@pytest.mark.usefixtures("_offline")
def test_without_an_offline_answer_it_is_switched_off():
    ledger = MemoryLedger()
    with pytest.raises(gateway.SwitchedOff):
        gateway.complete(request(), ledger=ledger)
    assert ledger.lines[0].result == "switched_off"


BACKENDS = [("", "", "offline"), ("k", "", "openai"), ("", "u", "openai")]


@pytest.mark.parametrize(("key", "url", "name"), BACKENDS)
def test_backend_name(settings, key, url, name):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = key, url
    assert gateway.backend_name() == name


def test_the_offline_route_never_leaves_the_machine(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:1/v1"
    reply = gateway.complete(request(route="offline", offline=lambda: "here"), ledger=MemoryLedger())
    assert reply.value == "here"
