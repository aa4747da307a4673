"""Whatever dress the answer comes in, the value has the declared shape or there is none."""

import pytest

from copilot.gateway import UnusableAnswer, parsing
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client, Shape

GOOD = '{"sum": 42, "word": "ready"}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"Sure!\n```json\n{GOOD}\n```\nAnything else?",
        f"```\n{GOOD}\n```",
        f"The answer is {GOOD}, I think {{really}}.",
        f'{{"answer": {GOOD}}}',
        '{"sum": "42", "word": "ready", "mood": "sunny"}',
        f"{{not json}} {GOOD}",
    ],
)
def test_these_are_understood(text):
    assert parsing.read(text, Shape) == Shape(sum=42, word="ready")


UNUSABLE = ["", "no", "[1, 2]", '{"sum": 42}', '{"sum": "many", "word": "x"}', "{" * 9000]


@pytest.mark.parametrize("text", UNUSABLE)
def test_these_are_not(text):
    with pytest.raises(UnusableAnswer):
        parsing.read(text, Shape)


def test_the_reason_names_keys_and_never_repeats_the_words():
    with pytest.raises(UnusableAnswer, match=r"\(sum\)") as caught:
        parsing.read('{"sum": "Ada Lovelace", "word": "x"}', Shape)
    assert "Ada" not in str(caught.value)


@pytest.mark.parametrize("mode", ["normal", "fenced"])
def test_over_the_wire(mode):
    with running(mode) as server:
        assert Client(server).ask().value.sum == 42


def test_text_without_a_shape_comes_back_as_it_is():
    with running("prose") as server:
        assert Client(server).ask(schema=None).text.startswith("I think")


def test_the_strict_schema_requires_every_key_and_allows_no_other():
    schema = parsing.json_schema(Shape)
    assert schema["required"] == ["sum", "word"]
    assert schema["additionalProperties"] is False
