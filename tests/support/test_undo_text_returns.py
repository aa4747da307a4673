"""The text of a reply taken back is in the composer again, and nothing typed since is lost."""

import pytest

from support.actions.replies import save_unsent, undo_reply
from support.models import UnsentText
from tests.factories import make_ticket, make_user, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def composer_of(client, ticket):
    return client.get(ticket.get_absolute_url()).context["body"]


def test_it_returns_to_the_composer(as_agent, agent, ticket):
    undo_reply(message=reply(ticket, agent, "Yes, of course."), by=agent)
    assert composer_of(as_agent, ticket) == "Yes, of course."


def test_what_was_typed_since_stands_below_it(agent, ticket):
    message = reply(ticket, agent, "Yes.")
    save_unsent(ticket=ticket, by=agent, kind="outbound", body="P.S. I forgot")
    assert undo_reply(message=message, by=agent).body == "Yes.\n\nP.S. I forgot"


def test_the_same_text_is_not_doubled(agent, ticket):
    message = reply(ticket, agent, "Yes.")
    save_unsent(ticket=ticket, by=agent, kind="outbound", body="Yes.")
    assert undo_reply(message=message, by=agent).body == "Yes."


def test_who_undoes_gets_the_text_and_the_writers_own_stays(agent, ticket):
    writer = make_user()
    message = reply(ticket, writer, "Yes.")
    save_unsent(ticket=ticket, by=writer, kind="outbound", body="Half a thought")
    undo_reply(message=message, by=agent)
    texts = dict(UnsentText.objects.values_list("user_id", "body"))
    assert texts == {agent.pk: "Yes.", writer.pk: "Half a thought"}
