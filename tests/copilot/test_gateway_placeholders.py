"""Personal data is hidden before a call and put back after; order numbers stay."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot import gateway
from copilot.gateway.placeholders import Placeholders, StreamRestorer
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, request, use

HIDDEN = {
    "EMAIL": ["ada@example.org", "a.b+c@mail.example.co.uk"],
    "CARD": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
    "IBAN": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "fr1420041010050500013m02606"],
    "PHONE": ["+44 20 7946 0958", "+353 (0)20 915 0148", "020 915 0148", "(555) 010-1234", "0049 30 123456"],
}
KEPT = [
    "order 100245", "MK-10423", "order #4111111111111112", "1Z999AA10123456784",
    "tracking 00340434161094042557",
    "2026-05-14", "14/05/2026", "14.05.2026", "EUR 1,000.00", "30 days", "size 42.5", "10:30-17:00", "0.125",
]  # fmt: skip


EACH = [(kind, value) for kind, values in HIDDEN.items() for value in values]


@pytest.mark.parametrize(("kind", "value"), EACH)
def test_personal_data_is_hidden_and_restored(kind, value):
    placeholders = Placeholders()
    hidden = placeholders.hide(f"Mine is {value}, thanks.")
    assert hidden == f"Mine is [[{kind}_1]], thanks."
    assert placeholders.restore(hidden) == f"Mine is {value}, thanks."


@pytest.mark.parametrize("text", KEPT)
def test_what_a_reply_is_about_stays(text):
    assert Placeholders().hide(f"About {text} please") == f"About {text} please"


def test_the_same_value_has_one_placeholder():
    hidden = Placeholders().hide("a@b.example, c@d.example, a@b.example")
    assert hidden == "[[EMAIL_1]], [[EMAIL_2]], [[EMAIL_1]]"


def test_names_that_are_known_are_hidden_as_words():
    hidden = Placeholders(("Ada Lovelace", "Ada", "Lovelace")).hide("Ada Lovelace and Adaeze; Ada.")
    assert hidden == "[[NAME_1]] and Adaeze; [[NAME_2]]."


def test_a_typed_placeholder_is_answered_with_itself():
    placeholders = Placeholders()
    hidden = placeholders.hide("Send it to [[EMAIL_1]], not ada@example.org")
    assert "[[EMAIL_2]]" in hidden
    assert placeholders.restore(hidden) == "Send it to [[EMAIL_1]], not ada@example.org"


def test_typed_in_two_ways_each_stays_as_it_was_typed():
    placeholders = Placeholders()
    assert placeholders.restore(placeholders.hide("[ EMAIL_1 ]] [[EMAIL_1]]")) == "[ EMAIL_1 ]] [[EMAIL_1]]"


def test_a_placeholder_nobody_made_stays_to_be_noticed():
    assert Placeholders().restore("Call [[PHONE_7]]") == "Call [[PHONE_7]]"


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["ada@example.org", "[[EMAIL_1]]", "[", "]]", " x ", "EMAIL_1"]), max_size=6))
def test_hiding_and_restoring_changes_nothing(parts):
    text, placeholders = " ".join(parts), Placeholders()
    assert placeholders.restore(placeholders.hide(text)) == text


@settings(max_examples=50)
@given(st.integers(1, 7))
def test_a_stream_in_any_pieces_is_restored(size):
    placeholders = Placeholders()
    text = placeholders.hide("a [b] ada@example.org [[c")
    restorer = StreamRestorer(placeholders)
    shown = [restorer.feed(text[at : at + size]) for at in range(0, len(text), size)]
    assert "".join(shown) + restorer.rest() == "a [b] ada@example.org [[c"


def test_nothing_personal_leaves_and_the_answer_has_it_back(settings):
    with running() as server:
        use(settings, server)
        server.answers = [json.dumps({"sum": 1, "word": "Written to [[EMAIL_1]]"})]
        reply = gateway.complete(
            request(user="I am Ada, ada@example.org", known_names=("Ada",)), ledger=MemoryLedger()
        )
        sent = json.dumps(server.seen)
    assert "ada@example.org" not in sent
    assert "Ada" not in sent
    assert reply.value.word == "Written to ada@example.org"
