"""With a model server configured, what a replay spends stands in the ledger; nothing else does."""

from decimal import Decimal

import pytest

from copilot.gateway.ledger import Line
from copilot.gateway.types import Request, Tally
from copilot.models import ModelCall
from copilot.replaying.running import Spending

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("backend", "lines"), [("openai", 1), ("offline", 0)])
def test_only_a_server_costs_money(backend, lines):
    request = Request(purpose="draft", route="strong", system="", user="")
    Spending().record(Line(request, backend, "m", 1.0, Tally(1), Decimal("0.01"), "ok"))
    assert ModelCall.objects.count() == lines
