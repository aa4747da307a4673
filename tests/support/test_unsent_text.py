"""What somebody has typed is theirs: kept while they type, shown again, forgotten once sent."""

import pytest

from support.models import UnsentText
from tests.factories import make_ticket, make_user
from tests.support.desk_help import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


def save(client, ticket, body, kind="reply"):
    return client.post(f"/tickets/{ticket.pk}/unsent/", {"kind": kind, "body": body})


def test_it_is_kept_and_shown_again(as_agent, ticket):
    assert save(as_agent, ticket, "Dear Cleo,").json()["saved"]
    assert as_agent.get(ticket.get_absolute_url()).context["body"] == "Dear Cleo,"


def test_the_last_save_counts(as_agent, ticket):
    save(as_agent, ticket, "Dear")
    save(as_agent, ticket, "Dear Cleo,")
    assert UnsentText.objects.get().body == "Dear Cleo,"


def test_reply_and_note_are_kept_apart(as_agent, ticket):
    save(as_agent, ticket, "for her")
    save(as_agent, ticket, "for us", kind="note")
    assert set(UnsentText.objects.values_list("kind", "body")) == {
        ("outbound", "for her"),
        ("note", "for us"),
    }


def test_emptied_text_is_forgotten(as_agent, ticket):
    save(as_agent, ticket, "Dear")
    assert save(as_agent, ticket, " ").json() == {"saved": None}
    assert not UnsentText.objects.exists()


def test_nobody_else_sees_it(as_agent, as_admin, ticket):
    save(as_agent, ticket, "my secret draft")
    assert "my secret draft" not in as_admin.get(ticket.get_absolute_url()).content.decode()


def test_sending_forgets_it(as_agent, ticket):
    save(as_agent, ticket, "Dear Cleo,")
    write(as_agent, ticket, "Dear Cleo,")
    assert not UnsentText.objects.exists()


def test_a_refused_send_does_not(as_agent, ticket):
    save(as_agent, ticket, "Dear Cleo,")
    write(as_agent, ticket, "Dear Cleo,", last_seen=0)
    assert UnsentText.objects.get().body == "Dear Cleo,"


def test_a_colleagues_send_does_not(as_agent, ticket):
    from tests.factories import reply

    save(as_agent, ticket, "Dear Cleo,")
    reply(ticket, make_user())
    assert UnsentText.objects.get().body == "Dear Cleo,"


@pytest.mark.parametrize("body", ["a\x00b", "x" * 300_000])
def test_odd_text_is_kept_as_far_as_it_can_be_stored(as_agent, ticket, body):
    assert save(as_agent, ticket, body).json()["saved"]
    assert UnsentText.objects.get().body in ("ab", "x" * 200_000)
