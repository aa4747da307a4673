"""What a channel delivers twice is stored once."""

import pytest

from support.models import Customer, Message, Ticket
from tests.factories import make_ticket
from tests.support.desk_help import at_once

pytestmark = pytest.mark.django_db


def test_the_same_channel_id_again_is_the_ticket_it_already_made():
    first = make_ticket(channel_id="mail-1")
    assert make_ticket(channel_id="mail-1", subject="Sent again") == first
    assert Message.objects.get().channel_id == "mail-1"


def test_the_same_follow_up_again_is_one_message():
    from support.actions.tickets import receive_message

    ticket = make_ticket()
    first = receive_message(ticket=ticket, body="More", channel_id="mail-2")
    assert receive_message(ticket=ticket, body="More", channel_id="mail-2") == first
    assert ticket.messages.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_the_same_moment_make_one_ticket():
    from support.actions.tickets import receive_ticket

    def receive():
        return receive_ticket(
            subject="Shoes", body="Too small.", email="cleo@example.net", channel="email", channel_id="mail-3"
        )

    one, other = at_once(receive, receive)
    assert one == other == Ticket.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_first_tickets_of_one_customer_at_the_same_moment_share_the_customer():
    from support.actions.tickets import receive_ticket

    def receive(number):
        return lambda: receive_ticket(
            subject="Shoes", body="Hi", email="Cleo@Example.net", channel="email", channel_id=number
        )

    at_once(receive("a"), receive("b"))
    assert Ticket.objects.count() == 2
    assert Customer.objects.get().email == "cleo@example.net"
