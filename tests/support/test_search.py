"""Finding tickets by what was written, who wrote and their number."""

import pytest

from support import selectors
from tests.factories import customer_writes, make_customer, make_ticket, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(agent):
    cleo = make_customer(name="Cleo Customer", email="cleo.customer@example.net")
    ticket = make_ticket(
        subject="Returning “blue boots”", body="Order ORD-12345-B, 39.95 paid.", customer=cleo
    )
    customer_writes(ticket, "The zip is broken, see example.com/zip.jpg. Ärgerlich!")
    reply(ticket, agent, "Please use the label")
    otto = make_customer(name="Otto Other", email="otto@elsewhere.test")
    make_ticket(subject="Something else", body="Nothing alike", customer=otto)
    return ticket


def found(client, words):
    return [row["id"] for row in client.get("/queue/", {"q": words}).context["page"].rows]


WORDS = [
    "boots",
    "BOOTS",
    "boot",
    "returned",
    "blue bo",
    "zip broken",
    "label",
    "Cleo",
    "customer",
    "cleo.customer@example.net",
    "cleo.customer@",
    "ORD-12345-B",
    "12345",
    "39.95",
    "example.com",
    "zip.jpg",
    "ärgerlich",
    "ÄRGERLICH",
    "the boots",
]


def test_a_word_of_it_finds_it(as_agent, ticket):
    assert [words for words in WORDS if found(as_agent, words) != [ticket.pk]] == []


def test_its_number_finds_it(as_agent, ticket):
    assert ticket.pk in found(as_agent, str(ticket.pk))
    assert ticket.pk in found(as_agent, f"#{ticket.pk}")


def test_a_number_is_looked_for_whole(as_agent, ticket):
    make_ticket(subject="Order 7788", body="x")
    assert found(as_agent, "778") == []


ABSENT = ["unicorn", "boots unicorn", "oots", "?!", "'", "&", "   ", "\x00"]


def test_what_is_not_there_is_not_found(as_agent, ticket):
    assert [words for words in ABSENT if found(as_agent, words) and words.strip(" \x00")] == []


OPERATORS = [
    "boots & | ! : * '",
    "boots'); zip; --",
    "!boots :* zip",
    "boots <-> zip",
    "(boots | zip",
    "boots:zip:*",
    "'boots' \\zip\\",
    "boots%zip",
]


def test_operators_are_only_punctuation(as_agent, ticket):
    assert [words for words in OPERATORS if found(as_agent, words) != [ticket.pk]] == []


def test_an_exclamation_mark_does_not_mean_not(as_agent, ticket):
    assert ticket.pk not in found(as_agent, "!unicorn")


def test_newest_first_also_when_they_are_not_among_the_newest_tickets(as_agent, monkeypatch):
    made = [make_ticket(subject="Boots").pk for _ in range(6)]
    few = found(as_agent, "boots")
    monkeypatch.setattr(selectors, "MOST_WALKED", 3)
    assert found(as_agent, "boots") == few == made[::-1]


def test_the_newest_fill_the_page_when_there_are_enough(as_agent, monkeypatch):
    made = [make_ticket(subject="Boots").pk for _ in range(6)]
    monkeypatch.setattr(selectors, "PAGE", 2)
    assert found(as_agent, "boots") == made[:-3:-1]


def test_within_a_view_only_its_tickets_are_found(as_agent, ticket):
    assert as_agent.get("/queue/?view=closed&q=boots").context["page"].rows == []
