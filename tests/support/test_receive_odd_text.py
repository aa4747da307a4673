"""Whatever arrives can be stored, read and answered."""

import pytest

from support.actions.tickets import receive_message
from support.models import Ticket
from support.texts import MOST_CHARACTERS
from tests.factories import make_ticket

pytestmark = pytest.mark.django_db


def body_of(ticket):
    return ticket.messages.get().body


def test_control_characters_and_nul_are_left_out():
    ticket = make_ticket(subject="Sho\x00es\x07", body="Too\x00 small\x1b[31m\r\nThanks\ud800")
    assert (ticket.subject, body_of(ticket)) == ("Shoes", "Too small[31m\nThanks")


def test_a_subject_is_one_line():
    assert make_ticket(subject="Shoes\r\nBcc: all@example.com").subject == "Shoes Bcc: all@example.com"


def test_a_long_subject_is_cut_where_the_column_ends():
    subject = make_ticket(subject="x" * 500).subject
    assert (len(subject), subject[-1]) == (300, "…")


def test_without_a_subject_the_message_speaks():
    assert make_ticket(subject=" ", body="Where is\nmy parcel?").subject == "Where is my parcel?"


def test_without_any_words_there_is_still_a_ticket():
    ticket = make_ticket(subject="", body="\x00")
    assert (ticket.subject, body_of(ticket)) == ("(no subject)", "")


def test_a_very_long_message_is_cut_and_says_so():
    body = body_of(make_ticket(body="word " * 60_000))
    assert len(body) < MOST_CHARACTERS + 100
    assert body.endswith("longer than the desk stores.]")


def test_a_word_without_end_is_no_trouble():
    assert len(body_of(make_ticket(body="x" * 100_000))) == 100_000


def test_a_thread_with_more_words_than_the_index_holds_still_receives():
    ticket = make_ticket()
    for number in range(60):
        words = " ".join(f"{number}x{word}".ljust(1_900, "y") for word in range(11))
        receive_message(ticket=ticket, body=words, channel_id=f"long {number}")
    assert Ticket.objects.get().messages.count() == 61
