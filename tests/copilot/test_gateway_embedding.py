"""Sentence vectors from a server: in batches, hidden, priced and recorded; every failure is a typed one."""

import json
from decimal import Decimal

import numpy as np
import pytest
from django.utils import timezone

from copilot import gateway
from copilot.gateway.breaker import Seen
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client, MemoryLedger, use


def embed(settings, texts, mode="normal", ledger=None, seconds=5.0):
    """(vectors, bodies the server saw)"""
    with running(mode, delay=3) as server:
        use(settings, server, seconds)
        return gateway.embed(texts, "letters", ledger=ledger or MemoryLedger()), server.seen


def test_a_row_of_length_one_for_each_text(settings):
    vectors, _ = embed(settings, ["abba", "pop"])
    assert (vectors.dtype, vectors.shape) == (np.float32, (2, 16))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1])


def test_rows_are_put_in_the_order_of_the_texts(settings):
    there, _ = embed(settings, ["abba", "pop", "kim"])
    back, _ = embed(settings, ["abba", "pop", "kim"], "backwards")
    assert np.array_equal(there, back)


def test_many_texts_go_in_batches_with_a_ledger_line_each(settings):
    ledger = MemoryLedger()
    vectors, seen = embed(settings, ["text"] * 130, ledger=ledger)
    assert [len(body["input"]) for body in seen] == [64, 64, 2]
    assert len(vectors) == 130
    assert [(line.request.purpose, line.model, line.tally.input_tokens) for line in ledger.lines] == [
        ("embed", "letters", 448), ("embed", "letters", 448), ("embed", "letters", 14),
    ]  # fmt: skip


def test_no_texts_no_call(settings):
    vectors, seen = embed(settings, [])
    assert (len(vectors), seen) == (0, [])


def test_addresses_and_card_numbers_never_reach_the_server(settings):
    secrets = ["ada@example.org", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00"]
    _, [body] = embed(settings, [f"Mine is {secret}, thanks" for secret in secrets])
    assert not any(secret in json.dumps(body) for secret in secrets)
    assert body["input"][:2] == ["Mine is [[EMAIL_1]], thanks", "Mine is [[CARD_1]], thanks"]


def test_a_card_number_where_a_long_text_is_cut_is_still_hidden(settings):
    _, [body] = embed(settings, ["x " * 995 + "4111 1111 1111 1111"])
    assert "4111" not in body["input"][0]
    assert len(body["input"][0]) <= 2000


def test_a_text_has_the_same_vector_whatever_stands_beside_it(settings):
    alone, _ = embed(settings, ["from bob@example.org"])
    beside, _ = embed(settings, ["to ada@example.org", "from bob@example.org"])
    assert np.array_equal(alone[0], beside[1])


def test_an_empty_text_is_sent_as_something(settings):
    _, [body] = embed(settings, ["", " \n"])
    assert body["input"] == ["-", "-"]


@pytest.mark.parametrize(
    ("mode", "failure", "words"),
    [
        ("401", gateway.Unavailable, "did not accept our key"),
        ("no-credit", gateway.Unavailable, "no credit"),
        ("429-long", gateway.Unavailable, "busy"),
        ("too-long", gateway.Refused, "too long"),
        ("html", gateway.UnusableAnswer, "not JSON"),
        ("broken-json", gateway.UnusableAnswer, "not JSON"),
        ("wrong-shape", gateway.UnusableAnswer, "0 vectors for 2 texts"),
        ("empty", gateway.UnusableAnswer, "0 vectors for 2 texts"),
        ("fewer", gateway.UnusableAnswer, "1 vectors for 2 texts"),
        ("ragged", gateway.UnusableAnswer, "of one width"),
        ("no-numbers", gateway.UnusableAnswer, "rows of numbers"),
        ("pointless", gateway.UnusableAnswer, "points nowhere"),
    ],
)
def test_failure(settings, mode, failure, words):
    ledger = MemoryLedger()
    with pytest.raises(failure, match=words):
        embed(settings, ["a", "b"], mode, ledger)
    assert [line.result for line in ledger.lines] == [failure.kind]


def test_what_time_can_cure_is_tried_again():
    with running("500", "normal") as server:
        client = Client(server)
        assert len(client.embed(["a"])) == 1
    assert (client.tally.attempts, len(client.waits)) == (2, 1)


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_it_ends_at_its_deadline_and_counts_as_read(settings, mode):
    ledger = MemoryLedger()
    with pytest.raises(gateway.Unavailable, match="did not answer within"):
        embed(settings, ["x" * 300], mode, ledger, seconds=0.15)
    assert ledger.lines[0].tally.input_tokens >= 100


def test_a_width_that_changes_between_batches_is_refused(settings):
    with running("normal", "wide") as server:
        use(settings, server)
        with pytest.raises(gateway.UnusableAnswer, match="width"):
            gateway.embed(["a"] * 65, "letters", ledger=MemoryLedger())


def test_a_call_is_priced(settings):
    settings.MODEL_PRICES, ledger = {"letters": (10, 0)}, MemoryLedger()
    embed(settings, ["a"], ledger=ledger)
    assert ledger.lines[0].cost == Decimal("0.00007")


def test_a_spent_budget_sends_nothing(settings):
    settings.MODEL_PRICES, settings.MODEL_DAILY_BUDGET_USD = {"letters": (10, 0)}, Decimal(1)
    ledger = MemoryLedger(spent="1")
    with running() as server:
        use(settings, server)
        with pytest.raises(gateway.OverBudget):
            gateway.embed(["a"], "letters", ledger=ledger)
    assert (server.seen, ledger.lines[0].result) == ([], "over_budget")


def test_a_server_that_does_not_answer_is_left_alone_for_a_while(settings):
    ledger = MemoryLedger(recent=[Seen(timezone.now(), answered=False)] * 4)
    with pytest.raises(gateway.Unavailable, match="asked again in"):
        embed(settings, ["a"], ledger=ledger)


def test_without_a_server_there_is_nothing_to_ask(settings):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    with pytest.raises(gateway.SwitchedOff):
        gateway.embed(["a"], "letters", ledger=MemoryLedger())
