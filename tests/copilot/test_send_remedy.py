"""A person reads, completes and sends a correction, or says why none is needed."""

from uuid import uuid4

import pytest

from copilot.autonomy import remedies
from copilot.models import Remedy
from support.actions import replies
from support.actions.tickets import Refused
from support.models import AuditEvent, Message
from tests.copilot.draft_help import drafting_category
from tests.copilot.sent_help import incident, sent_by_system
from tests.factories import committed, customer_writes, make_ticket, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(agent):
    return sent_by_system(drafting_category()).message


@pytest.fixture
def remedy(sent, agent):
    return remedies.correct(message=sent, by=agent)


def send(remedy, by, body="The right answer is 14 days. We are sorry.", **fields):
    values = {"send_key": uuid4(), "last_seen": Message.objects.order_by("-id").first().pk}
    return remedies.send(remedy=remedy, body=body, by=by, **{**values, **fields})


def test_from_a_sent_reply_an_apology_is_drafted(remedy, sent):
    assert (remedy.incident, remedy.message, remedy.state) == (None, sent, "suggested")
    assert "sorry" in remedy.body


def test_asked_for_twice_it_is_one(remedy, sent, agent):
    assert remedies.correct(message=sent, by=agent) == remedy


def test_what_has_not_left_needs_no_correction(agent):
    with pytest.raises(Refused):
        remedies.correct(message=reply(make_ticket(), agent), by=agent)


def test_it_leaves_under_the_persons_name_and_the_ticket_waits(remedy, agent):
    message = send(remedy, agent)
    remedy.refresh_from_db()
    message.ticket.refresh_from_db()
    assert (remedy.state, remedy.reply, remedy.by) == ("sent", message, agent)
    assert (message.author, message.origin, message.ticket.status) == (agent, "agent", "waiting")


def test_a_closed_ticket_opens_again(remedy, agent):
    from support.actions.tickets import change_status

    change_status(remedy.message.ticket, "closed", by=agent)
    assert send(remedy, agent).ticket.status == "waiting"


def test_nothing_leaves_with_a_blank(remedy, agent):
    with pytest.raises(Refused, match="brackets"):
        send(remedy, agent, body=remedy.body)
    assert not Message.objects.filter(origin="agent").exists()


def test_it_is_sent_once(remedy, agent):
    send(remedy, agent)
    with pytest.raises(Refused):
        send(remedy, agent)


def test_a_newer_message_must_be_seen_first(remedy, agent):
    seen = remedy.message_id
    customer_writes(remedy.message.ticket)
    with pytest.raises(replies.ThreadMoved):
        send(remedy, agent, last_seen=seen)
    remedy.refresh_from_db()
    assert remedy.state == "suggested"


def test_undone_it_waits_again(remedy, agent):
    with committed():
        message = send(remedy, agent)
        replies.undo_reply(message=message, by=agent)
    remedy.refresh_from_db()
    assert (remedy.state, remedy.reply) == ("suggested", None)


def test_dismissed_with_a_reason(remedy, agent):
    with pytest.raises(Refused):
        remedies.dismiss(remedy=remedy, why=" ", by=agent)
    remedies.dismiss(remedy=remedy, why="It was right after all", by=agent)
    remedy.refresh_from_db()
    assert (remedy.state, remedy.why) == ("dismissed", "It was right after all")


def test_and_brought_back(remedy, agent):
    remedies.dismiss(remedy=remedy, why="No", by=agent)
    assert remedies.restore(remedy=remedy, by=agent).state == "suggested"


def test_it_is_written_down_on_ticket_and_incident(sent, agent):
    found = incident(sent.resolution.category)
    remedy = Remedy.objects.create(incident=found, message=sent, body="Sorry.")
    send(remedy, agent)
    subjects = AuditEvent.objects.filter(action="correction_sent").values_list("subject", flat=True)
    assert set(subjects) == {f"ticket:{sent.ticket_id}", f"incident:{found.pk}"}


def test_the_pages(as_agent, sent):
    page = as_agent.post(f"/messages/{sent.pk}/correct/", follow=True)
    assert "Correct and notify" in page.content.decode()
    remedy = Remedy.objects.get()
    values = {"send_key": uuid4(), "last_seen": sent.pk, "body": remedy.body}
    assert as_agent.post(f"/corrections/{remedy.pk}/send/", values).status_code == 422
    values["body"] = "It is 14 days. We are sorry."
    assert as_agent.post(f"/corrections/{remedy.pk}/send/", values).url == sent.ticket.get_absolute_url()
    assert as_agent.get("/corrections/").status_code == 200
    assert "It is 14 days" in as_agent.get(f"/corrections/{remedy.pk}/").content.decode()


@pytest.mark.parametrize(
    "values", [{}, {"send_key": "x"}, {"send_key": uuid4(), "last_seen": "-1", "body": ""}]
)
def test_a_broken_form_comes_back(as_agent, sent, agent, values):
    remedy = remedies.correct(message=sent, by=agent)
    assert as_agent.post(f"/corrections/{remedy.pk}/send/", values).status_code in (409, 422)
    assert not Message.objects.filter(origin="agent").exists()
