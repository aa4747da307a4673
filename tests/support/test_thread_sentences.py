"""What happened to a ticket reads as a sentence between its messages."""

import pytest

from support import audit
from support.actions.tickets import file_ticket, move_to_team
from support.models import Team
from support.thread import entries
from tests.factories import make_category, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def sentences(ticket):
    return [entry.sentence for entry in entries(ticket) if entry.message is None]


def test_moving_in_and_out_of_a_team(ticket, agent):
    move_to_team(ticket=ticket, team=Team.objects.create(name="Returns desk"), by=agent)
    move_to_team(ticket=ticket, team=None, by=agent)
    assert sentences(ticket) == ["Ada Agent moved it to Returns desk", "Ada Agent moved it to no team"]


def test_filing_and_taking_out_again(ticket, agent):
    file_ticket(ticket, make_category("Returns"), by="routing (rule)", why="Rule “Shoes”")
    file_ticket(ticket, None, by=agent)
    assert sentences(ticket) == ["Understudy filed it under Returns", "Ada Agent filed it under no category"]


def test_the_reason_and_who_acted_are_kept(ticket):
    file_ticket(ticket, make_category("Returns"), by="routing (rule)", why="Rule “Shoes”")
    entry = entries(ticket)[-1]
    assert (entry.why, entry.by_machine) == ("Rule “Shoes”", True)


def test_an_event_without_the_field_its_sentence_wants_is_left_out(ticket):
    audit.record(ticket, "ticket_filed", by="an older version")
    assert sentences(ticket) == []


def test_messages_and_changes_stand_in_order(ticket, agent):
    move_to_team(ticket=ticket, team=Team.objects.create(name="Returns desk"), by=agent)
    assert [entry.message is None for entry in entries(ticket)] == [False, True]
