"""Words out of an answer that is still being written."""

import json

import pytest

from copilot.drafting.streamed import texts_so_far

ANSWER = json.dumps({"sentences": [{"text": "Hello “Ada”\n", "sections": []}, {"text": "It\\is 5 € é."}]})


@pytest.mark.parametrize("end", range(0, len(ANSWER), 7))
def test_every_beginning_is_a_beginning_of_the_whole(end):
    assert texts_so_far(ANSWER).startswith(texts_so_far(ANSWER[:end]))


def test_the_whole():
    assert texts_so_far(ANSWER) == "Hello “Ada” It\\is 5 € é."


def test_half_a_smile_waits_for_its_other_half():
    assert texts_so_far('{"text": "Yes \\ud83d') == "Yes"
