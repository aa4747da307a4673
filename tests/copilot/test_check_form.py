"""Language, length, and what a procedure's owner listed."""

import pytest

from support.language import language
from tests.copilot.check_help import run, verdict

GERMAN = "Guten Tag, ich möchte die Schuhe zurückgeben, weil sie mir leider nicht passen."
ENGLISH = "Hello, you can send them back to us within the time that is given in our rules."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("Bonjour, je voudrais retourner les chaussures parce que la taille ne va pas du tout.", "fr"),
        ("Hola, quiero devolver los zapatos porque no me quedan bien y son muy caros.", "es"),
        ("Buongiorno, vorrei restituire le scarpe che ho comprato perché non mi vanno bene.", "it"),
        ("MK-10423", ""),
    ],
)
def test_language(text, code):
    assert language(text) == code


def test_another_language_than_the_customer_s_is_held():
    assert verdict("same_language", ENGLISH, GERMAN) == "hold"
    assert (
        verdict("same_language", ENGLISH, "Hello, can you tell me if I can send them back to you?") == "pass"
    )


@pytest.mark.parametrize(
    ("draft", "expected"), [("", "hold"), (" \n", "hold"), ("Ok", "warn"), ("a " * 1600, "hold")]
)
def test_length(draft, expected):
    assert verdict("fitting_length", draft) == expected


def test_a_listed_phrase_is_held():
    (found,) = [each for each in run("This is no Legal   advice.") if each.check == "never_say"]
    assert (found.result, found.span) == ("hold", "Legal   advice")


def test_a_listed_message_goes_to_a_person():
    (found,) = [each for each in run("Yes.", "My lawyer will call.") if each.check == "escalate_when"]
    assert (found.result, found.span) == ("hold", "lawyer")


def test_a_listed_word_inside_another_is_not_meant():
    assert verdict("escalate_when", "Yes.", "My lawyers will call.") == "pass"
