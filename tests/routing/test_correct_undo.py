"""A correction can be taken back as long as nobody has said something else since."""

import pytest

from routing import corrections
from routing.models import Correction
from support.actions.tickets import Refused
from support.models import Ticket
from tests.factories import file_under, make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


@pytest.fixture
def returns(db):
    return make_category("Returns")


def undo(client, correction):
    return client.post(f"/corrections/{correction.pk}/undo/", follow=True).content.decode()


def place(ticket):
    ticket = Ticket.objects.get(pk=ticket.pk)
    return ticket.category and ticket.category.name, ticket.filed_by


def test_it_is_back_where_it_was(as_agent, agent, ticket, returns):
    refunds = make_category("Refunds")
    file_under(ticket, returns, by=agent)
    assert "Undone." in undo(as_agent, file_under(ticket, refunds, by=agent))
    assert place(ticket) == ("Returns", "person")


def test_where_there_was_nothing_there_is_nothing_again(as_agent, agent, ticket, returns):
    undo(as_agent, file_under(ticket, returns, by=agent))
    assert place(ticket) == (None, "")


def test_a_machines_word_is_a_machines_again(as_agent, agent, ticket, returns):
    Ticket.objects.update(category=returns, filed_by="machine")
    undo(as_agent, file_under(ticket, make_category("Refunds"), by=agent))
    assert place(ticket) == ("Returns", "machine")


def test_an_undone_confirmation_leaves_it_unconfirmed(as_agent, agent, ticket, returns):
    Ticket.objects.update(category=returns, filed_by="machine")
    undo(as_agent, file_under(ticket, returns, by=agent))
    assert place(ticket) == ("Returns", "machine")


def test_not_when_somebody_has_replaced_it(as_agent, agent, ticket, returns):
    first = file_under(ticket, returns, by=agent)
    file_under(ticket, make_category("Refunds"), by=make_user())
    assert "replaced since" in undo(as_agent, first)
    assert place(ticket) == ("Refunds", "person")


def test_not_twice(agent, ticket, returns):
    correction = file_under(ticket, returns, by=agent)
    corrections.undo_correction(correction=correction, by=agent)
    with pytest.raises(Refused):
        corrections.undo_correction(correction=correction, by=agent)


def test_a_colleague_may(as_agent, ticket, returns):
    undo(as_agent, file_under(ticket, returns, by=make_user()))
    assert place(ticket) == (None, "")


def test_it_is_kept_for_ever_but_is_no_label(agent, ticket, returns):
    correction = file_under(ticket, returns, by=agent)
    assert len(corrections.labels()) == 1
    corrections.undo_correction(correction=correction, by=agent)
    assert corrections.labels() == []
    assert Correction.objects.get().undone_at is not None
