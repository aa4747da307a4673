"""The draft greets this customer and speaks of nobody else."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("Hello Ada,\nyes.", "pass"),
    ("Dear Ms Lovelace,\nyes.", "pass"),
    ("Hello,\nyes.", "pass"),
    ("Hi there, yes.", "pass"),
    ("Hello Ada,\nyes.\n\nKind regards,\nGreta Holm", "pass"),
    ("Hello Bertha,\nyes.", "hold"),
    ("Dear Mr Babbage,\nyes.", "hold"),
    ("Hello Ada,\nMrs. Byron had the same.", "hold"),
    ("Hello Ada,\nthe parcel of Charles Babbage is late.", "hold"),
    ("Hello Ada,\nCharles Babbage's order is late.", "hold"),
]


@pytest.mark.parametrize(("draft", "expected"), CASES)
def test_name(draft, expected):
    assert verdict("right_customer", draft, "When?\n\nRegards,\nAda Lovelace") == expected


@pytest.mark.parametrize(
    "customer", ["My name is Ada.", "When? Ada", "when? - Ada", "Quand ?\nCordialement, Ada"]
)
def test_how_the_customer_s_name_is_found(customer):
    assert verdict("right_customer", "Hello Bertha, yes.", customer) == "hold"


def test_a_greeting_by_a_name_that_stands_nowhere_is_held():
    assert verdict("right_customer", "Hello Bertha, yes.", "when?") == "hold"


def test_another_order_number_is_held():
    customer = "Order OX-20418 is late."
    assert verdict("figures_have_a_source", "Order OX-20418 is late.", customer) == "pass"
    assert verdict("figures_have_a_source", "Order OX-20481 is late.", customer) == "hold"
    assert verdict("figures_have_a_source", "Customer 4471230 is late.", customer) == "hold"


@pytest.mark.parametrize(
    "draft",
    [
        "We sent it to Peter Hansen.",
        "Ihr Nachbar Karl Schneider hat es.",
        "We delivered it to 221 Baker Street.",
        "Nous l'avons livré au 12 rue des Lilas.",
        "Wir haben es in der Lindenstraße 12 abgegeben.",
        "Lo entregamos en la calle Mayor 15.",
    ],
)
def test_somebody_else_s_name_or_house_is_held(draft):
    assert verdict("right_customer", draft, "When?\n\nRegards,\nAda Lovelace") == "hold"


@pytest.mark.parametrize(
    "draft",
    [
        "In Ihrem Fall dauert es länger, und wir danken für Ihr Verständnis.",
        "Ich verstehe, dass ein solches Schreiben Angst macht, und wir prüfen das.",
        "Press Save Changes under Delivery Address.",
        "We deliver to New Zealand and the Czech Republic.",
        "We have 12 Mill Lane as your address.",
    ],
)
def test_capitals_alone_name_nobody(draft):
    assert verdict("right_customer", draft, "I live at 12 Mill Lane. When?\n\nAda") != "hold"


@pytest.mark.parametrize("customer", ["Ada here, when?", "Waar is het? Groet, Ada", "Hier ist Ada. Wann?"])
def test_other_ways_to_say_one_s_name(customer):
    assert verdict("right_customer", "Hello Bertha, yes.", customer) == "hold"
