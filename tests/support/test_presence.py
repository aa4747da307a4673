"""Two people in one ticket see each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from support.actions.replies import save_unsent
from support.models import Presence
from tests.factories import make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def look(client, ticket):
    return client.get(f"/tickets/{ticket.pk}/presence/").content.decode().strip()


def test_alone_nobody_is_shown(as_agent, ticket):
    assert look(as_agent, ticket) == ""
    assert look(as_agent, ticket) == ""


def test_the_other_is_here(as_agent, as_admin, ticket):
    look(as_admin, ticket)
    assert "Amos Admin is here" in look(as_agent, ticket)


def test_the_other_is_typing(as_agent, as_admin, admin, ticket):
    save_unsent(ticket=ticket, by=admin, kind="outbound", body="Dear")
    look(as_admin, ticket)
    assert "Amos Admin is typing" in look(as_agent, ticket)


def test_who_left_is_gone(as_agent, ticket):
    left = timezone.now() - timedelta(minutes=2)
    Presence.objects.create(ticket=ticket, user=make_user(), seen_at=left)
    assert look(as_agent, ticket) == ""


def test_another_ticket_is_another_room(as_agent, as_admin, ticket):
    look(as_admin, make_ticket())
    assert look(as_agent, ticket) == ""
