"""Cards, addresses, accounts and telephones in the spellings people use, and numbers that are none."""

import pytest

from benchmarks import _planted, personal_data
from copilot.gateway import personal
from copilot.gateway.placeholders import Placeholders

CARD = "4111 1111 1111 1111"
FOUND = [
    ("CARD", "4111111111111111 12/27"),
    ("CARD", f"Order 1002, card {CARD} 123"),
    ("CARD", "Karte4111111111111111"),
    ("CARD", "4111 1111\n> 1111 1111"),
    ("CARD", "٤١١١ ١١١١ ١١١١ ١١١١"),
    ("CARD", "<b>4111&nbsp;1111&nbsp;1111&nbsp;1111</b>"),
    ("CARD", "3782 822463 10005"),
    ("EMAIL", '"ada lovelace"@example.org'),
    ("EMAIL", "ada@exämple.de"),
    ("EMAIL", "mailto:ADA@EXAMPLE.ORG?subject=x"),
    ("EMAIL", "ada＠example.org"),
    ("EMAIL", "ada at example dot com"),
    ("EMAIL", "ada [at] example [dot] com"),
    ("IBAN", "BE68 5390 0754 7034 from today"),
    ("IBAN", "iban:de89 3704 0044 0532 0130 00"),
    ("PHONE", "+44 20 7946 0958"),
]
NOT_FOUND = [
    "order 1002345678", "JD014600003828392837", "3 @ 9.99", "look at example.com", "at noon",
    "4111111111111112", "550e8400-e29b-41d4-a716-446655440000", "0034 0434 1610 9404 2557",
    "12 34 56 78 90 12 34", "@shop", "a@b", "MK4111111111111111", "9783161484100",
    "order MK-20001. You can follow it",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_it_is_found(kind, text):
    assert [place.kind for place in personal.find(text)] == [kind]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_it_is_none(text):
    assert personal.find(text) == []


def test_two_cards_side_by_side_are_two():
    assert len(personal.find(f"{CARD} 5500 0000 0000 0004")) == 2


@pytest.mark.parametrize("cut", range(20))
def test_a_text_is_never_cut_within_a_card(cut):
    text = f"xx {CARD} yy"
    head, tail = personal.head(text, cut), personal.tail(text, cut)
    for part in (head, tail):
        assert len(part) <= cut
        assert part.strip("xy ") in ("", CARD)


@pytest.mark.parametrize("kind", ["card", "mail address"])
def test_planted_data_is_hidden(kind):
    cases = list(_planted.planted(kind, 150, seed=7))
    right, wrong = personal_data.measure(cases, wanted_hidden=True)
    assert right >= 0.98 * len(cases), wrong


def test_other_numbers_mostly_stay():
    cases = list(_planted.harmless(150, seed=7))
    right, wrong = personal_data.measure(cases, wanted_hidden=False)
    assert right >= 0.95 * len(cases), wrong


def test_two_spellings_are_two_placeholders_and_both_come_back():
    text = f"{CARD} and 4111111111111111"
    placeholders = Placeholders()
    assert placeholders.hide(text) == "[[CARD_1]] and [[CARD_2]]"
    assert placeholders.restore("[[CARD_1]] and [[CARD_2]]") == text
