"""What another answer has in common with a wrong one."""

import pytest

from copilot.autonomy.faults import Fault, shared

SOURCE = {"sop": "returns", "anchor": "return-window"}
FAULT = Fault(1, "p", frozenset({("returns", "return-window")}), frozenset({("30 days", "14 days")}))


def compared(fault=FAULT, **fields):
    values = {"body": "Hello.", "category": 2, "sources": [], "prompt": ""}
    return shared(fault, **{**values, **fields})


def test_nothing_in_common_weighs_nothing():
    assert (compared().weight, compared().sentences) == (0, ())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": "Within 30\ndays of delivery."}, "“30 days”, which people changed to “14 days”"),
        ({"sources": [SOURCE]}, "returns, return window"),
        ({"category": 1}, "same category"),
    ],
)
def test_each_thing_in_common_is_said(fields, words):
    found = compared(**fields)
    assert found.weight > 0
    assert words in " ".join(found.sentences)


def test_the_prompt_alone_is_no_reason():
    assert compared(prompt="p").weight == 0


def test_the_prompt_adds_to_another_reason():
    assert compared(prompt="p", category=1).weight > compared(category=1).weight


def test_the_same_wrong_figure_weighs_most():
    assert compared(body="30 days").weight > compared(sources=[SOURCE]).weight > compared(category=1).weight
