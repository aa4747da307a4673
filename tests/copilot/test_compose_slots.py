"""Facts are read from the customer's words; the last mention wins."""

import pytest

from copilot.drafting.slots import extract, known_facts
from tests.copilot.compose_help import context

CASES = [
    ("My order 100245 is late", {"order_id": "100245"}),
    ("order number: #MK-10423.", {"order_id": "MK-10423"}),
    ("Order no. 4711", {"order_id": "4711"}),
    ("it is mk-10423, sorry, MK-10424", {"order_id": "MK-10424"}),
    ("#99812 please", {"order_id": "99812"}),
    ("Repair R-12345 and order MK-20001", {"order_id": "MK-20001", "repair_id": "R-12345"}),
    ("my repair number 88123", {"repair_id": "88123"}),
    ("please repair 2 shoes", {}),
    ("I want to order shoes", {}),
    ("in order to pay 30", {}),
    ("you took €59.90", {"amount": "€59.90"}),
    ("1.299,00 EUR", {"amount": "1.299,00 EUR"}),
    ("since 14 May 2026", {"date": "14 May 2026"}),
    ("on 2026-05-14", {"date": "2026-05-14"}),
    ("May 3rd", {"date": "May 3rd"}),
    ("size 42.5", {"size": "42.5"}),
    ("a size m", {"size": "M"}),
    ("EU 43 instead", {"size": "EU 43"}),
    ("I may come in 3 days", {}),
]


@pytest.mark.parametrize(("text", "facts"), CASES)
def test_extract(text, facts):
    assert extract(text) == facts


def test_the_agents_words_are_not_read():
    assert "order_id" not in known_facts(context(thread=(("agent", "Is it order 12345?"),)))


def test_our_records_win_and_blanks_are_unknown():
    facts = known_facts(context("order 100245", facts={"order_id": "100999", "carrier": " "}))
    assert facts["order_id"] == "100999"
    assert "carrier" not in facts


def test_the_name_is_known_in_two_forms():
    facts = known_facts(context())
    assert (facts["customer_name"], facts["first_name"]) == ("Ada Lovelace", "Ada")
