"""Every table of states is sound, and the columns that hold a state know it."""

import pytest
from django.apps import apps
from django.db import IntegrityError

from copilot.states import LIVE_DRAFT
from support.management.commands.draw_states import machines
from support.states import DELIVERY, TICKET
from tests.factories import make_ticket

MACHINES = machines()
COLUMNS = {
    "ticket": ("support", "Ticket", "status"),
    "delivery": ("support", "Message", "delivery"),
    "decision": ("routing", "Decision", "state"),
    "draft": ("copilot", "Draft", "state"),
    "SOP version": ("copilot", "SopVersion", "state"),
}


def reachable(table):
    found, new = set(), {table.initial}
    while new:
        found |= new
        new = {there for here in new for there in table.moves[here]} - found
    return found


@pytest.mark.parametrize("table", MACHINES.values(), ids=MACHINES)
def test_moves_lead_to_states_that_exist(table):
    assert {there for nexts in table.moves.values() for there in nexts} <= set(table.names)


@pytest.mark.parametrize("table", MACHINES.values(), ids=MACHINES)
def test_every_state_can_be_reached(table):
    assert reachable(table) == set(table.names)


@pytest.mark.parametrize("noun", COLUMNS)
def test_the_column_holds_these_states_and_fits_them(noun):
    app, model, name = COLUMNS[noun]
    field = apps.get_model(app, model)._meta.get_field(name)
    assert field.choices == MACHINES[noun].choices
    assert max(map(len, MACHINES[noun].names)) <= field.max_length


@pytest.mark.parametrize("noun", [noun for noun in COLUMNS if noun != "delivery"])
def test_a_new_row_begins_at_the_beginning(noun):
    app, model, name = COLUMNS[noun]
    assert apps.get_model(app, model)._meta.get_field(name).default == MACHINES[noun].initial


def test_a_sent_or_undone_reply_stays_so():
    assert DELIVERY.moves["sent"] == DELIVERY.moves["undone"] == ()


def test_a_reply_that_may_have_left_cannot_be_undone():
    assert DELIVERY.before("undone") == ("queued",)


def test_an_answer_opens_a_ticket_from_everywhere():
    assert TICKET.before("open") == ("waiting", "closed")


def test_stale_is_the_end_of_every_draft():
    draft = MACHINES["draft"]
    assert draft.moves["stale"] == ()
    assert set(draft.before("stale")) == set(draft.names) - {"stale"}
    assert set(LIVE_DRAFT) < set(draft.names)


@pytest.mark.django_db
def test_the_database_knows_the_tickets_states():
    ticket = make_ticket()
    with pytest.raises(IntegrityError, match="ticket_status_known"):
        type(ticket).objects.filter(pk=ticket.pk).update(status="lost")
