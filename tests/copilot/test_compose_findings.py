"""Where there is nothing to answer from, the draft says so and shows what was found."""

import pytest

from copilot.drafting.compose import compose
from copilot.drafting.composed import NoDraft
from tests.copilot.compose_help import MARGINS, SALE, WORDING, Model, answer, context


def test_a_model_that_cannot_answer_is_believed():
    model = Model(strong=answer(can_answer=False, reason="Nothing here is about gift cards."))
    composed = compose(context("Is there a limit?"), routes=("strong", "offline"), complete=model)
    assert composed.kind == "findings"
    assert composed.body == "The SOPs found do not answer this. Nothing here is about gift cards."
    assert [source.anchor for source in composed.sources] == ["return-window", "sale-items"]
    assert composed.sources[1].quote == "The limit is EUR 200."


@pytest.mark.parametrize("texts", [[], [""], ["  ", "\n"]])
def test_an_answer_without_words_is_no_reply(texts):
    model = Model(strong=answer(*[(text, []) for text in texts]))
    assert compose(context(), routes=("strong",), complete=model).kind == "findings"


def test_an_sop_whose_sentences_all_miss_facts_gives_findings():
    wording = "Your parcel {parcel} is on its way."
    reply = type(WORDING)(**{**vars(WORDING), "text": wording})
    composed = compose(context(sections=(SALE, reply)), routes=("offline",), complete=Model())
    assert composed.kind == "findings"


@pytest.mark.parametrize("sections", [(), (WORDING,)])
def test_nothing_found_is_no_draft_and_no_model_is_asked(sections):
    model = Model()
    with pytest.raises(NoDraft, match="No SOP section was found"):
        compose(context(sections=sections), routes=("strong",), complete=model)
    assert model.requests == []


def test_an_internal_sop_is_for_people_alone():
    with pytest.raises(NoDraft, match="internal"):
        compose(context(sections=(MARGINS, WORDING)), routes=("offline",), complete=Model())
