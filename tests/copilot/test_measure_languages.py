"""Whole replies in other languages, and small edits in scripts without spaces."""

import unicodedata

import pytest

from copilot.measuring import measure

ENGLISH = (
    "Thank you for telling us about the broken lamp. "
    "You can return it within 30 days of delivery. "
    "Please print the label in your account. "
    "We will pay the postage for you. "
    "The money reaches your bank in five working days. "
)
TRANSLATED = {
    "de": (
        "Vielen Dank für Ihre Nachricht zur defekten Lampe. "
        "Sie können sie innerhalb von 30 Tagen zurücksenden. "
        "Bitte drucken Sie das Etikett in Ihrem Konto aus. "
        "Wir übernehmen das Porto. "
        "Das Geld ist in fünf Werktagen auf Ihrem Konto."
    ),
    "fr": (
        "Merci de nous avoir signalé la lampe cassée. "
        "Vous pouvez la retourner dans les 30 jours suivant la livraison. "
        "Imprimez l'étiquette depuis votre compte. "
        "Nous payons les frais de port. "
        "L'argent arrive sur votre compte sous cinq jours ouvrés."
    ),
    "es": (
        "Gracias por avisarnos de la lámpara rota. "
        "Puede devolverla en un plazo de 30 días desde la entrega. "
        "Imprima la etiqueta en su cuenta. "
        "Nosotros pagamos el envío. "
        "El dinero llega a su banco en cinco días hábiles."
    ),
    "ja": (
        "壊れたランプについてご連絡ありがとうございます。"
        "商品到着から30日以内に返品できます。"
        "アカウントから返品ラベルを印刷してください。"
        "送料は当社が負担します。"
        "返金は5営業日以内に届きます。"
    ),
}
JAPANESE = TRANSLATED["ja"]
CHINESE = "您好，您可以在收到商品后30天内退货。我们会承担运费。退款将在5个工作日内到账。"
KOREAN = "안녕하세요. 상품을 받은 후 30일 이내에 반품할 수 있습니다. 배송비는 저희가 부담합니다."
THAI = "คุณสามารถคืนสินค้าได้ภายใน 30 วันหลังจากได้รับสินค้า เราจะจ่ายค่าส่งให้คุณ"
ARABIC = "يمكنك إرجاع المنتج خلال 30 يوما من الاستلام. سندفع تكلفة الشحن."
HEBREW = "אפשר להחזיר את המוצר תוך 30 יום מהמסירה. אנחנו נשלם על המשלוח."


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_translation_keeps_its_facts_but_uses_none_of_the_draft(language):
    result = measure(ENGLISH, TRANSLATED[language])
    assert (result.edit_class, result.facts) == ("rewrite", ())
    assert result.reasons == ("rewritten", "discarded")


def test_a_japanese_translation_uses_none_of_the_draft():
    assert "discarded" in measure(ENGLISH, JAPANESE).reasons


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (JAPANESE, "ご連絡", "お知らせ"),
        (CHINESE, "会承担", "将承担"),
        (KOREAN, "저희가", "우리가"),
        (THAI, "เราจะ", "พวกเราจะ"),
        (ARABIC, "تكلفة", "مصاريف"),
        (HEBREW, "המשלוח", "משלוח"),
    ],
)
def test_a_small_edit_is_cosmetic(text, old, new):
    assert measure(text, text.replace(old, new)).edit_class == "cosmetic"


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, CHINESE, KOREAN, THAI, ARABIC, HEBREW])
def test_another_number_of_days_is_material(text):
    assert measure(text, text.replace("30", "14")).edit_class == "material"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [(JAPANESE, "返金は", "交換は"), (CHINESE, "退款", "积分"), (KOREAN, "반품할 수 있", "환불할 수 있")],
)
def test_another_promise_is_material(text, old, new):
    assert "commitment" in [change.kind for change in measure(text, text.replace(old, new)).facts]


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        (CHINESE, CHINESE.replace("30", "３０")),
        (ARABIC, ARABIC.replace("30", "٣٠")),
        (THAI, THAI.replace("30", "๓๐")),
        ("आपको 30 दिन मिलेंगे", "आपको ३० दिन मिलेंगे"),
        (HEBREW, "\u200f" + HEBREW.replace("30", "\u200e30\u200e")),
        (TRANSLATED["de"], unicodedata.normalize("NFD", TRANSLATED["de"])),
        (CHINESE, CHINESE.replace("30天", "三十天")),
        ("您可以在14天内退货。", "您可以在十四天内退货。"),
        ("2026年11月21日にお届けします。", "2026-11-21にお届けします。"),
    ],
)
def test_other_digits_and_spellings_are_the_same_text(draft, final):
    assert measure(draft, final).edit_class == "as-is"


def test_two_weeks_are_fourteen_days_in_chinese():
    assert measure("您可以在14天内退货。", "您可以在两周内退货。").facts == ()


def test_swapped_sentences_without_spaces_are_a_move():
    first, second = "商品到着から30日以内に返品できます。", "送料は当社が負担します。"
    result = measure(first + second, second + first)
    assert (result.edit_class, result.used) == ("cosmetic", 1)
