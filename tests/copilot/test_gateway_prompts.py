"""Prompts are files with named blanks; their hash tells versions apart."""

import pytest

from copilot.prompts import Prompt, load


@pytest.mark.parametrize("name", ["draft_reply", "choose_category"])
def test_a_prompt_says_what_its_blanks_are(name):
    prompt = load(name)
    assert "mark" in prompt.blanks
    assert len(prompt.digest) == 16


def test_blanks_are_filled_once_so_a_value_cannot_open_another():
    prompt = Prompt("p", "For {{team}}.", "{{text}}", "0")
    assert prompt.fill(team="us", text="{{team}}") == ("For us.", "{{team}}")


@pytest.mark.parametrize("values", [{}, {"text": "a"}, {"text": "a", "team": "b", "more": "c"}])
def test_missing_and_unknown_blanks_are_refused(values):
    with pytest.raises(ValueError, match="do not match"):
        Prompt("p", "{{team}}", "{{text}}", "0").fill(**values)
