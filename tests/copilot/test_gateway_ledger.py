"""Each call leaves a line, whether or not it worked, and no line tells what was said or with which key."""

import logging

import pytest
from django.utils import timezone

from copilot import gateway
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import ModelCall
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use

pytestmark = pytest.mark.django_db


def ask(settings, mode, **changes):
    with running(mode) as server:
        use(settings, server)
        return gateway.complete(request(prompt="draft_reply", prompt_hash="abc", **changes))


def test_an_answer_is_recorded(settings):
    ask(settings, "normal")
    call = ModelCall.objects.get()
    assert (call.result, call.backend, call.model) == ("ok", "openai", "gpt-5-mini-test")
    assert (call.prompt, call.prompt_hash, call.attempts) == ("draft_reply", "abc", 1)
    assert (call.input_tokens, call.output_tokens) == (120, 40)
    assert call.milliseconds > 0


FAILURES = [("401", "unavailable"), ("refuses", "refused"), ("empty", "unusable")]


@pytest.mark.parametrize(("mode", "result"), FAILURES)
def test_a_failure_is_recorded(settings, mode, result):
    with pytest.raises(gateway.GatewayError):
        ask(settings, mode)
    assert ModelCall.objects.get().result == result


def test_neither_key_nor_words_are_kept(settings, caplog):
    caplog.set_level(logging.INFO)
    with pytest.raises(gateway.Unavailable):
        ask(settings, "401", user="My secret is marzipan")  # this server repeats both in its message
    kept = caplog.text + str(ModelCall.objects.values().get())
    assert "marzipan" not in kept
    assert "sk-test-secret" not in kept


def test_our_own_error_is_recorded_too():
    ledger = MemoryLedger()
    with pytest.raises(ZeroDivisionError):
        gateway.complete(request(route="offline", offline=lambda: 1 / 0), ledger=ledger)
    assert "ZeroDivisionError" in ledger.lines[0].error


def test_budget_and_breaker_read_it_back(settings):
    settings.MODEL_PRICES = {"gpt-5-mini-test": (10, 10)}
    ask(settings, "normal")
    with pytest.raises(gateway.GatewayError):
        ask(settings, "401")
    now, ledger = timezone.now(), DatabaseLedger()
    assert ledger.standing().spent == ModelCall.objects.order_by("pk")[0].cost_usd > 0
    assert sorted(call.answered for call in ledger.recent("gpt-5-mini-test", now)) == [False, True]
    assert ledger.recent("another", now) == []
