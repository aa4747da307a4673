"""A draft, and every sentence of it, is in the customer's language."""

import pytest

from tests.copilot.check_help import verdict

ENGLISH = "Can I send my shoes back? I bought them last week and they are too small."
GERMAN = "Kann ich meine Schuhe zurückschicken? Ich habe sie letzte Woche gekauft."
POLISH = "Dzień dobry, czy mogę zwrócić buty? Kupiłam je w zeszłym tygodniu."
SWEDISH = "Hej, kan jag skicka tillbaka mina skor? Jag köpte dem förra veckan och de är för små."
REPLY = "Thank you for your message. You can send the shoes back within 30 days."


@pytest.mark.parametrize("customer", [GERMAN, POLISH, SWEDISH])
def test_another_language_is_held(customer):
    assert verdict("same_language", REPLY, customer) == "hold"


@pytest.mark.parametrize(
    ("customer", "draft"),
    [
        (GERMAN, f"Vielen Dank für Ihre Nachricht. Das haben wir für Sie geprüft.\n\n{REPLY}"),
        (ENGLISH, f"{REPLY} Para más información, escríbanos cuando quiera, estamos aquí para usted."),
        (POLISH, "Dzień dobry, you can return the shoes within 30 days of delivery."),
    ],
)
def test_a_part_in_another_language_is_held(customer, draft):
    assert verdict("same_language", draft, customer) == "hold"


@pytest.mark.parametrize(
    ("customer", "draft"),
    [
        (ENGLISH, REPLY),
        (GERMAN, "- Flex: 29,8 ct, jeden Monat kündbar, dafür ohne Preisgarantie"),
        (GERMAN, "Bitte klicken Sie auf „Return my order for a refund now please“. Vielen Dank."),
        ("¿Qué le falta a mi pedido? Lo compré ayer.", "¿Nos dices tu número de pedido?"),
        (ENGLISH, "Hello, our café in Köln is open."),
        ("Rückgabe?", "Sie können die Schuhe innerhalb von 30 Tagen zurückgeben."),
    ],
)
def test_names_quotations_and_prices_are_of_no_language(customer, draft):
    assert verdict("same_language", draft, customer) == "pass"
