"""Text of strangers stays text on every page that shows it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from routing import corrections
from support.actions.replies import add_note
from support.models import SavedView, Team, Ticket
from tests.factories import customer_writes, make_category, make_customer, make_ticket, make_user, reply
from tests.support.desk_help import last_seen, write

pytestmark = pytest.mark.django_db

EVIL = """<img src=x onerror=alert(1)>"'><script>alert(2)</script>{{ 7|add:7 }}"""
MARKS = ("<img src=x", "<script>alert", "onerror=alert(1)>\"'>")


@pytest.fixture
def ticket(agent):
    team = Team.objects.create(name=EVIL[:80])
    category = make_category(EVIL, description=EVIL, when_to_use=EVIL)
    customer = make_customer(name=EVIL, attributes={EVIL: EVIL})
    file = SimpleUploadedFile("a.txt", b"x", "text/plain")
    file.name = EVIL.replace("/", "")
    ticket = make_ticket(subject=EVIL, body=EVIL, customer=customer, attachments=[file])
    evil_agent = make_user(name=EVIL)
    corrections.correct(ticket=ticket, category=category, by=evil_agent, reason=EVIL)
    Ticket.objects.filter(pk=ticket.pk).update(team=team, assignee=evil_agent)
    reply(ticket, evil_agent, EVIL)
    add_note(ticket=ticket, body=EVIL, by=evil_agent)
    SavedView.objects.create(owner=agent, name=EVIL[:80], query="view=all")
    return ticket


def safe(answer):
    page = answer.content.decode()
    return answer.status_code < 500 and not any(mark in page for mark in MARKS)


@pytest.mark.parametrize(
    "address",
    [
        "/queue/?view=all",
        "/tickets/{}/",
        "/tickets/{}/thread/",
        "/tickets/{}/head/",
        "/tickets/{}/assign/",
        "/tickets/{}/route/",
        "/queue/filters/?view=all",
        "/taxonomy/",
        "/reports/routing/",
    ],
)
def test_on_pages(as_agent, ticket, address):
    assert safe(as_agent.get(address.format(ticket.pk)))


def test_on_the_category_page(as_admin, ticket):
    ticket.refresh_from_db()
    assert safe(as_admin.get(f"/taxonomy/{ticket.category.key}/"))


def test_in_the_address(as_agent, ticket):
    values = {"q": EVIL, "category": EVIL, "view": EVIL, "team": EVIL, "before": EVIL}
    assert safe(as_agent.get("/queue/", values))
    assert safe(as_agent.get(f"/tickets/{ticket.pk}/", values))
    assert safe(as_agent.get("/queue/filters/", values))


def test_in_toasts(as_agent, ticket):
    ticket.refresh_from_db()
    answer = as_agent.post(f"/tickets/{ticket.pk}/correct/", {"category": ticket.category_id}, follow=True)
    assert "Confirmed" in answer.content.decode()
    assert safe(answer)
    assert safe(as_agent.post(f"/tickets/{ticket.pk}/status/", {"status": EVIL}, follow=True))


def test_on_a_refused_reply(as_agent, ticket):
    seen = last_seen(ticket)
    customer_writes(ticket, EVIL)
    answer = write(as_agent, ticket, EVIL, last_seen=seen, query=EVIL)
    assert answer.status_code == 409
    assert safe(answer)


def test_on_the_public_form(client):
    assert safe(
        client.post("/contact/", {"name": EVIL, "email": EVIL, "subject": EVIL, "body": EVIL, "token": EVIL})
    )


def test_a_format_string_in_a_name_stays_a_name(as_agent, agent, ticket):
    agent.name = "{0.__class__} {actor} %s"
    agent.save()
    as_agent.post(f"/tickets/{ticket.pk}/status/", {"status": "closed"})
    page = as_agent.get(f"/tickets/{ticket.pk}/").content.decode()
    assert "{0.__class__} {actor} %s closed it" in page
