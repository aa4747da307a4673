"""No blank reaches a customer."""

import pytest

from copilot.drafting import checks
from copilot.drafting.composed import Composed, Sentence
from tests.copilot.compose_help import context


@pytest.mark.parametrize("text", ["Order {order_id}.", "[[EMAIL_9]]", "Dear [customer name],", "{{name}}"])
def test_a_blank_holds(text):
    composed = Composed("reply", text, (Sentence(text, 0),), ())
    assert checks.worst(checks.run(composed, context())) == "hold"


def test_ordinary_brackets_pass():
    composed = Composed("reply", "Wash it (cold) [see label].", (), ())
    assert checks.worst(checks.run(composed, context())) == "pass"
