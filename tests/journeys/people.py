"""What customers and agents do in the journeys, through the doors they use."""

import uuid

from routing.models import Rule
from support.models import Message, Ticket
from tests.factories import committed, make_category, make_sop, open_drafting

QUESTION = "Hello, can I return my shoes? They are too small. Kind regards, Cleo"


def shoe_shop(name="Returns"):
    """A desk where a rule files letters about shoes under a category that drafts."""
    category = open_drafting(make_category(name))
    make_sop(category, title=name)
    condition = {"field": "subject", "operator": "contains", "value": "shoes"}
    Rule.objects.create(name="Shoes", category=category, conditions=[condition])
    return category


def customer_asks(client, body=QUESTION, subject="Sending shoes back"):
    """The public form; whatever follows from it has been done or is waiting when this returns."""
    fields = {"name": "Cleo Customer", "email": "cleo@example.net", "subject": subject, "body": body}
    with committed():
        answer = client.post("/contact/", fields)
    assert answer.status_code == 302
    return Ticket.objects.latest("id")


def open_ticket(browser, ticket):
    """The ticket's page; it has its composer whatever else is wrong."""
    page = browser.get(f"/tickets/{ticket.pk}/")
    assert page.status_code == 200
    assert 'id="composer"' in page.content.decode()
    return page.content.decode()


def draft_panel(browser, ticket):
    panel = browser.get(f"/tickets/{ticket.pk}/draft/", headers={"hx-request": "true"})
    assert panel.status_code == 200
    return panel.content.decode()


def send(browser, ticket, body, last_seen=None, **fields):
    """Press Send; the page knows the thread up to `last_seen` (now: all of it)."""
    last = last_seen or ticket.messages.latest("id").pk
    values = {"kind": "reply", "body": body, "send_key": uuid.uuid4(), "last_seen": last, "then": "wait"}
    with committed():
        return browser.post(f"/tickets/{ticket.pk}/write/", {**values, **fields})


def undo(browser, ticket):
    message = Message.objects.filter(ticket=ticket, kind="outbound").latest("id")
    with committed():
        return browser.post(f"/messages/{message.pk}/undo/")
