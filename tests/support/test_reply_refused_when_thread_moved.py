"""Nobody answers past somebody else: the second send is refused, with the new message and one's own text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from support.actions.replies import add_note, undo_reply
from support.actions.tickets import receive_message
from tests.factories import customer_writes, make_ticket, make_user, reply
from tests.support.desk_help import last_seen, replies_of, write

pytestmark = pytest.mark.django_db


def refused(answer, *texts):
    page = answer.content.decode()
    return answer.status_code == 409 and all(text in page for text in texts)


def test_when_the_customer_wrote_since(as_agent):
    ticket = make_ticket()
    seen = last_seen(ticket)
    customer_writes(ticket, "Forget it, I found them.")
    answer = write(as_agent, ticket, "My long careful answer", last_seen=seen)
    assert refused(answer, "The customer has written", "Forget it, I found them.", "My long careful answer")
    assert replies_of(ticket) == []


def test_when_a_colleague_answered_since(as_agent):
    ticket = make_ticket()
    seen = last_seen(ticket)
    reply(ticket, make_user(name="Bea Brown"), "I have it.")
    assert refused(
        write(as_agent, ticket, "Mine", last_seen=seen), "Bea Brown has written", "I have it.", "Mine"
    )
    assert len(replies_of(ticket)) == 1


def test_having_seen_it_the_same_press_sends(as_agent):
    ticket = make_ticket()
    seen = last_seen(ticket)
    customer_writes(ticket)
    page = write(as_agent, ticket, last_seen=seen)
    assert write(as_agent, ticket, last_seen=page.context["last_seen"]).status_code == 302


def test_a_note_does_not_stand_in_the_way(as_agent, agent):
    ticket = make_ticket()
    seen = last_seen(ticket)
    add_note(ticket=ticket, body="Careful with this one", by=agent)
    assert write(as_agent, ticket, last_seen=seen).status_code == 302


def test_a_reply_taken_back_does_not_either(as_agent):
    ticket, colleague = make_ticket(), make_user()
    seen = last_seen(ticket)
    undo_reply(message=reply(ticket, colleague), by=colleague)
    assert write(as_agent, ticket, last_seen=seen).status_code == 302


def test_a_note_is_never_refused_for_it(as_agent):
    ticket = make_ticket()
    customer_writes(ticket)
    assert write(as_agent, ticket, kind="note", last_seen=0).status_code == 302


def test_mail_that_came_late_counts_as_seen_once_it_was_shown(as_agent, agent):
    ticket = make_ticket()
    reply(ticket, agent)
    yesterday = timezone.now() - timedelta(days=1)
    late = receive_message(ticket=ticket, body="Sent yesterday", channel_id="late", at=yesterday)
    assert as_agent.get(ticket.get_absolute_url()).context["last_seen"] == late.pk


def test_the_refused_page_says_that_files_must_be_chosen_again(as_agent):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ticket = make_ticket()
    answer = write(as_agent, ticket, last_seen=0, attachments=[SimpleUploadedFile("a.txt", b"x")])
    assert refused(answer, "Choose your files again")


def test_the_refused_page_keeps_the_queue_and_the_customers_history(as_agent):
    ticket = make_ticket()
    other = make_ticket(customer=ticket.customer, subject="The one before")
    answer = write(as_agent, ticket, last_seen=0, query="view=all")
    assert answer.context["filter"].view == "all"
    assert [row["id"] for row in answer.context["others"]] == [other.pk]


def test_the_refused_page_still_knows_which_draft_was_used(as_agent):
    page = write(as_agent, make_ticket(), last_seen=0, used_draft=7, read_seconds="4.5").content.decode()
    assert 'name="used_draft" value="7"' in page
    assert 'name="read_seconds" value="4.5"' in page
