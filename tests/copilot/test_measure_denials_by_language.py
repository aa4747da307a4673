import pytest

from copilot.measuring import measure

PAIRS = {
    "de nicht": ("Wir berechnen das Porto.", "Wir berechnen das Porto nicht."),
    "de kein": ("Es fallen Kosten an.", "Es fallen keine Kosten an."),
    "de kein2": ("Das ist ein Mangel.", "Das ist kein Mangel."),
    "de ohne": ("Mit Beleg möglich.", "Ohne Beleg möglich."),
    "fr ne pas": ("Nous facturons le port.", "Nous ne facturons pas le port."),
    "fr n'est pas": ("C'est possible.", "Ce n'est pas possible."),
    "fr jamais": ("Nous facturons toujours le port.", "Nous ne facturons jamais le port."),
    "fr sans": ("Avec reçu possible.", "Sans reçu possible."),
    "fr plus": ("Nous acceptons les retours.", "Nous n'acceptons plus les retours."),
    "fr aucun": ("Il y a des frais.", "Il n'y a aucuns frais."),
    "es no": ("Cobramos el envío.", "No cobramos el envío."),
    "es nunca": ("Siempre cobramos.", "Nunca cobramos."),
    "es sin": ("Con recibo es posible.", "Sin recibo es posible."),
    "es ya no": ("Aceptamos cambios.", "Ya no aceptamos cambios."),
    "it non": ("Addebitiamo la spedizione.", "Non addebitiamo la spedizione."),
    "pt não": ("Cobramos o envio.", "Não cobramos o envio."),
    "nl niet": ("Wij rekenen verzendkosten.", "Wij rekenen niet verzendkosten."),
    "nl geen": ("Er zijn kosten.", "Er zijn geen kosten."),
    "en unable": ("We are able to help.", "We are unable to help."),
    "en no longer": ("We sell it.", "We no longer sell it."),
    "en hardly": ("It is possible.", "It is impossible."),
    "en fail": ("It is refundable.", "It is non-refundable."),
    "pl nie": ("Pobieramy opłatę.", "Nie pobieramy opłaty."),
    "sv inte": ("Vi tar betalt.", "Vi tar inte betalt."),
    "ru не": ("Мы берём плату.", "Мы не берём плату."),
    "tr değil": ("Mümkün.", "Mümkün değil."),
    "ja": ("30日以内に返品できます。", "30日以内に返品できません。"),
    "zh": ("您可以退货。", "您不可以退货。"),
    "ko": ("반품할 수 있습니다.", "반품할 수 없습니다."),
    "th": ("คุณสามารถคืนสินค้าได้", "คุณไม่สามารถคืนสินค้าได้"),
    "ar": ("يمكنك إرجاع المنتج", "لا يمكنك إرجاع المنتج"),
    "he": ("אנחנו נשלם", "אנחנו לא נשלם"),
}


@pytest.mark.parametrize(("draft", "final"), PAIRS.values(), ids=PAIRS)
def test_a_denial_is_heard_in_every_language_listed(draft, final):
    assert "negation" in [change.kind for change in measure(draft, final).facts]
    assert "negation" in [change.kind for change in measure(final, draft).facts]
