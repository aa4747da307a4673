"""Each sentence keeps its sources, each source its words; what has no source shows it."""

import pytest

from copilot.drafting.compose import compose
from copilot.drafting.quotes import best_quote
from tests.copilot.compose_help import Model, answer, context


def draft(*sentences, **more):
    return compose(context(), routes=("strong",), complete=Model(strong=answer(*sentences, **more)))


def test_a_source_quotes_the_words_that_support_the_sentence():
    source = draft(("The most we refund is EUR 200.", [2])).sources[0]
    assert (source.sop, source.anchor, source.quote) == ("returns", "sale-items", "The limit is EUR 200.")
    assert source.title == "Returns › Sale Items"


def test_two_passages_of_one_section_are_two_sources():
    composed = draft(("Store credit for sale items.", [2]), ("The limit is EUR 200.", [2]))
    assert [sentence.sources for sentence in composed.sentences] == [(1,), (2,)]


def test_the_same_passage_is_one_source():
    composed = draft(("Within 30 days.", [1]), ("30 days it is.", [1]))
    assert [sentence.sources for sentence in composed.sentences] == [(1,), (1,)]


@pytest.mark.parametrize("numbers", [[], [0], [-1], [99], [3]])
def test_a_sentence_without_a_real_source_stays_visibly_unsourced(numbers):
    composed = draft(("We always pay.", numbers))
    assert composed.sentences[0].sources == ()
    assert composed.sources == ()


def test_citations_written_into_the_text_are_taken_out_of_it():
    sentence = draft(("Within 30 days [1].", [])).sentences[0]
    assert (sentence.text, sentence.sources) == ("Within 30 days.", (1,))


def test_paragraphs_make_the_body():
    made = answer(("Hello.", []), ("One.", []), ("Two.", []))
    for sentence, paragraph in zip(made.sentences, [4, 9, 9], strict=True):
        sentence.paragraph = paragraph
    composed = compose(context(), routes=("strong",), complete=Model(strong=made))
    assert composed.body == "Hello.\n\nOne. Two."
    assert [sentence.paragraph for sentence in composed.sentences] == [0, 1, 1]


def test_missing_facts_are_told():
    composed = draft(("Which order?", []), missing=[("order_id", "Which order?")])
    assert composed.unknown[0].slot == "order_id"


def test_a_quote_stands_in_the_section_word_for_word():
    text = "1. Wash it. Dry it for 2 days!\n> Never **iron** it."
    assert best_quote(text, "Let it dry 2 days") == "Dry it for 2 days!"
    assert best_quote(text, "No ironing: iron never") == "Never **iron** it."
    assert best_quote(text, "Bananas") == ""
