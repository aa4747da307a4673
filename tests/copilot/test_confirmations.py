"""Short answers to our last question: the paraphrase list. Unclear ones are asked about, never guessed."""

import pytest

from copilot.drafting.confirming import Answer, answer_to, last_question, standing
from tests.copilot.compose_help import context

SHALL = "Shall I cancel the order for you?"

YES = [
    "yes",
    "Yes please",
    "Yes, please!",
    "yes please do",
    "Looks good",
    "looks good to me",
    "Sounds good, thanks",
    "That works for me",
    "Go ahead",
    "please do",
    "Sure",
    "ok",
    "Okay.",
    "Correct",
    "That's right",
    "👍",
    "Yes, thank you!\n\nBest regards\nAda Lovelace",
    "Ja bitte",
    "Ja, gerne!",
    "Einverstanden, danke",
    "Oui, s'il vous plaît",
    "D'accord",
    "Sí, por favor",
    "De acuerdo, gracias",
]
NO = [
    "no",
    "No thanks",
    "No, thank you",
    "not yet",
    "Not yet, thanks",
    "please don't",
    "Don't",
    "Please wait",
    "Never mind",
    "Nein danke",
    "Noch nicht",
    "Non merci",
    "Pas encore",
    "No, gracias",
    "Todavía no",
    "👎",
]
UNCLEAR = [
    "good",
    "Good.",
    "great",
    "thanks",
    "Thank you very much!",
    "ok thanks",
    "Okay, thank you",
    "fine, thanks",
    "maybe",
    "I think so",
    "not sure",
    "yes no",
    "no problem",
    "why not",
    "gut",
    "Danke",
    "vielleicht",
    "bien",
    "merci",
    "gracias",
    "quizás",
    "hmm",
]
ORDINARY = [
    "Yes, but only the blue pair",
    "No, send me a new one",
    "yes?",
    "Where is my parcel?",
    "The order is 12345",
    "good shoes are hard to find",
    "I never ordered this",
    "yes the second address, please, and thank you for all of your help",
]


@pytest.mark.parametrize("text", YES)
def test_yes(text):
    assert answer_to(SHALL, text) == Answer.YES


@pytest.mark.parametrize("text", NO)
def test_no(text):
    assert answer_to(SHALL, text) == Answer.NO


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear(text):
    assert answer_to(SHALL, text) == Answer.UNCLEAR


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_is_left_to_drafting(text):
    assert answer_to(SHALL, text) == Answer.NONE


@pytest.mark.parametrize("text", ["ok thanks", "Thank you!", "Danke schön", "Merci beaucoup"])
def test_without_a_question_thanks_are_thanks(text):
    assert answer_to("", text) == Answer.THANKS


@pytest.mark.parametrize("text", ["yes please", "no", "good luck with that"])
def test_without_a_question_nothing_is_answered(text):
    assert answer_to("", text) == Answer.NONE


@pytest.mark.parametrize(
    "question",
    [
        "Which size do you need?",
        "Could you tell me your order number?",
        "Would you like a refund or a replacement?",
        "Möchten Sie eine Gutschrift oder Ersatz?",
        "Quelle est votre adresse ?",
    ],
)
def test_yes_does_not_answer_an_open_question_or_a_choice(question):
    assert answer_to(question, "yes please") == Answer.UNCLEAR


def test_the_last_question_of_a_reply():
    text = "Hello Ada,\n\nIs it broken? I am sorry. Shall I send a new one?\n\nKind regards, Tom"
    assert last_question(text) == "Shall I send a new one?"


def test_it_is_read_from_the_thread():
    thread = (("customer", "Broken!"), ("agent", SHALL), ("customer", "Looks good"))
    assert standing(context(thread=thread)).answer == Answer.YES
    assert standing(context(thread=thread[:2])).answer == Answer.NONE
    assert standing(context(thread=thread[:1])).answer == Answer.NONE
