"""A source that is not there, not allowed, not current or not saying it holds the draft."""

from dataclasses import replace

import pytest

from copilot.drafting import checks
from copilot.drafting.checks import cited_section_exists
from copilot.drafting.composed import Composed, Sentence, Source
from tests.copilot.compose_help import MARGINS, context

QUOTE = "Shoes come back within 30 days"
GOOD = Source(1, 11, "returns", "Returns › Return Window", "return-window", 3, QUOTE)


def result(source, sentence_sources=(1,)):
    sentence = Sentence("You have 30 days.", 0, sentence_sources)
    composed = Composed("reply", sentence.text, (sentence,), (source,))
    return cited_section_exists(composed, context())[0]


def test_a_real_quote_passes_whatever_its_markdown_and_case():
    assert result(GOOD).result == "pass"


def test_a_quote_may_leave_words_out_but_not_turn_them_round():
    assert result(replace(GOOD, quote="Shoes … within 30 days.")).result == "pass"
    assert result(replace(GOOD, quote="within 30 days … Shoes")).result == "hold"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"section": 99}, "no section"),
        ({"anchor": "elsewhere"}, "no section"),
        ({"sop": "other"}, "no section"),
        ({"version": 2}, "version 2"),
        ({"quote": "Shoes come back within 60 days"}, "does not say"),
        ({"section": MARGINS.key, "anchor": MARGINS.anchor, "quote": "We lose 12 %"}, "internal"),
    ],
)
def test_these_hold(change, words):
    found = result(replace(GOOD, **change))
    assert (found.result, found.span) == ("hold", "You have 30 days.")
    assert words in found.reason


def test_a_number_without_a_source_holds():
    assert result(GOOD, (1, 7)).reason == "Source 7 does not exist."


def test_a_source_that_resembles_nothing_is_worth_a_look():
    assert result(replace(GOOD, quote="")).result == "warn"


def test_findings_are_not_checked():
    assert checks.run(Composed("findings", "Nothing found.", (), ()), context()) == []
