"""Greetings, closings, quoted mail and small print in several languages are no part of an answer."""

import pytest

from copilot.measuring import measure
from copilot.measuring.boilerplate import body

ANSWER = "You can return the lamp within 30 days of delivery. Please print the label in your account first."
# Greeting and closing of the draft, then those of the final text.
FRAMES = {
    "en": (
        "Hi Anna,\n\n",
        "\n\nKind regards,\nSam",
        "Dear Ms Jones,\n\n",
        "\n\nBest wishes\nSamantha Lee\nCustomer Care\nTel. 020 7946 0958",
    ),
    "en2": (
        "Hello,\n\n",
        "\n\nThanks,\nSam",
        "Good morning Anna!\n\n",
        "\n\nYours sincerely,\n\nSamantha Lee\nHead of Support | Acme Ltd\nwww.example.com",
    ),
    "de": (
        "Hallo Anna,\n\n",
        "\n\nViele Grüße\nSam",
        "Sehr geehrte Frau Jonas,\n\n",
        "\n\nMit freundlichen Grüßen\nSam Lee\nKundenservice",
    ),
    "fr": (
        "Bonjour Anna,\n\n",
        "\n\nCordialement,\nSam",
        "Chère Madame Dupont,\n\n",
        "\n\nBien cordialement,\nSam Lee\nService client",
    ),
    "fr2": (
        "Bonjour,\n\n",
        "\n\nBien à vous,\nSam",
        "Madame, Monsieur,\n\n",
        "\n\nJe vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.\nSam",
    ),
    "es": (
        "Hola Ana,\n\n",
        "\n\nSaludos,\nSam",
        "Estimada señora García:\n\n",
        "\n\nUn cordial saludo,\nSam Lee\nAtención al cliente",
    ),
    "es2": (
        "Hola Ana:\n\n",
        "\n\nUn saludo,\nSam",
        "Buenos días, Ana:\n\n",
        "\n\nReciba un cordial saludo,\nSam",
    ),
    "nl": ("Hallo Anna,\n\n", "\n\nMet vriendelijke groet,\nSam", "Beste Anna,\n\n", "\n\nGroetjes,\nSam"),
    "it": ("Ciao Anna,\n\n", "\n\nCordiali saluti,\nSam", "Gentile Anna,\n\n", "\n\nDistinti saluti\nSam"),
    "ja": (
        "アンナ様\n\n",
        "\n\nよろしくお願いいたします。\nサム",
        "こんにちは、アンナさん。\n\n",
        "\n\n敬具\nサム",
    ),
}
QUOTES = [
    "On Mon, 3 Aug 2026 at 10:11, Anna <a@example.com> wrote:\n> My lamp is not working.\n> I paid $45.",
    "Am 03.08.2026 um 10:11 schrieb Anna <a@example.com>:\n> Meine Lampe geht nicht.",
    "Le 3 août 2026 à 10:11, Anna <a@example.com> a écrit :\n> Ma lampe ne marche pas.",
    "El 3 ago 2026 a las 10:11, Anna <a@example.com> escribió:\n> Mi lámpara no funciona.",
    "-----Original Message-----\nFrom: Anna\nSent: 3 August 2026\nIt is not working and I paid $45.",
    "From: Anna <a@example.com>\nSent: Monday, 3 August 2026 10:11\nTo: Support\n\nI paid $45, not $54.",
    "Von: Anna <a@example.com>\nGesendet: Montag, 3. August 2026\nAn: Support\n\nSie geht nicht.",
]
SMALL_PRINT = [
    "This e-mail is confidential. If you are not the intended recipient, delete it.",
    "Diese E-Mail ist vertraulich. Wenn Sie nicht der Adressat sind, löschen Sie sie.",
    "Ce message est confidentiel. Si vous n'êtes pas le destinataire, supprimez-le.",
    "Este mensaje es confidencial. Si no es usted el destinatario, elimínelo.",
    "Sent from my iPhone",
    "-- \nSam Lee\nAcme Ltd",
]


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_greeting_and_closing_never_count(frame):
    greeting, closing, other_greeting, other_closing = frame
    final = other_greeting + ANSWER + other_closing
    assert measure(greeting + ANSWER + closing, final).edit_class == "as-is"
    assert measure(ANSWER, final).edit_class == "as-is"


@pytest.mark.parametrize("quote", QUOTES)
def test_quoted_mail_never_counts(quote):
    assert measure(ANSWER, f"{ANSWER}\n\n{quote}").edit_class == "as-is"
    signed = f"{ANSWER}\n\nKind regards,\nSam"
    assert measure(signed, f"{signed}\n\n{quote}").edit_class == "as-is"


@pytest.mark.parametrize("notice", SMALL_PRINT)
def test_small_print_never_counts(notice):
    assert measure(ANSWER, f"{ANSWER}\n\nKind regards,\nSam\n\n{notice}").edit_class == "as-is"


@pytest.mark.parametrize(
    "text",
    [
        "Yes.\n\n" + SMALL_PRINT[0],
        "Your details stay confidential. We are the only recipient.",
        f"{ANSWER}\n\nWe keep your details confidential, and tell nobody.",
        "From: the warehouse it takes 3 days.\nThe date: 5 May.",
        "Madame Dupont vous attend au magasin.",
        "您好吗? 请告诉我们。",
    ],
)
def test_an_answer_that_looks_like_small_print_stays(text):
    assert body(text) == text
