"""The language of a text by its common words; when it is not clear, none."""

import pytest

from support.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello, where is my parcel? I have been waiting for it since Monday.", "en"),
        ("Guten Tag, wo ist mein Paket? Ich warte schon seit Montag auf die Lieferung.", "de"),
        ("Bonjour, où est mon colis ? Je n'ai pas de nouvelles de vous depuis lundi.", "fr"),
        ("Hola, ¿dónde está mi paquete? No lo he recibido y ya no sé qué hacer.", "es"),
        ("Buongiorno, non ho ancora ricevuto il mio pacco. Quando arriva?", "it"),
        ("Hallo, waar is mijn pakket? Ik heb het nog niet van u ontvangen.", "nl"),
        ("Olá, onde está a minha encomenda? Não tenho notícias e já paguei por ela.", "pt"),
        ("WHERE IS MY PARCEL? I HAVE NOT GOT IT", "en"),
        ("", ""),
        ("Where is it?", ""),
        ("Order 12345 size 38 blue Runner GTX Trail Mid", ""),
    ],
)
def test_language(text, code):
    assert language(text) == code


def test_polish_is_known():
    assert language("Dzień dobry, czy mogę zwrócić buty, które kupiłam w zeszłym tygodniu?") == "pl"
