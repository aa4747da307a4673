"""Only thanks: a message that says nothing else needs no answer; in doubt it is more than thanks."""

import pytest

from support.thanks import is_only_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Thanks",
        "thanks!",
        "Thank you so much!",
        "THANK YOU!!!",
        "ok thanks",
        "Okay, great, thank you very much.",
        "Got it, thanks a lot!",
        "Perfect!",
        "That worked, thank you.",
        "Great, it works now. Thanks for your quick help!",
        "Thank you for sorting this out so quickly.",
        "Thanks, Maria!",
        "Hi Ana,\n\nthank you for the fast reply.\n\nBest regards\nJonas Peter Meyer",
        "Hello,\nmany thanks\n\n-- \nJ. Smith\nAcme Ltd, 12 High Street",
        "Thank you 🙏😊",
        "cheers :)",
        "ok great, thanks for letting me know",
        "Great thanks, that sorted it",
        "Thanks!\n\nSent from my iPhone 14",
        "Much appreciated, have a nice day",
        "Vielen Dank für die schnelle Antwort!",
        "Super, danke schön. Liebe Grüße",
        "Danke, hat geklappt!",
        "Merci beaucoup pour votre aide.",
        "Parfait, merci !",
        "Muchas gracias por su ayuda",
        "¡Gracias!",
        "Grazie mille",
        "Hartelijk bedankt voor je hulp",
        "Muito obrigada!",
    ],
)
def test_nothing_but_thanks(text):
    assert is_only_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "Hello",
        "Yes",
        "yes please",
        "Yes, thanks",
        "No thanks",
        "Not yet, thanks",
        "Thanks, but it is still broken.",
        "Thanks but no thanks",
        "Thanks. When will it arrive?",
        "thanks?",
        "Thanks in advance",
        "Thanks for nothing",
        "Thank you for your refund of 20 euros",
        "Great. Another week of waiting.",
        "Thanks, my order is 12345",
        "Perfect, 5 days late again",
        "That didn't work, thanks",
        "It worked for a day. Thanks",
        "Thanks, please cancel it",
        "Thank you\nRefund",
        "Thanks, Still",
        "Thanks 😡",
        "👍",
        "Help! Thanks",
        "Blue, thanks",
        "Danke, aber es geht nicht",
        "Nein danke",
        "Danke im Voraus",
        "Merci, mais je n'ai rien reçu",
        "Non merci",
        "Gracias, pero no funciona",
        "¿Gracias?",
        "Thanks " * 200,
        "Thanks!\nhttps://example.com/x",
    ],
)
def test_in_doubt_it_is_more(text):
    assert not is_only_thanks(text)
