"""Polite phrases hold denying words and deny nothing, whatever the language."""

import pytest

from copilot.measuring import measure

ANSWER = "You can return the lamp within 30 days. We do not charge for the label."
PHRASES = [
    "No problem at all.",
    "Don't hesitate to write.",
    "Please do not hesitate to contact us.",
    "No worries!",
    "Not a problem.",
    "Not to worry.",
    "Kein Problem!",
    "Zögern Sie nicht, uns zu schreiben.",
    "Bitte zögern Sie nicht, sich zu melden.",
    "N'hésitez pas à nous écrire.",
    "No dude en escribirnos.",
    "Pas de souci.",
    "No hay problema.",
    "Sie müssen nicht zögern.",
    "Aucun problème.",
    "Aucun souci.",
    "Keine Sorge.",
    "Sin problema.",
    "Don't worry.",
    "No need to apologise.",
    "No trouble at all.",
    "Nothing to worry about.",
    "Why not write again?",
    "Ningún problema.",
    "Ne vous en faites pas.",
    "Machen Sie sich keine Sorgen.",
    "Keine Eile.",
    "Never mind.",
    "You can't go wrong with it.",
    "No doubt about it.",
    "Last but not least, thank you.",
    "If not, just write to us.",
    "Do not be afraid to ask.",
    "We could not agree more.",
    "Non esiti a scriverci.",
    "Feel free to write - no question is too small.",
    "Needless to say, we are here.",
    "No hard feelings.",
    "More often than not, it works.",
    "Worry not, we are here.",
    "Please reply if you haven't done so.",
    "If you cannot find it, write to us.",
    "没问题。",
    "对不起。",
    "ご不便をおかけし申し訳ございません。",
    "不具合がありましたらご連絡ください。",
    "問題ありません。",
    "ไม่เป็นไร",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_polite_phrase_that_came_or_went_is_not_material(phrase):
    assert measure(ANSWER, f"{ANSWER} {phrase}").facts == ()
    assert measure(f"{ANSWER} {phrase}", ANSWER).facts == ()
