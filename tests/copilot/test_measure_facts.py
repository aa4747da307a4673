import pytest

from copilot.measuring import measure
from copilot.measuring.facts import find_facts
from copilot.measuring.normalise import uniform, words


def changes(draft, final):
    return [(change.kind, change.draft, change.final) for change in measure(draft, final).facts]


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("within thirty days", "within 30 days"),
        ("in two weeks", "in 14 days"),
        ("in 24 hours", "in one day"),
        ("for a year", "for 12 months"),
        ("within a week", "within 7 days"),
        ("5-7 business days", "5 to 7 working days"),
        ("twenty-five days", "25 days"),
        ("£1,000.00 back", "£1000 back"),
        ("1.000,00 € zurück", "€1,000.00 zurück"),
        ("1 000,50 €", "EUR 1,000.50"),
        ("$50 off", "50 dollars off"),
        ("$5k", "$5,000"),
        ("20 % off", "20 percent off"),
        ("May 14, 2026", "14 May 2026"),
        ("on 2026-05-14", "on 14 May 2026"),
        ("at 5:30 p.m.", "at 17:30"),
        ("see https://www.example.com/returns/", "see example.com/returns"),
        ("+44 20 7946 0958", "+44 (20) 7946-0958"),
        ("order #12345", "order no. 12345"),
        ("order ORD-12345", "order ord12345"),
        ("open 24 hours a day, 7 days a week", "open 24/7"),
        ("innerhalb von zwei Wochen", "innerhalb von 14 Tagen"),
        ("sous quatorze jours", "sous 14 jours"),
        ("en dos semanas", "en 14 días"),
        ("we will refund you", "you will get a refund"),
        ("you are entitled to it", "you are eligible for it"),
        ("orders 1234 and 5678", "orders 5678 and 1234"),
        ("30 days, and again: 30 days", "30 days"),
        ("£5 a week", "£5 per week"),
        ("Happy Friday!", "Hello!"),
        ("one of our team", "a member of our team"),
        ("see step 3", "see step 4"),
        ("by credit card", "by card"),
    ],
)
def test_the_same_facts(draft, final):
    assert changes(draft, final) == []


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        ("within 30 days", "within 14 days", [("duration", "30 days", "14 days")]),
        ("30 days", "30 business days", [("duration", "30 days", "30 business days")]),
        ("£20", "€20", [("amount", "£20", "€20")]),
        ("$1.000,00", "$1,000.50", [("amount", "$1.000,00", "$1,000.50")]),
        ("10% off", "15% off", [("percentage", "10%", "15%")]),
        ("by Friday", "by Monday", [("date", "Friday", "Monday")]),
        ("on 14 May", "on 15 May", [("date", "14 May", "15 May")]),
        ("at 5 pm", "at 6 pm", [("time", "5 pm", "6 pm")]),
        ("order A-12345", "order A-12346", [("identifier", "A-12345", "A-12346")]),
        ("two pairs", "three pairs", [("number", "two", "three")]),
        ("a@example.com", "b@example.com", [("e-mail", "a@example.com", "b@example.com")]),
        ("example.com/a", "example.com/b", [("link", "example.com/a", "example.com/b")]),
        ("a full refund", "store credit", [("commitment", "refund", "credit")]),
        ("we can cancel it", "we can send it", [("commitment", "cancel", None)]),
        ("wir erstatten es", "wir tauschen es", [("commitment", "erstatten", None)]),
        ("30天内退款", "14天内退款", [("duration", "30 天", "14 天")]),
        ("It costs nothing", "It costs £5", [("amount", None, "£5"), ("negation", "nothing", None)]),
    ],
)
def test_a_changed_fact_is_named(draft, final, expected):
    assert changes(draft, final) == expected


def test_values_that_changed_places_are_a_change():
    draft = "You have 30 days to return boots, and shirts can be exchanged for 14 days after that."
    final = "You have 14 days to return boots, and shirts can be exchanged for 30 days after that."
    assert changes(draft, final) == [("number", "30", "14"), ("number", "14", "30")]


def test_sentences_that_changed_places_are_no_change():
    boots, shirts = "You have 30 days to return boots.", "Shirts can be exchanged for 14 days after that."
    assert changes(f"{boots} {shirts}", f"{shirts} {boots}") == []


def test_each_fact_is_held_once_in_order():
    found = find_facts(words(uniform("Pay £5 by Friday, then £5 on 2026-05-14 and 10%.")))
    assert list(found.said.values()) == ["£5", "Friday", "2026-05-14", "10%"]
