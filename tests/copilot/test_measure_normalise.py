import pytest

from copilot.measuring import measure
from copilot.measuring.normalise import uniform, words


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("line\r\nend\rhere", "line\nend\nhere"),
        ("no\u00a0break \t blank", "no break blank"),
        ("don’t – “stop”", 'don\'t - "stop"'),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("cafe\u0301", "café"),
        ("３０ ｄａｙｓ", "30 days"),
        ("&amp; stays", "&amp; stays"),
    ],
)
def test_one_spelling(text, same):
    assert uniform(text) == same


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Don't pay £1,000.00, ok?", ["Don't", "pay", "£1,000.00", "ok"]),
        ("See https://example.com/a?b=1.", ["See", "https://example.com/a?b=1"]),
        ("Write to help@example.com!", ["Write", "to", "help@example.com"]),
        ("Order ORD-12345 (a 30-day one)", ["Order", "ORD-12345", "a", "30", "day", "one"]),
        ("退款30天", ["退款", "30", "天"]),
        ("환불은", ["환불", "은"]),
        ("done 👍🏽 👨‍👩‍👧 🇩🇪", ["done", "👍🏽", "👨‍👩‍👧", "🇩🇪"]),
        ("Größe, naïve, किताब", ["Größe", "naïve", "किताब"]),
        ("5-7 days", ["5-7", "days"]),
        ("9 pm-11 pm", ["9", "pm", "11", "pm"]),
        ("... !!", []),
    ],
)
def test_tokens(text, tokens):
    assert words(uniform(text)) == tokens


@pytest.mark.parametrize(
    "variant",
    [
        "We’ll send it at once.\r\nSam’s team – here",
        "We'll\u00a0send it at once.\nSam's team - here",
        "WE'LL SEND IT AT ONCE.\n\nSam's  team -- here",
    ],
)
def test_typography_and_case_are_no_edit(variant):
    assert measure("We'll send it at once.\nSam's team - here", variant).edit_class == "as-is"
