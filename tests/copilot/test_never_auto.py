"""Topics that stay with people, in four languages; and everyday messages that do not."""

import pytest

from copilot.autonomy.never_auto import PERSON, VIP, topics
from copilot.autonomy.never_words import WORDS

FOUND = [
    ("You will hear from my lawyer.", "a legal matter"),
    ("Ich gehe damit zum Anwalt.", "a legal matter"),
    ("Je vais porter plainte.", "a legal matter"),
    ("Voy a hablar con mi abogado.", "a legal matter"),
    ("I started a chargeback yesterday.", "a chargeback"),
    ("Ich lasse die Lastschrift zurückbuchen: Rückbuchung!", "a chargeback"),
    ("Je vais contester le paiement.", "a chargeback"),
    ("Pediré un contracargo.", "a chargeback"),
    ("The charger caught fire.", "safety"),
    ("Mein Kind hat sich verletzt.", "safety"),
    ("Ma fille s'est blessée avec.", "safety"),
    ("Tuve que ir al hospital.", "safety"),
    ("I want to kill myself.", "self-harm"),
    ("Ich will nicht mehr leben.", "self-harm"),
    ("Je pense au suicide.", "self-harm"),
    ("No quiero vivir así.", "self-harm"),
    ("I am 13 years old.", "a minor"),
    ("My son ordered these without asking.", "a minor"),
    ("Ich bin minderjährig.", "a minor"),
    ("J'ai 12 ans.", "a minor"),
    ("Soy menor de edad.", "a minor"),
    ("My account was hacked.", "a taken-over account"),
    ("Somebody else logged in.", "a taken-over account"),
    ("Mein Konto wurde gehackt.", "a taken-over account"),
    ("Mon compte a été piraté.", "a taken-over account"),
    ("Han suplantado mi cuenta, es una estafa.", "a taken-over account"),
    ("I write for a newspaper.", "the press"),
    ("Das ist eine Presseanfrage.", "the press"),
    ("Je suis journaliste.", "the press"),
    ("Soy periodista.", "the press"),
    ("We are VIP customers.", VIP),
    ("Ich bin Geschäftsführerin.", VIP),
    ("Je suis le PDG.", VIP),
    ("Habla el director general.", VIP),
    ("Human please.", PERSON),
    ("Let me talk to a real person.", PERSON),
    ("Ich möchte mit einem Mitarbeiter sprechen.", PERSON),
    ("Je veux parler à un conseiller.", PERSON),
    ("Quiero hablar con una persona.", PERSON),
]


@pytest.mark.parametrize(("text", "topic"), FOUND)
def test_it_stays_with_people(text, topic):
    assert topic in topics(["Hello", text], {})


def test_every_topic_is_tried_here():
    assert {topic for _, topic in FOUND} == set(WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "Can I return my shoes? They are too small.",
        "By accident I ordered the wrong colour.",
        "I'm 12 days late with the return, is that fine?",
        "When does my order MK-10423 arrive?",
        "Wann kommt mein Paket an?",
        "Où est ma commande ?",
        "¿Cuándo llega mi pedido?",
        "The courtesy bag was missing; please issue a refund.",
    ],
)
def test_everyday_messages_do_not(text):
    assert topics([text], {}) == {}


def test_what_was_said_first_still_holds():
    assert topics(["Order", "I shall sue you.", "Any news?"], {})


def test_a_curly_apostrophe_hides_nothing():
    assert "self-harm" in topics(["I don’t want to live"], {})


def test_the_words_are_named():
    assert topics(["Call me back"], {}) == {PERSON: "call me"}


@pytest.mark.parametrize("attributes", [{"vip": "yes"}, {"VIP": True}, {"tier": "VIP gold"}])
def test_a_vip_is_known_from_our_own_records(attributes):
    assert topics(["Hello"], attributes)[VIP]


@pytest.mark.parametrize("attributes", [{"vip": "no"}, {"vip": False}, {"plan": "basic"}])
def test_who_is_none_is_none(attributes):
    assert topics(["Hello"], attributes) == {}
