"""With a model server configured, what a replay spends stands in the ledger; nothing else does."""

from decimal import Decimal

import pytest

from copilot.gateway.ledger import Line
from copilot.gateway.types import Request, Tally
from copilot.models import ModelCall
from copilot.replaying.running import Spending
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use
from tests.copilot.replay_help import SOP, replay, rows, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("backend", "lines"), [("openai", 1), ("offline", 0)])
def test_only_a_server_costs_money(backend, lines):
    request = Request(purpose="draft", route="strong", system="", user="")
    Spending().record(Line(request, "draft-strong", backend, "m", 1.0, Tally(1), Decimal("0.01"), "ok"))
    assert ModelCall.objects.count() == lines


@pytest.mark.parametrize(
    ("mode", "line"),
    [
        ("normal", '"backend": "openai", "degraded": false'),
        ("prose", '"backend": "offline", "degraded": true'),
    ],
    ids=["answers", "talks nonsense"],
)
def test_a_server_is_asked_and_what_it_did_is_recorded(tmp_path, settings, mode, line):
    sops = write(tmp_path / "sops.jsonl", [SOP])
    with running(mode) as server:
        use(settings, server)
        result = replay(write(tmp_path / "a.jsonl", rows(1)), sops=sops)
    assert result["drafted"] == 1
    assert line in next(tmp_path.glob("replay/*.jsonl")).read_text()
    assert set(ModelCall.objects.values_list("purpose", "backend")) == {("draft", "openai")}
