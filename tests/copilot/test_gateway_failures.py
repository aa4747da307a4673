"""Every way a server can fail becomes one of the typed failures, with a sentence for people."""

import pytest

from copilot import gateway
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client

CASES = [
    ("429", gateway.Unavailable, "busy"),
    ("429-long", gateway.Unavailable, "busy"),
    ("no-credit", gateway.Unavailable, "no credit"),
    ("500", gateway.Unavailable, "error of its own"),
    ("401", gateway.Unavailable, "did not accept our key"),
    ("hang-up", gateway.Unavailable, "could not be reached"),
    ("broken-json", gateway.UnusableAnswer, "not JSON"),
    ("html", gateway.UnusableAnswer, "not JSON"),
    ("prose", gateway.UnusableAnswer, "not JSON"),
    ("wrong-keys", gateway.UnusableAnswer, "shape"),
    ("wrong-shape", gateway.UnusableAnswer, "no choices"),
    ("empty", gateway.UnusableAnswer, "no choices"),
    ("length", gateway.UnusableAnswer, "length limit"),
    ("refuses", gateway.Refused, "refused"),
    ("refusal", gateway.Refused, "refused"),
    ("filtered", gateway.Refused, "content filter"),
    ("too-long", gateway.Refused, "too long"),
]


@pytest.mark.parametrize(("mode", "failure", "words"), CASES)
def test_failure(mode, failure, words):
    with running(mode) as server, pytest.raises(failure, match=words):
        Client(server).ask()


def test_nobody_listening():
    with running() as server:
        gone = server
    with pytest.raises(gateway.Unavailable, match="could not be reached"):
        Client(gone).ask()
