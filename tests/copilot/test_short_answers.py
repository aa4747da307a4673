"""Short answers: thanks need no draft, an unclear one is asked about, a yes is told to the model."""

import pytest

from copilot.drafting.checks import run, worst
from copilot.drafting.compose import compose
from copilot.drafting.composed import NoDraft
from tests.copilot.compose_help import Model, answer, context

SHALL = "Hello Ada,\n\nShall I cancel order MK-10423 for you?\n\nKind regards, Tom"


def after(text, ours=SHALL):
    return context(thread=(("customer", "Cancel it?"), ("agent", ours), ("customer", text)))


def test_thanks_need_no_draft():
    with pytest.raises(NoDraft, match="only says thanks"):
        compose(after("Thank you!", ours="Hello Ada, it was cancelled."), complete=Model())


def test_an_unclear_answer_is_asked_about_without_a_model(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    composed = compose(after("good"), complete=(model := Model()))
    assert composed.body.endswith("Shall I cancel order MK-10423 for you?")
    assert "asks once more" in composed.degraded
    assert [request.route for request in model.requests] == ["offline"]


def test_asking_back_passes_the_checks():
    assert worst(run(compose(after("good"), complete=Model()), after("good"))) == "pass"


def test_asking_back_is_in_the_language_of_the_question():
    ours = "Hallo Ada,\n\nich kann das gerne für Sie stornieren. Soll ich die Bestellung für Sie stornieren?"
    assert "Damit ich Sie richtig verstehe" in compose(after("gut", ours=ours), complete=Model()).body


def test_a_yes_is_told_to_the_model(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    model = Model(strong=answer(("It is cancelled.", ())))
    compose(after("Looks good"), complete=model)
    assert "says yes to our question “Shall I cancel order MK-10423 for you?”" in model.requests[0].user


def test_without_a_model_what_follows_from_a_no_is_for_a_person():
    composed = compose(after("not yet"), complete=Model())
    assert composed.kind == "findings"
    assert "says no to our question" in composed.body
