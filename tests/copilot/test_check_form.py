"""Language, length, and what a procedure's owner listed."""

import pytest

from support.language import language
from tests.copilot.check_help import SOP, run, verdict

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


@pytest.mark.parametrize("customer", ["My lawyers will call.", "A LAWYER!", "the lawyer's letter"])
def test_a_listed_word_is_meant_with_its_endings(customer):
    assert verdict("escalate_when", "Yes.", customer) == "hold"


def test_a_part_of_a_listed_word_is_not_meant():
    assert verdict("escalate_when", "Yes.", "I like the law.") == "pass"


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("guarantee", "We guaranteed it.", True),
        ("scam", "They are scammers.", True),
        ("scam", "We sell scampi.", False),
        ("calm down", "Please calm-down.", True),
        ("hell", "Hello!", False),
        ("cure", "The current one.", False),
        ("stupid", "What a stu\u200bpidity.", True),
    ],
)
def test_never_say_knows_endings_and_spacing(phrase, text, found):
    sop = SOP.replace("[legal advice]", f"[{phrase}]")
    assert (verdict("never_say", text, sop=sop) == "hold") is found


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("It caught fire.", True),
        ("There is a swelling in the battery.", True),
        ("My battery is empty.", False),
    ],
)
def test_escalate_when_takes_alternatives_and_any_order(message, found):
    sop = SOP.replace("escalate_when: lawyer", 'escalate_when: ["battery swelling, smoke or fire"]')
    assert (verdict("escalate_when", "Yes.", message, sop=sop) == "hold") is found
